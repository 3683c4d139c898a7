import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeApproveTask } from '../../../functions/application/approval/approve-task.ts';
import { makeDecideGate } from '../../../functions/application/approval/steps/gate-decision.ts';
import { makeOpenGate } from '../../../functions/application/approval/open-gate.ts';
import { makeRejectTask } from '../../../functions/application/approval/reject-task.ts';
import type { Identity } from '../../../functions/domain/shared/identity.ts';
import { GateId, TaskId } from '../../../functions/domain/shared/ids.ts';
import type { Task } from '../../../functions/domain/task/task.ts';
import { org, otherDigest, planDigest, taskId } from '../../support/builders/ids.ts';
import { approvalSettings } from '../../support/builders/some-settings.ts';
import { openWorld } from '../../support/world/approval-world.ts';
import type { World } from '../../support/world/approval-world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const carol: Identity = { id: 'carol', email: 'carol@example.com', org, roles: ['approver'] };

const open = async (changes: Partial<Task> = {}) => {
  const task = await world.putTask(changes);
  await makeOpenGate({
    ...world,
    settings: { get: () => Promise.resolve(approvalSettings()) },
  })({
    org_id: org,
    task_id: taskId,
    plan_revision: task.plan_revision,
    task_token: 'token-1',
  });
};

const call = (body: unknown, identity = carol) => ({
  ...{ org_id: org, task_id: taskId },
  identity,
  body,
});
const approve = (body: unknown, identity?: Identity) =>
  makeApproveTask({ ...world, decideGate: makeDecideGate(world) })(call(body, identity));
const reject = (body: unknown) =>
  makeRejectTask({ ...world, decideGate: makeDecideGate(world) })(call(body));

describe('approving by API', () => {
  test('answers the state of the approval', async () => {
    await open();

    const answer = await approve({ reason: 'fine' });

    expect(answer).toEqual({
      task_id: taskId,
      status: 'approved',
      approval: {
        gate_id: 'gate-00000000000000000000000001',
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
    await expect(makeApproveTask(deps)({ ...call({}), task_id: unknown })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('a gate that the task has left behind', () => {
  const leave = async (changes: Partial<Task>) => {
    await open();
    const task = await world.tasks.get({ org_id: org, task_id: taskId });
    if (!task?.gate_id) throw new Error('The task has no gate');
    const document = { ...task, ...changes, version: task.version + 1 };
    await world.unitOfWork.commit({
      documents: [{ kind: 'task', document, expected: task.version }],
      audit: [],
      messages: [],
      counters: [],
    });
    return { org_id: org, gate_id: task.gate_id };
  };

  test.each<[string, Partial<Task>]>([
    ['it waits for nothing any more', { status: 'planning' }],
    ['it waits at another gate', { gate_id: GateId.parse('gate-00000000000000000000000009') }],
    ['it has another plan', { plan_digest: otherDigest }],
  ])('decides nothing when %s', async (_, changes) => {
    const gate = await leave(changes);
    const voice = {
      decision: 'approved',
      by: { id: carol.id },
      channel: 'api',
      reason: null,
      plan_digest: planDigest,
      holds_approver_role: true,
      from_issuer: false,
    } as const;

    await expect(makeDecideGate(world)(gate, voice)).rejects.toMatchObject({
      code: 'state-forbids',
    });
    expect(await world.gates.get(gate)).toMatchObject({ status: 'pending', decisions: [] });
  });
});

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

  test('after an approval is answered with the decision that stands', async () => {
    await open();
    await approve({ reason: 'fine' });

    await expect(reject({ reason: 'too late' })).rejects.toMatchObject({
      code: 'already-decided',
      details: { members: { decision: { decision: 'approved', reason: 'fine' } } },
    });
  });
});
