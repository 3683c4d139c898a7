import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeDecideByPage } from '../../../functions/application/approval/decide-by-page.ts';
import { makeDecideGate } from '../../../functions/application/approval/steps/gate-decision.ts';
import { makeOpenGate } from '../../../functions/application/approval/open-gate.ts';
import { makeOpenSession } from '../../../functions/application/approval/open-session.ts';
import { makeShowGate } from '../../../functions/application/approval/show-gate.ts';
import { csrfTokenOf } from '../../../functions/domain/approval/codes.ts';
import { Conflict } from '../../../functions/domain/shared/errors.ts';
import { Digest } from '../../../functions/domain/shared/ids.ts';
import type { TaskRef } from '../../../functions/domain/shared/refs.ts';
import { org, planDigest, taskId } from '../../support/builders/ids.ts';
import { rita } from '../../support/builders/people.ts';
import { openGateOf, pageOf } from '../../support/approval/page-of.ts';
import { approvalSettings } from '../../support/builders/some-settings.ts';
import { openWorld } from '../../support/world/approval-world.ts';
import type { World } from '../../support/world/approval-world.ts';

let world: World;
let page: ReturnType<typeof pageOf>;
let gateId: string;

beforeEach(async () => {
  world = await openWorld();
  page = pageOf(world);
  await world.putTask();
  gateId = await openGateOf(world);
});
afterEach(() => world.close());

const codeFor = async (email: string): Promise<string> => {
  await page.requestCode({ gate_id: gateId, email });
  return (await page.deliverCodes()).at(-1) ?? '';
};

const sessionFor = async (email: string): Promise<string> => {
  const opened = await page.openSession({ gate_id: gateId, code: await codeFor(email) });
  if (!opened) throw new Error('The code opened no session');
  return opened.secret;
};

const gate = async () => {
  const view = await page.show({ gate_id: gateId, secret: undefined, notice: undefined });
  if (view.view === 'missing') throw new Error('There is no gate');
  return view.gate;
};

const wrongTries = async () => (await world.codes.use(await gate())).wrong_tries;

const form = (secret: string, changes: Record<string, string> = {}) => ({
  decision: 'approve',
  reason: '',
  plan_digest: planDigest,
  csrf_token: csrfTokenOf(secret),
  ...changes,
});

describe('entering a code', () => {
  test('opens a session for its approver, with spaces or without', async () => {
    await codeFor('alice@example.com');

    const opened = await page.openSession({ gate_id: gateId, code: ' 100 001 ' });

    expect(opened).toEqual({ secret: 'secret-1', seconds: 600 });
    const view = await page.show({ gate_id: gateId, secret: 'secret-1', notice: undefined });
    expect(view).toMatchObject({
      view: 'review',
      approver: { id: 'alice' },
      plan: { total_assets: 2 },
    });
  });

  test('works once', async () => {
    const code = await codeFor('alice@example.com');

    const first = await page.openSession({ gate_id: gateId, code });
    const second = await page.openSession({ gate_id: gateId, code });

    expect([first === null, second === null]).toEqual([false, true]);
  });

  test('works once also when it is entered many times at the same moment', async () => {
    const code = await codeFor('alice@example.com');

    const opened = await Promise.all(
      [1, 2, 3, 4].map(() => page.openSession({ gate_id: gateId, code })),
    );

    expect(opened.filter((session) => session !== null)).toHaveLength(1);
  });

  test('fails once ten minutes are over', async () => {
    const code = await codeFor('alice@example.com');
    world.clock.advance(600);

    expect(await page.openSession({ gate_id: gateId, code })).toBeNull();
  });

  test('fails once a newer code has replaced it', async () => {
    const older = await codeFor('alice@example.com');
    const newer = await codeFor('alice@example.com');

    expect(await page.openSession({ gate_id: gateId, code: older })).toBeNull();
    expect(await page.openSession({ gate_id: gateId, code: newer })).not.toBeNull();
  });

  test('ten wrong tries close the page for good, also to the right code', async () => {
    const code = await codeFor('alice@example.com');
    for (let tries = 0; tries < 9; tries += 1) {
      await page.openSession({ gate_id: gateId, code: '000000' });
    }
    expect(await wrongTries()).toBe(9);

    await page.openSession({ gate_id: gateId, code: '999999' });

    expect(await page.openSession({ gate_id: gateId, code })).toBeNull();
    await page.requestCode({ gate_id: gateId, email: 'bob@example.com' });
    expect(await page.deliverCodes()).toEqual(['100001']);
    const view = await page.show({ gate_id: gateId, secret: undefined, notice: undefined });
    expect(view).toMatchObject({ view: 'locked', is_locked_out: true });
  });

  test('a flood of tries at the same moment gets ten answers and no more, and no failure', async () => {
    const code = await codeFor('alice@example.com');
    let compared = 0;
    const codes = {
      ...world.codes,
      list: (...name: Parameters<World['codes']['list']>) => {
        compared += 1;
        return world.codes.list(...name);
      },
    };
    const openSession = makeOpenSession({ ...world, codes });
    const tries = Array.from({ length: 60 }, (_, index) => String(200_000 + index));

    const answers = await Promise.all(
      tries.map((wrong) => openSession({ gate_id: gateId, code: wrong })),
    );

    expect(answers.filter((answer) => answer !== null)).toEqual([]);
    expect([compared, await wrongTries()]).toEqual([10, 10]);
    expect(await openSession({ gate_id: gateId, code })).toBeNull();
  });

  test('the right code sixty times at once opens one session, and fails nobody', async () => {
    const code = await codeFor('alice@example.com');

    const answers = await Promise.all(
      Array.from({ length: 60 }, () => page.openSession({ gate_id: gateId, code })),
    );

    expect(answers.filter((answer) => answer !== null)).toHaveLength(1);
    expect(await wrongTries()).toBeLessThanOrEqual(9);
  });

  test('a right try is counted before its answer and taken back after it', async () => {
    const code = await codeFor('alice@example.com');
    const counted: number[] = [];
    const codes = {
      ...world.codes,
      list: async (...name: Parameters<World['codes']['list']>) => {
        counted.push(await wrongTries());
        return world.codes.list(...name);
      },
    };

    await makeOpenSession({ ...world, codes })({ gate_id: gateId, code });

    expect([...counted, await wrongTries()]).toEqual([1, 0]);
  });

  test('a decision that counts loses no try that came meanwhile', async () => {
    await world.close();
    world = await openWorld();
    page = pageOf(world);
    await world.putTask({
      approval_requirement: { required: true, reasons: ['score'], quorum: 2, four_eyes: true },
    });
    gateId = await openGateOf(world);
    const secret = await sessionFor('alice@example.com');
    const tasks = {
      ...world.tasks,
      get: async (ref: TaskRef) => {
        await page.openSession({ gate_id: gateId, code: '000000' });
        return world.tasks.get(ref);
      },
    };
    const decide = makeDecideByPage({ ...world, decideGate: makeDecideGate({ ...world, tasks }) });

    expect(await decide({ gate_id: gateId, secret, form: form(secret) })).toBe('decision-recorded');
    expect(await wrongTries()).toBe(1);
  });

  test('a code that another entry used up a moment before opens nothing', async () => {
    const code = await codeFor('alice@example.com');
    const codes = {
      ...world.codes,
      redeem: async (...redeemed: Parameters<World['codes']['redeem']>) => {
        const [name, issued, session] = redeemed;
        const secret_hash = Digest.parse('d4'.repeat(32));
        await world.codes.redeem(name, issued, { ...session, secret_hash });
        return world.codes.redeem(...redeemed);
      },
    };

    const opened = await makeOpenSession({ ...world, codes })({ gate_id: gateId, code });

    expect(opened).toBeNull();
  });
});

describe('showing the page', () => {
  test('changes nothing, however often and with whatever cookie', async () => {
    const before = await gate();

    for (const secret of [undefined, '', 'secret-1', 'x'.repeat(5_000)]) {
      await page.show({ gate_id: gateId, secret, notice: 'code-refused' });
    }

    expect(await gate()).toEqual(before);
    expect(await world.owed('send_code', 'resume_gate')).toEqual([]);
  });

  test.each([
    ['a malformed id', 'gate-1'],
    ['an unknown id', 'gate-00000000000000000000000000'],
    ['another kind of id', taskId],
    ['no id', undefined],
  ])('says the same for %s', async (_, id) => {
    expect(await page.show({ gate_id: id, secret: undefined, notice: undefined })).toEqual({
      view: 'missing',
    });
  });

  test('shows no plan once the session is ten minutes old', async () => {
    const secret = await sessionFor('alice@example.com');
    world.clock.advance(600);

    const view = await page.show({ gate_id: gateId, secret, notice: undefined });

    expect(view.view).toBe('locked');
  });

  test('shows no plan whose digest is not the gate’s', async () => {
    const secret = await sessionFor('alice@example.com');
    const plans = {
      ...world.plans,
      get: async (ref: TaskRef, revision: number) => {
        const stored = await world.plans.get(ref, revision);
        return stored && { ...stored, digest: Digest.parse('c3'.repeat(32)) };
      },
    };

    const view = await makeShowGate({ ...world, plans })({
      gate_id: gateId,
      secret,
      notice: undefined,
    });

    expect(view.view).toBe('locked');
  });

  test('takes over no notice that it does not know', async () => {
    const view = await page.show({ gate_id: gateId, secret: undefined, notice: 'pay-here' });

    expect(view).toMatchObject({ notice: null });
  });
});

describe('deciding on the page', () => {
  test('approves as the approver of the session', async () => {
    const secret = await sessionFor('alice@example.com');

    const said = await page.decide({ gate_id: gateId, secret, form: form(secret) });

    expect(said).toBe('decision-recorded');
    expect(await gate()).toMatchObject({
      status: 'approved',
      decisions: [{ by: { id: 'alice' }, channel: 'page', reason: null, plan_digest: planDigest }],
    });
  });

  test('rejects with a reason, and not without', async () => {
    const secret = await sessionFor('alice@example.com');
    const reject = (reason: string) =>
      page.decide({ gate_id: gateId, secret, form: form(secret, { decision: 'reject', reason }) });

    expect(await reject('  ')).toBe('reason-missing');
    expect((await gate()).status).toBe('pending');
    expect(await reject('not on a Friday')).toBe('decision-recorded');
    expect((await gate()).decisions).toMatchObject([{ reason: 'not on a Friday' }]);
  });

  test.each([
    ['without a session', undefined],
    ['with a secret of somebody’s making', 'secret-99'],
  ])('is refused %s', async (_, secret) => {
    const said = await page.decide({ gate_id: gateId, secret, form: form(secret ?? '') });

    expect(said).toBe('session-ended');
    expect((await gate()).status).toBe('pending');
  });

  test('sent twice at once gets the answer of the first, twice', async () => {
    const secret = await sessionFor('alice@example.com');

    const said = await Promise.all(
      [1, 2, 3, 4].map(() => page.decide({ gate_id: gateId, secret, form: form(secret) })),
    );

    expect(said).toEqual(Array(4).fill('decision-recorded'));
    expect((await gate()).decisions).toHaveLength(1);
  });

  test('after another one’s decision is told that it does not stand', async () => {
    const alice = await sessionFor('alice@example.com');
    const bob = await sessionFor('bob@example.com');
    await page.decide({ gate_id: gateId, secret: alice, form: form(alice) });

    expect(await page.decide({ gate_id: gateId, secret: bob, form: form(bob) })).toBe(
      'decision-refused',
    );
  });

  test('that loses every race says so, and fails nobody', async () => {
    const secret = await sessionFor('alice@example.com');
    const decideGate = () => Promise.reject(new Conflict('the gate'));

    const said = await makeDecideByPage({ ...world, decideGate })({
      gate_id: gateId,
      secret,
      form: form(secret),
    });

    expect(said).toBe('overtaken');
  });

  test('is refused when the form is not the session’s', async () => {
    const secret = await sessionFor('alice@example.com');

    const decided = page.decide({
      gate_id: gateId,
      secret,
      form: form(secret, { csrf_token: csrfTokenOf('secret-2') }),
    });

    await expect(decided).rejects.toMatchObject({ code: 'cross-site-request' });
    expect((await gate()).status).toBe('pending');
  });

  test.each([
    ['another plan', { plan_digest: 'b2'.repeat(32) }],
    ['no plan', { plan_digest: '' }],
    ['a decision that there is not', { decision: 'maybe' }],
  ])('is refused for %s', async (_, changes) => {
    const secret = await sessionFor('alice@example.com');

    const said = await page.decide({ gate_id: gateId, secret, form: form(secret, changes) });

    expect(said).toBe('decision-refused');
    expect((await gate()).status).toBe('pending');
  });

  test('a session of one gate decides on no other', async () => {
    const secret = await sessionFor('alice@example.com');
    const other = await world.putTask({
      task_id: world.ids.taskId(),
    });
    const openGate = makeOpenGate({
      ...world,
      settings: { get: () => Promise.resolve(approvalSettings()) },
    });
    const { gate_id } = await openGate({
      org_id: org,
      task_id: other.task_id,
      plan_revision: 1,
      task_token: 'token-9',
    });

    expect(await page.decide({ gate_id, secret, form: form(secret) })).toBe('session-ended');
  });
});

test('with four-eyes the requester’s own session may look and reject, not approve', async () => {
  await world.close();
  world = await openWorld();
  page = pageOf(world);
  await world.putTask();
  gateId = await openGateOf(world, { approvers: [rita] });
  const secret = await sessionFor('rita@example.com');

  const approved = await page.decide({ gate_id: gateId, secret, form: form(secret) });

  expect(approved).toBe('self-approval');
  expect((await gate()).status).toBe('pending');
});
