import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeDecideGate } from '../../../functions/application/approval/steps/gate-decision.ts';
import { makeExpireGates } from '../../../functions/application/approval/expire-gates.ts';
import { makeOpenGate } from '../../../functions/application/approval/open-gate.ts';
import { makeResumeGate } from '../../../functions/application/approval/resume-gate.ts';
import type { DecisionRequest } from '../../../functions/domain/approval/decide.ts';
import { org, planDigest, taskId } from '../../support/builders/ids.ts';
import { alice, bob } from '../../support/builders/people.ts';
import { approvalSettings } from '../../support/builders/some-settings.ts';
import { openWorld } from '../../support/world/approval-world.ts';
import type { World } from '../../support/world/approval-world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const opener = (changes: Parameters<typeof approvalSettings>[0] = {}) =>
  makeOpenGate({
    ...world,
    settings: { get: () => Promise.resolve(approvalSettings(changes)) },
  });

const call = (token: string) => ({
  org_id: org,
  task_id: taskId,
  plan_revision: 1,
  task_token: token,
});

const theGate = async () => {
  const task = await world.tasks.get({ org_id: org, task_id: taskId });
  if (!task?.gate_id) throw new Error('The task has no gate');
  const gate = await world.gates.get({ org_id: org, gate_id: task.gate_id });
  if (!gate) throw new Error('There is no such gate');
  return { task, gate };
};

const approval = (changes: Partial<DecisionRequest> = {}): DecisionRequest => ({
  decision: 'approved',
  by: alice,
  channel: 'page',
  reason: null,
  plan_digest: planDigest,
  holds_approver_role: false,
  from_issuer: false,
  ...changes,
});

/** A workflow that answers for the tokens it knows, and remembers what it was told. */
const aWorkflow = (...waiting: string[]) => {
  const told: unknown[] = [];
  return {
    told,
    startLifecycle: () => Promise.resolve(),
    resume: (token: string, output: unknown) => {
      if (!waiting.includes(token)) return Promise.resolve('gone' as const);
      told.push({ token, output });
      return Promise.resolve('resumed' as const);
    },
  };
};

describe('opening a gate', () => {
  test('creates it from the requirement and the settings, moves the task and owes the notice', async () => {
    await world.putTask();

    const opened = await opener()(call('token-1'));

    const { task, gate } = await theGate();
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
    const openGate = opener();

    const first = await openGate(call('token-1'));
    const second = await openGate(call('token-2'));
    await openGate(call('token-2'));

    const { gate } = await theGate();
    expect(second).toEqual(first);
    expect(await world.gates.tokens(gate)).toEqual(['token-2', 'token-1']);
    expect(await world.owed('notify')).toHaveLength(1);
  });

  test('is one gate when two calls come at once', async () => {
    await world.putTask();
    const openGate = opener();

    const [first, second] = await Promise.all([openGate(call('a')), openGate(call('b'))]);

    expect(first).toEqual(second);
    const { gate } = await theGate();
    expect([...(await world.gates.tokens(gate))].sort()).toEqual(['a', 'b']);
    expect(await world.owed('notify')).toHaveLength(1);
  });

  test('never waits longer than the machine', async () => {
    await world.putTask();

    await opener({ gate_expiry_seconds: 400 * 86_400 })(call('token-1'));

    expect((await theGate()).gate.expires_at).toBe('2026-03-31T09:00:00.000Z');
  });

  test('is refused for a task whose plan is another revision', async () => {
    await world.putTask({ plan_revision: 2 });

    await expect(opener()(call('token-1'))).rejects.toMatchObject({ code: 'state-forbids' });
  });
});

describe('deciding on a gate', () => {
  test('moves gate and task, records who and why, and owes machine and people the news', async () => {
    await world.putTask();
    await opener()(call('token-1'));
    const { gate } = await theGate();

    await makeDecideGate(world)(gate, approval({ reason: 'looks right' }));

    const after = await theGate();
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
    await opener()(call('token-1'));
    const { gate } = await theGate();

    await makeDecideGate(world)(gate, approval());

    const after = await theGate();
    expect([after.gate.status, after.task.status]).toEqual(['pending', 'pending_approval']);
    expect((await world.audit.of(org, taskId)).at(-1)).toMatchObject({
      event: 'approval_counted',
      actor: 'alice',
    });
    expect(await world.owed('resume_gate')).toHaveLength(0);
  });

  test('lets exactly one of many concurrent opposite decisions win', async () => {
    await world.putTask();
    await opener()(call('token-1'));
    const { gate } = await theGate();
    const decideGate = makeDecideGate(world);
    const asked = [0, 1, 2, 3, 4, 5].map((index) =>
      approval({
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
    const after = await theGate();
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

describe('expiring gates', () => {
  const expirer = () => makeExpireGates(world);

  test('closes a gate and its task once, when its time is over and not before', async () => {
    await world.putTask();
    await opener()(call('token-1'));
    world.clock.advance(86_399);

    const before = await expirer()({ limit: 10 });
    world.clock.advance(1);
    const after = await expirer()({ limit: 10 });
    const again = await expirer()({ limit: 10 });

    expect([before, after, again]).toEqual([{ expired: 0 }, { expired: 1 }, { expired: 0 }]);
    const { gate, task } = await theGate();
    expect([gate.status, task.status]).toEqual(['expired', 'expired']);
    expect(await world.owed('resume_gate')).toHaveLength(1);
    expect((await world.owed('notify')).at(-1)?.message).toMatchObject({ event: 'task_expired' });
  });

  test('leaves a gate alone that was decided in time', async () => {
    await world.putTask();
    await opener()(call('token-1'));
    const { gate } = await theGate();
    await makeDecideGate(world)(gate, approval());
    world.clock.advance(90_000);

    const report = await expirer()({ limit: 10 });

    expect(report).toEqual({ expired: 0 });
    expect((await theGate()).task.status).toBe('approved');
    expect(await world.expiries.due('2099-01-01T00:00:00.000Z', 10)).toEqual([]);
  });
});

describe('resuming the machine', () => {
  const resume = async (workflow: ReturnType<typeof aWorkflow>) => {
    const [owed] = await world.owed('resume_gate');
    if (owed?.message.kind !== 'resume_gate') throw new Error('No answer is owed');
    return makeResumeGate({ ...world, workflow })(owed.message);
  };

  test('answers the newest token that still waits with outcome and revision', async () => {
    await world.putTask();
    await opener()(call('token-1'));
    await opener()(call('token-2'));
    const { gate } = await theGate();
    await makeDecideGate(world)(gate, approval({ decision: 'rejected', reason: 'no' }));
    const workflow = aWorkflow('token-1', 'token-2');

    const outcome = await resume(workflow);

    expect(outcome).toBe('done');
    expect(workflow.told).toEqual([
      { token: 'token-2', output: { outcome: 'rejected', plan_revision: 1 } },
    ]);
  });

  test('answers an older token when the newer one is of an attempt that was given up', async () => {
    await world.putTask();
    await opener()(call('live'));
    await opener()(call('given-up'));
    await makeDecideGate(world)((await theGate()).gate, approval());
    const workflow = aWorkflow('live');

    await resume(workflow);

    expect(workflow.told).toEqual([
      { token: 'live', output: { outcome: 'approved', plan_revision: 1 } },
    ]);
  });

  test('takes a wait that is over already for a normal answer', async () => {
    await world.putTask();
    await opener()(call('token-1'));
    await makeDecideGate(world)((await theGate()).gate, approval());

    expect(await resume(aWorkflow())).toBe('done');
  });

  test('a token that comes after the decision is owed an answer at once', async () => {
    await world.putTask();
    await opener()(call('token-1'));
    await makeDecideGate(world)((await theGate()).gate, approval());
    const [first] = await world.owed('resume_gate');
    if (first) await world.outbox.done(first.message);

    await opener()(call('token-2'));
    const workflow = aWorkflow('token-2');
    await resume(workflow);

    expect(workflow.told).toEqual([
      { token: 'token-2', output: { outcome: 'approved', plan_revision: 1 } },
    ]);
  });
});
