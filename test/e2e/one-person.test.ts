import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../support/e2e/client.ts';
import { approveByPage, startGuarded, waitingTask } from '../support/e2e/guarded.ts';
import type { Guarded } from '../support/e2e/guarded.ts';
import type { SignedClaims } from '../support/e2e/issuer.ts';

let product: Guarded;

beforeAll(async () => {
  product = await startGuarded(
    'sub-alice=alice@example.com,sub-bob=bob@example.com,sub-uta=uta@xn--bcher-kva.example',
  );
}, 60_000);

afterAll(() => product.close());

const org_id = 'org-people';
const alice = { sub: 'sub-alice', org_id, roles: ['admin'], email: 'alice@example.com' };
const bob = { sub: 'sub-bob', org_id, roles: ['admin'], email: 'bob@example.com' };

const submission = { org_id, intent: 'Fix drift on production cache servers' };

const submitAs = async (claims: SignedClaims) =>
  (await product.as(claims)).send('submitTask', { body: submission });

const decideAs = async (claims: SignedClaims, task_id: string) => {
  const api = await product.as(claims);
  const answer = await api.send('approveTask', { params: { task_id }, body: {} });
  return { status: answer.status, problem: JSON.parse(answer.text) as Problem };
};

const statusOf = async (task_id: string): Promise<string> =>
  (await (await product.as(bob)).ask('getTask', 200, { params: { task_id } })).status;

describe('with an issuer, the requester', () => {
  it.each<[string, SignedClaims, string, string?]>([
    ['without an email claim', { ...alice, email: undefined }, 'alice@example.com'],
    ['with an unverified address', { ...alice, email_verified: false }, 'alice@example.com'],
    [
      'with another unverified address',
      { ...alice, email: 'x@y.org', email_verified: false },
      'alice@example.com',
    ],
    ['with another address', { ...alice, email: 'a.smith@example.org' }, 'alice@example.com'],
    ['with the address in capitals', { ...alice, email: 'ALICE@EXAMPLE.COM' }, 'alice@example.com'],
    [
      'with a space behind the address',
      { ...alice, email: 'alice@example.com ' },
      'alice@example.com',
    ],
    [
      'with a full-width address',
      { ...alice, sub: 's-1', email: 'ａlice＠example.com' },
      'alice@example.com',
    ],
    [
      'with a space behind the subject',
      { ...alice, sub: 'sub-alice ', email: undefined },
      'alice@example.com',
    ],
    [
      'with a space that nobody sees',
      { ...alice, sub: 'sub-\u200balice', email: undefined },
      'alice@example.com',
    ],
    [
      'with another subject and the address',
      { ...alice, sub: 's-2' },
      'alice@example.com',
      ' Alice@EXAMPLE.com',
    ],
    [
      'with a Unicode host',
      { ...alice, sub: 's-3', email: 'uta@bücher.example' },
      'uta@xn--bcher-kva.example',
      'uta@Bücher.example',
    ],
  ])(
    '%s may not approve by page',
    async (...row) => {
      const [, claims, address, typed] = row;
      const task = await waitingTask(product, claims);

      const page = await approveByPage(product, { task, address, ...(typed && { typed }) });

      expect(page.html).toContain('who asked for the change may not approve it');
      expect(await statusOf(task.task_id)).toBe('pending_approval');
    },
    60_000,
  );

  it.each<[string, SignedClaims, SignedClaims]>([
    ['with a space in the subject', alice, { ...alice, sub: ' sub-alice', email: undefined }],
    [
      'by another subject with the address',
      alice,
      { ...alice, sub: 's-9', email: 'Alice@example.com' },
    ],
  ])(
    'may not approve by API %s',
    async (_, requester, approver) => {
      const task = await waitingTask(product, requester);

      const { status, problem } = await decideAs(approver, task.task_id);

      expect([status, problem.error]).toEqual([403, 'self-approval']);
      expect(await statusOf(task.task_id)).toBe('pending_approval');
    },
    60_000,
  );

  it.each<[string, SignedClaims]>([
    ['no address and no registration', { ...alice, sub: 's-4', email: undefined }],
    ['an unverified address and no registration', { ...alice, sub: 's-4', email_verified: false }],
    ['the address of another one', { ...alice, email: 'bob@example.com' }],
  ])(
    'with %s may neither ask for production nor decide',
    async (_, claims) => {
      const refused = await submitAs(claims);
      const task = await waitingTask(product, bob);
      const { status, problem } = await decideAs(claims, task.task_id);

      expect([refused.status, JSON.parse(refused.text)]).toEqual([
        403,
        expect.objectContaining({
          error: 'forbidden',
          detail: expect.stringContaining("can't be tied to one person") as string,
        }),
      ]);
      expect([status, problem.error]).toEqual([403, 'forbidden']);
      expect(await statusOf(task.task_id)).toBe('pending_approval');
    },
    60_000,
  );

  it('with a blank subject is nobody', async () => {
    expect((await submitAs({ ...alice, sub: ' ' })).status).toBe(401);
  });

  it('is not who approves: another person does, by page as by API', async () => {
    const byPage = await waitingTask(product, alice);
    const byApi = await waitingTask(product, alice);

    const page = await approveByPage(product, { task: byPage, address: 'bob@example.com' });
    const { status } = await decideAs(bob, byApi.task_id);

    expect(page.html).toContain('Your decision is on record');
    expect(status).toBe(200);
  }, 60_000);
});

describe('with an issuer, a role', () => {
  it.each<[string, unknown]>([
    ['a longer word', ['billing admin']],
    ['a list in an array', ['x,admin']],
    ['two words', 'no admin'],
    ['a list', 'x,admin'],
    ['a flattened array', '[admin]'],
    ['an array in an array', [['admin']]],
    ['an object', [{ admin: true }]],
    ['another case', ['Admin']],
  ])('is not in a claim that is %s', async (_, roles) => {
    expect((await submitAs({ ...alice, roles })).status).toBe(403);
  });

  it('is an element of an array, or a text', async () => {
    const list = async (roles: unknown) =>
      (await (await product.as({ ...alice, roles })).send('listTasks')).status;

    expect([await list(['x', 'viewer']), await list('viewer')]).toEqual([200, 200]);
  });
});

it('left no defect behind', () => {
  expect(product.defects).toEqual([]);
});
