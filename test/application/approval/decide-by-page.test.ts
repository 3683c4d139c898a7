import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeDecideByPage } from '../../../functions/application/approval/decide-by-page.ts';
import { makeDecideGate } from '../../../functions/application/approval/steps/gate-decision.ts';
import { csrfTokenOf } from '../../../functions/domain/approval/codes.ts';
import { Conflict } from '../../../functions/domain/shared/errors.ts';
import { openerOf, waitingIn, waitWith } from '../../support/approval/gate-steps.ts';
import { decisionForm, openGateOf, pageOf } from '../../support/approval/page-of.ts';
import { planDigest } from '../../support/builders/ids.ts';
import { rita } from '../../support/builders/people.ts';
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

describe('deciding on the page', () => {
  test('approves as the approver of the session', async () => {
    const secret = await page.sessionFor(gateId, 'alice@example.com');

    const said = await page.decide({ gate_id: gateId, secret, form: decisionForm(secret) });

    expect(said).toBe('decision-recorded');
    expect((await waitingIn(world)).gate).toMatchObject({
      status: 'approved',
      decisions: [{ by: { id: 'alice' }, channel: 'page', reason: null, plan_digest: planDigest }],
    });
  });

  test('rejects with a reason, and not without', async () => {
    const secret = await page.sessionFor(gateId, 'alice@example.com');
    const reject = (reason: string) =>
      page.decide({
        gate_id: gateId,
        secret,
        form: decisionForm(secret, { decision: 'reject', reason }),
      });

    expect(await reject('  ')).toBe('reason-missing');
    expect((await waitingIn(world)).gate.status).toBe('pending');
    expect(await reject('not on a Friday')).toBe('decision-recorded');
    expect((await waitingIn(world)).gate.decisions).toMatchObject([{ reason: 'not on a Friday' }]);
  });

  test.each([
    ['without a session', undefined],
    ['with a secret of somebody’s making', 'secret-99'],
  ])('is refused %s', async (_, secret) => {
    const said = await page.decide({ gate_id: gateId, secret, form: decisionForm(secret ?? '') });

    expect(said).toBe('session-ended');
    expect((await waitingIn(world)).gate.status).toBe('pending');
  });

  test('sent twice at once gets the answer of the first, twice', async () => {
    const secret = await page.sessionFor(gateId, 'alice@example.com');

    const said = await Promise.all(
      [1, 2, 3, 4].map(() => page.decide({ gate_id: gateId, secret, form: decisionForm(secret) })),
    );

    expect(said).toEqual(Array(4).fill('decision-recorded'));
    expect((await waitingIn(world)).gate.decisions).toHaveLength(1);
  });

  test('after another one’s decision is told that it does not stand', async () => {
    const alice = await page.sessionFor(gateId, 'alice@example.com');
    const bob = await page.sessionFor(gateId, 'bob@example.com');
    await page.decide({ gate_id: gateId, secret: alice, form: decisionForm(alice) });

    expect(await page.decide({ gate_id: gateId, secret: bob, form: decisionForm(bob) })).toBe(
      'decision-refused',
    );
  });

  test('that loses every race says so, and fails nobody', async () => {
    const secret = await page.sessionFor(gateId, 'alice@example.com');
    const decideGate = () => Promise.reject(new Conflict('the gate'));

    const said = await makeDecideByPage({ ...world, decideGate })({
      gate_id: gateId,
      secret,
      form: decisionForm(secret),
    });

    expect(said).toBe('overtaken');
  });

  test('is refused when the form is not the session’s', async () => {
    const secret = await page.sessionFor(gateId, 'alice@example.com');

    const decided = page.decide({
      gate_id: gateId,
      secret,
      form: decisionForm(secret, { csrf_token: csrfTokenOf('secret-2') }),
    });

    await expect(decided).rejects.toMatchObject({ code: 'cross-site-request' });
    expect((await waitingIn(world)).gate.status).toBe('pending');
  });

  test.each([
    ['another plan', { plan_digest: 'b2'.repeat(32) }],
    ['no plan', { plan_digest: '' }],
    ['a decision that there is not', { decision: 'maybe' }],
  ])('is refused for %s', async (_, changes) => {
    const secret = await page.sessionFor(gateId, 'alice@example.com');

    const said = await page.decide({
      gate_id: gateId,
      secret,
      form: decisionForm(secret, changes),
    });

    expect(said).toBe('decision-refused');
    expect((await waitingIn(world)).gate.status).toBe('pending');
  });

  test('a session of one gate decides on no other', async () => {
    const secret = await page.sessionFor(gateId, 'alice@example.com');
    const other = await world.putTask({
      task_id: world.ids.taskId(),
    });
    const { gate_id } = await openerOf(world)({ ...waitWith('token-9'), task_id: other.task_id });

    expect(await page.decide({ gate_id, secret, form: decisionForm(secret) })).toBe(
      'session-ended',
    );
  });

  test('a decision that counts loses no try that came meanwhile', async () => {
    await world.close();
    world = await openWorld();
    page = pageOf(world);
    await world.putTask({
      approval_requirement: { required: true, reasons: ['score'], quorum: 2, four_eyes: true },
    });
    gateId = await openGateOf(world);
    const secret = await page.sessionFor(gateId, 'alice@example.com');
    const tasks = {
      ...world.tasks,
      get: async (...name: Parameters<World['tasks']['get']>) => {
        await page.openSession({ gate_id: gateId, code: '000000' });
        return world.tasks.get(...name);
      },
    };
    const decide = makeDecideByPage({ ...world, decideGate: makeDecideGate({ ...world, tasks }) });

    expect(await decide({ gate_id: gateId, secret, form: decisionForm(secret) })).toBe(
      'decision-recorded',
    );
    expect(await page.wrongTries()).toBe(1);
  });
});

test('with four-eyes the requester’s own session may look and reject, not approve', async () => {
  await world.close();
  world = await openWorld();
  page = pageOf(world);
  await world.putTask();
  gateId = await openGateOf(world, { approvers: [rita] });
  const secret = await page.sessionFor(gateId, 'rita@example.com');

  const approved = await page.decide({ gate_id: gateId, secret, form: decisionForm(secret) });

  expect(approved).toBe('self-approval');
  expect((await waitingIn(world)).gate.status).toBe('pending');
});
