import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeApproveTask } from '../../../functions/application/approval/approve-task.ts';
import { makeDecideGate } from '../../../functions/application/approval/steps/gate-decision.ts';
import type { Identity } from '../../../functions/domain/shared/identity.ts';
import { TaskId } from '../../../functions/domain/shared/ids.ts';
import type { Task } from '../../../functions/domain/task/task.ts';
import { carol, decisionCall, openerOf, waitWith } from '../../support/approval/gate-steps.ts';
import { org, otherDigest, planDigest, taskId } from '../../support/builders/ids.ts';
import { openWorld } from '../../support/world/approval-world.ts';
import type { World } from '../../support/world/approval-world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const open = async (changes: Partial<Task> = {}) => {
  const task = await world.putTask(changes);
  await openerOf(world)({ ...waitWith('token-1'), plan_revision: task.plan_revision });
};

const approve = (body: unknown, identity?: Identity) =>
  makeApproveTask({ ...world, decideGate: makeDecideGate(world) })(decisionCall(body, identity));

describe('approving by API', () => {
  test('answers the state of the approval', async () => {
    await open();

    const answer = await approve({ reason: 'fine' });

    expect(answer).toEqual({
      task_id: taskId,
      status: 'approved',
      approval: {
        gate_id: 'gate-01j00000000000000000000001',
        status: 'approved',
        quorum: 1,
        four_eyes: true,
        reasons: [],
        expires_at: '2026-03-02T09:00:00.000Z',
        decisions: [
          {
            decision: 'approved',
            by: { id: 'carol', email: 'carol@example.com' },
            channel: 'api',
            reason: 'fine',
            at: '2026-03-01T09:00:00.000Z',
            plan_digest: planDigest,
          },
        ],
      },
    });
  });

  test('needs no body', async () => {
    await open();

    expect((await approve(undefined)).status).toBe('approved');
  });

  test.each([
    ['an unknown field', { plan: 'x' }, 'invalid-request'],
    ['an empty reason', { reason: ' ' }, 'invalid-request'],
    ['a digest of another plan', { plan_digest: otherDigest }, 'plan-digest-mismatch'],
    ['break-glass on a plan that is not blocked', { break_glass: true }, 'state-forbids'],
  ])('refuses %s', async (_, body, code) => {
    await open();

    await expect(approve(body)).rejects.toMatchObject({ code });
    expect((await world.tasks.get({ org_id: org, task_id: taskId }))?.status).toBe(
      'pending_approval',
    );
  });

  test('wants the digest once a person has modified the plan', async () => {
    await open({ plan_revision: 3, repairs: 1 });

    await expect(approve({})).rejects.toMatchObject({ code: 'plan-digest-required' });
    expect((await approve({ plan_digest: planDigest })).status).toBe('approved');
  });

  test('wants none for a plan that the agent repaired by itself', async () => {
    await open({ plan_revision: 3, repairs: 2 });

    expect((await approve({})).status).toBe('approved');
  });

  test('refuses a role that may not decide', async () => {
    await open();

    await expect(approve({}, { ...carol, roles: ['operator'] })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  test('refuses a task that waits for nothing, and one that there is not', async () => {
    await world.putTask();

    await expect(approve({})).rejects.toMatchObject({
      code: 'state-forbids',
      details: { members: { status: 'planning' } },
    });
    const unknown = TaskId.parse('task-00000000000000000000000009');
    const deps = { ...world, decideGate: makeDecideGate(world) };
    await expect(
      makeApproveTask(deps)({ ...decisionCall({}), task_id: unknown }),
    ).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
