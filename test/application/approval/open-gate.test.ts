import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeResumeGate } from '../../../functions/application/approval/resume-gate.ts';
import { makeDecideGate } from '../../../functions/application/approval/steps/gate-decision.ts';
import { aWorkflow } from '../../support/approval/a-workflow.ts';
import { anApproval, openerOf, waitingIn, waitWith } from '../../support/approval/gate-steps.ts';
import { org, planDigest, taskId } from '../../support/builders/ids.ts';
import { alice, bob } from '../../support/builders/people.ts';
import { openWorld } from '../../support/world/approval-world.ts';
import type { World } from '../../support/world/approval-world.ts';
import { changes } from '../../support/world/open-stores.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

describe('opening a gate', () => {
  test('creates it from the requirement and the settings, moves the task and owes the notice', async () => {
    await world.putTask();

    const opened = await openerOf(world)(waitWith('token-1'));

    const { task, gate } = await waitingIn(world);
    expect(task).toMatchObject({ status: 'pending_approval', gate_id: opened.gate_id, version: 2 });
    expect(gate).toMatchObject({
      status: 'pending',
      plan_revision: 1,
      plan_digest: planDigest,
      approvers: [alice, bob],
      quorum: 1,
      four_eyes: true,
      expires_at: '2026-03-02T09:00:00.000Z',
    });
    expect((await world.owed('notify')).map(({ message }) => message)).toMatchObject([
      { event: 'task_pending_approval', gate_id: opened.gate_id, task_id: taskId },
    ]);
    expect(await world.audit.of(org, taskId)).toMatchObject([
      {
        event: 'task_pending_approval',
        plan_digest: planDigest,
        details: { gate_id: opened.gate_id, quorum: 1, four_eyes: true },
      },
    ]);
  });

  test('is the same gate again for a retry, which brings the newer token', async () => {
    await world.putTask();
    const openGate = openerOf(world);

    const first = await openGate(waitWith('token-1'));
    const second = await openGate(waitWith('token-2'));
    await openGate(waitWith('token-2'));

    const { gate } = await waitingIn(world);
    expect(second).toEqual(first);
    expect(await world.gates.tokens(gate)).toEqual(['token-2', 'token-1']);
    expect(await world.owed('notify')).toHaveLength(1);
  });

  test('is one gate when two calls come at once', async () => {
    await world.putTask();
    const openGate = openerOf(world);

    const [first, second] = await Promise.all([openGate(waitWith('a')), openGate(waitWith('b'))]);

    expect(first).toEqual(second);
    const { gate } = await waitingIn(world);
    expect([...(await world.gates.tokens(gate))].sort()).toEqual(['a', 'b']);
    expect(await world.owed('notify')).toHaveLength(1);
  });

  test('never waits longer than the machine', async () => {
    await world.putTask();

    await openerOf(world, { gate_expiry_seconds: 400 * 86_400 })(waitWith('token-1'));

    expect((await waitingIn(world)).gate.expires_at).toBe('2026-03-31T09:00:00.000Z');
  });

  test('is refused for a task whose plan is another revision', async () => {
    await world.putTask({ plan_revision: 2 });

    await expect(openerOf(world)(waitWith('token-1'))).rejects.toMatchObject({
      code: 'state-forbids',
    });
  });

  test('is refused for a task that there is not', async () => {
    await expect(openerOf(world)(waitWith('token-1'))).rejects.toMatchObject({ code: 'not-found' });
  });

  test.each(['cancelled', 'approved'] as const)(
    'is refused for a task that is %s, which stays as it is',
    async (status) => {
      const task = await world.putTask({ status });

      await expect(openerOf(world)(waitWith('token-1'))).rejects.toMatchObject({
        code: 'state-forbids',
      });

      expect(await world.tasks.get({ org_id: org, task_id: taskId })).toEqual(task);
      expect(await world.owed('notify')).toEqual([]);
    },
  );

  test('is refused while the gate of another plan waits', async () => {
    await world.putTask();
    await openerOf(world)(waitWith('token-1'));
    const { task, gate } = await waitingIn(world);
    const modified = { ...task, status: 'planning', plan_revision: 2, version: 3 } as const;
    const write = { kind: 'task', document: modified, expected: task.version } as const;
    await world.unitOfWork.commit(changes({ documents: [write] }));

    const other = openerOf(world)({ ...waitWith('token-2'), plan_revision: 2 });

    await expect(other).rejects.toThrow('Another plan of the task waits.');
    expect((await waitingIn(world)).task).toEqual(modified);
    expect(await world.gates.tokens(gate)).toEqual(['token-1']);
  });

  test('a token that comes after the decision is owed an answer at once', async () => {
    await world.putTask();
    await openerOf(world)(waitWith('token-1'));
    await makeDecideGate(world)((await waitingIn(world)).gate, anApproval());
    const [first] = await world.owed('resume_gate');
    if (first) await world.outbox.done(first.message);

    await openerOf(world)(waitWith('token-2'));
    const workflow = aWorkflow('token-2');
    const [owed] = await world.owed('resume_gate');
    if (owed?.message.kind !== 'resume_gate') throw new Error('No answer is owed');
    await makeResumeGate({ ...world, workflow })(owed.message);

    expect(workflow.told).toEqual([
      { token: 'token-2', output: { outcome: 'approved', plan_revision: 1 } },
    ]);
  });
});
