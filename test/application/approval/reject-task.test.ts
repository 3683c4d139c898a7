import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeApproveTask } from '../../../functions/application/approval/approve-task.ts';
import { makeRejectTask } from '../../../functions/application/approval/reject-task.ts';
import { makeDecideGate } from '../../../functions/application/approval/steps/gate-decision.ts';
import {
  carol,
  decisionCall,
  openerOf,
  waitingIn,
  waitWith,
} from '../../support/approval/gate-steps.ts';
import { org, planDigest, taskId } from '../../support/builders/ids.ts';
import { openWorld } from '../../support/world/approval-world.ts';
import type { World } from '../../support/world/approval-world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const open = async () => {
  await world.putTask();
  await openerOf(world)(waitWith('token-1'));
};

const reject = (body: unknown, identity = carol) =>
  makeRejectTask({ ...world, decideGate: makeDecideGate(world) })(decisionCall(body, identity));

describe('rejecting by API', () => {
  test('needs a reason', async () => {
    await open();

    await expect(reject({})).rejects.toMatchObject({
      code: 'invalid-request',
      details: { errors: [{ pointer: '/reason' }] },
    });
    expect(await reject({ reason: 'too risky' })).toMatchObject({
      status: 'rejected',
      approval: { status: 'rejected', decisions: [{ reason: 'too risky' }] },
    });
  });

  test.each([
    ['an unknown field', { reason: 'no', plan: 'x' }],
    ['a reason of nothing but spaces', { reason: '  ' }],
  ])('refuses %s', async (_, body) => {
    await open();

    await expect(reject(body)).rejects.toMatchObject({ code: 'invalid-request' });
    expect((await waitingIn(world)).gate).toMatchObject({ status: 'pending', decisions: [] });
  });

  test('refuses a role that may not decide, and changes nothing', async () => {
    await open();
    const before = await waitingIn(world);

    const said = reject({ reason: 'no' }, { ...carol, roles: ['operator'] });

    await expect(said).rejects.toMatchObject({ code: 'forbidden' });
    expect(await waitingIn(world)).toEqual(before);
    expect(await world.owed('resume_gate')).toEqual([]);
  });

  test('refuses a task that waits for nothing, and one that there is not', async () => {
    await expect(reject({ reason: 'no' })).rejects.toMatchObject({ code: 'not-found' });

    const task = await world.putTask();

    await expect(reject({ reason: 'no' })).rejects.toMatchObject({
      code: 'state-forbids',
      details: { members: { status: 'planning' } },
    });
    expect(await world.tasks.get({ org_id: org, task_id: taskId })).toEqual(task);
  });

  test('ends the task, with the reason on record and the machine owed its answer', async () => {
    await open();

    await reject({ reason: 'too risky' });

    const { task, gate } = await waitingIn(world);
    expect(task.status).toBe('rejected');
    expect((await world.audit.of(org, taskId)).at(-1)).toMatchObject({
      event: 'task_rejected',
      actor: 'carol',
      plan_digest: planDigest,
      details: { decision: 'rejected', channel: 'api', reason: 'too risky' },
    });
    expect((await world.owed('resume_gate')).map(({ message }) => message)).toMatchObject([
      { gate_id: gate.gate_id },
    ]);
  });

  test('after an approval is answered with the decision that stands', async () => {
    await open();
    const deps = { ...world, decideGate: makeDecideGate(world) };
    await makeApproveTask(deps)(decisionCall({ reason: 'fine' }));

    await expect(reject({ reason: 'too late' })).rejects.toMatchObject({
      code: 'already-decided',
      details: { members: { decision: { decision: 'approved', reason: 'fine' } } },
    });
  });
});
