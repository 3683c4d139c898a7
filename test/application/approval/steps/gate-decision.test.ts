import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeDecideGate } from '../../../../functions/application/approval/steps/gate-decision.ts';
import { GateId } from '../../../../functions/domain/shared/ids.ts';
import type { Task } from '../../../../functions/domain/task/task.ts';
import {
  anApproval,
  carol,
  openerOf,
  waitingIn,
  waitWith,
} from '../../../support/approval/gate-steps.ts';
import { org, otherDigest, planDigest, taskId } from '../../../support/builders/ids.ts';
import { openWorld } from '../../../support/world/approval-world.ts';
import type { World } from '../../../support/world/approval-world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

describe('deciding on a gate', () => {
  test('moves gate and task, records who and why, and owes machine and people the news', async () => {
    await world.putTask();
    await openerOf(world)(waitWith('token-1'));
    const { gate } = await waitingIn(world);

    await makeDecideGate(world)(gate, anApproval({ reason: 'looks right' }));

    const after = await waitingIn(world);
    expect([after.gate.status, after.task.status]).toEqual(['approved', 'approved']);
    expect((await world.audit.of(org, taskId)).at(-1)).toMatchObject({
      event: 'task_approved',
      actor: 'alice',
      plan_digest: planDigest,
      details: {
        by: { id: 'alice', email: 'alice@example.com' },
        decision: 'approved',
        channel: 'page',
        reason: 'looks right',
      },
    });
    expect((await world.owed('resume_gate')).map(({ message }) => message)).toMatchObject([
      { gate_id: gate.gate_id },
    ]);
    expect((await world.owed('notify')).at(-1)?.message).toMatchObject({ event: 'task_approved' });
  });

  test('counts a first of two approvals on record without moving the task', async () => {
    await world.putTask({
      approval_requirement: { required: true, reasons: [], quorum: 2, four_eyes: true },
    });
    await openerOf(world)(waitWith('token-1'));
    const { gate } = await waitingIn(world);

    await makeDecideGate(world)(gate, anApproval());

    const after = await waitingIn(world);
    expect([after.gate.status, after.task.status]).toEqual(['pending', 'pending_approval']);
    expect((await world.audit.of(org, taskId)).at(-1)).toMatchObject({
      event: 'approval_counted',
      actor: 'alice',
    });
    expect(await world.owed('resume_gate')).toHaveLength(0);
  });

  test('lets exactly one of many concurrent opposite decisions win', async () => {
    await world.putTask();
    await openerOf(world)(waitWith('token-1'));
    const { gate } = await waitingIn(world);
    const decideGate = makeDecideGate(world);
    const asked = [0, 1, 2, 3, 4, 5].map((index) =>
      anApproval({
        decision: index % 2 === 0 ? 'approved' : 'rejected',
        by: { id: `person-${index}` },
        reason: 'because',
        holds_approver_role: true,
      }),
    );

    const results = await Promise.allSettled(asked.map((one) => decideGate(gate, one)));

    const refusals = results.flatMap((one) =>
      one.status === 'rejected' ? [one.reason as unknown] : [],
    );
    const after = await waitingIn(world);
    const [decision] = after.gate.decisions;
    expect(after.gate.decisions).toHaveLength(1);
    expect(after.task.status).toBe(after.gate.status);
    expect(refusals).toHaveLength(5);
    for (const refused of refusals) {
      expect(refused).toMatchObject({
        code: 'already-decided',
        details: { members: { decision } },
      });
    }
    expect(await world.owed('resume_gate')).toHaveLength(1);
  });
});

describe('a gate that the task has left behind', () => {
  const leave = async (changes: Partial<Task>) => {
    await world.putTask();
    await openerOf(world)(waitWith('token-1'));
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
