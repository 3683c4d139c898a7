import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeResumeGate } from '../../../functions/application/approval/resume-gate.ts';
import { makeDecideGate } from '../../../functions/application/approval/steps/gate-decision.ts';
import type { Gate } from '../../../functions/domain/approval/gate.ts';
import { aWorkflow } from '../../support/approval/a-workflow.ts';
import { anApproval, openerOf, waitingIn, waitWith } from '../../support/approval/gate-steps.ts';
import { aGate } from '../../support/builders/a-gate.ts';
import { openWorld } from '../../support/world/approval-world.ts';
import type { World } from '../../support/world/approval-world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

describe('resuming the machine', () => {
  const resume = async (workflow: ReturnType<typeof aWorkflow>) => {
    const [owed] = await world.owed('resume_gate');
    if (owed?.message.kind !== 'resume_gate') throw new Error('No answer is owed');
    return makeResumeGate({ ...world, workflow })(owed.message);
  };

  test('answers the newest token that still waits with outcome and revision', async () => {
    await world.putTask();
    await openerOf(world)(waitWith('token-1'));
    await openerOf(world)(waitWith('token-2'));
    const { gate } = await waitingIn(world);
    await makeDecideGate(world)(gate, anApproval({ decision: 'rejected', reason: 'no' }));
    const workflow = aWorkflow('token-1', 'token-2');

    const outcome = await resume(workflow);

    expect(outcome).toBe('done');
    expect(workflow.told).toEqual([
      { token: 'token-2', output: { outcome: 'rejected', plan_revision: 1 } },
    ]);
  });

  test('answers an older token when the newer one is of an attempt that was given up', async () => {
    await world.putTask();
    await openerOf(world)(waitWith('live'));
    await openerOf(world)(waitWith('given-up'));
    await makeDecideGate(world)((await waitingIn(world)).gate, anApproval());
    const workflow = aWorkflow('live');

    await resume(workflow);

    expect(workflow.told).toEqual([
      { token: 'live', output: { outcome: 'approved', plan_revision: 1 } },
    ]);
  });

  test('takes a wait that is over already for a normal answer', async () => {
    await world.putTask();
    await openerOf(world)(waitWith('token-1'));
    await makeDecideGate(world)((await waitingIn(world)).gate, anApproval());

    expect(await resume(aWorkflow())).toBe('done');
  });

  const askedFor = async (gate: Gate, workflow: ReturnType<typeof aWorkflow>) => {
    const { org_id, gate_id, task_id } = gate;
    const message = { kind: 'resume_gate', message_id: 'msg-1', org_id, gate_id, task_id } as const;
    return makeResumeGate({ ...world, workflow })({ ...message, at: '2026-03-01T09:00:00.000Z' });
  };

  test('waits for a token where the decision was before it', async () => {
    await world.putTask();
    const gate = aGate({ status: 'approved' });
    await world.putGate(gate);
    const workflow = aWorkflow('token-1');

    expect(await askedFor(gate, workflow)).toBe('waiting');
    await world.gates.keepToken(gate, 'token-1');
    expect(await askedFor(gate, workflow)).toBe('done');

    expect(workflow.told).toHaveLength(1);
  });

  test('tells a machine nothing while its gate waits for people', async () => {
    await world.putTask();
    await openerOf(world)(waitWith('token-1'));
    const workflow = aWorkflow('token-1');

    expect(await askedFor((await waitingIn(world)).gate, workflow)).toBe('done');

    expect(workflow.told).toEqual([]);
  });

  test('names the plan that took the place of a modified one', async () => {
    await world.putTask({ plan_revision: 3 });
    const gate = aGate({ status: 'superseded' });
    await world.putGate(gate);
    await world.gates.keepToken(gate, 'token-1');
    const workflow = aWorkflow('token-1');

    await askedFor(gate, workflow);

    expect(workflow.told).toEqual([
      { token: 'token-1', output: { outcome: 'modified', plan_revision: 3 } },
    ]);
  });
});
