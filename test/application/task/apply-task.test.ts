import { noModelReader } from '../../../functions/adapters/rules-planner/no-model-reader.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PlanStore } from '../../../functions/application/planning/planning-ports.ts';
import { makeSettleIntent } from '../../../functions/application/task/settle-intent.ts';
import { digestOf } from '../../../functions/domain/shared/canonical.ts';
import { Rejection, TransientFailure } from '../../../functions/domain/shared/errors.ts';
import type { Task } from '../../../functions/domain/task/task.ts';
import { aBuiltPlan } from '../../support/builders/a-built-plan.ts';
import { aPlannedTask } from '../../support/builders/a-task.ts';
import { org, otherDigest, taskIdOf } from '../../support/builders/ids.ts';
import { callerNamed } from '../../support/builders/people.ts';
import { demoReader } from '../../support/planning/intent.ts';
import { demoFleet } from '../../support/planning/world.ts';
import { aSubmission } from '../../support/seams/tasks.ts';
import { openStores } from '../../support/world/open-stores.ts';
import type { Stores } from '../../support/world/open-stores.ts';
import { memoryVocabulary } from '../../support/memory/memory-stores.ts';

let stores: Stores;

beforeEach(async () => {
  stores = await openStores();
});

afterEach(() => stores.close());

const plan = aBuiltPlan();
const digest = digestOf(plan);
const dryRunId = taskIdOf(900);

/** A dry run at its end, with its plan. */
const aDryRun = async (changes: Partial<Task> = {}): Promise<Task> => {
  const task = aPlannedTask({
    task_id: dryRunId,
    dry_run: true,
    status: 'completed',
    plan_digest: digest,
    context: { ticket: 7 },
    require_approval: true,
    ...changes,
  });
  await stores.plans.put(task, { revision: 1, digest, plan });
  return stores.putTask(task);
};

const aRequest = (members: Record<string, unknown> = {}) => ({
  org_id: org,
  task_id: dryRunId,
  identity: callerNamed('bob'),
  body: { plan_digest: digest },
  waitSeconds: 0,
  ...members,
});

const applied = () => stores.tasks.get({ org_id: org, task_id: taskIdOf(1) });

const tasksInAll = async (): Promise<number> =>
  (await stores.tasks.list({ orgs: [org], limit: 10 })).tasks.length;

describe('a finished dry run that is applied', () => {
  it('is a task of its own, asked for by who applies it, with the same request and plan', async () => {
    const dryRun = await aDryRun();
    const { apply, started } = aSubmission(stores);

    const answer = await apply(aRequest());

    expect(answer).toMatchObject({ status: 202, body: { task_id: taskIdOf(1) } });
    expect(await applied()).toMatchObject({
      status: 'planning',
      dry_run: false,
      require_approval: true,
      intent: dryRun.intent,
      context: { ticket: 7 },
      task_spec: dryRun.task_spec,
      requested_by: { id: 'bob', email: 'bob@example.com' },
      applies_task_id: dryRunId,
      plan_digest: digest,
      plan_revision: 0,
    });
    expect(await stores.tasks.get(dryRun)).toMatchObject({
      status: 'completed',
      applied_by_task_id: taskIdOf(1),
      version: 2,
    });
    expect(started).toEqual([['org-123', taskIdOf(1)]]);
    expect(await stores.owed('start_lifecycle')).toEqual([]);
  });

  it('is on record in both chains, with the digest of the plan', async () => {
    await aDryRun();
    const { apply } = aSubmission(stores);

    await apply(aRequest());

    const records = await stores.audit.all(org);
    expect(records.find(({ event }) => event === 'task_applied')).toMatchObject({
      task_id: dryRunId,
      actor: 'bob',
      plan_digest: digest,
      details: { applied_by_task_id: taskIdOf(1) },
    });
    expect(records.find(({ event }) => event === 'task_submitted')).toMatchObject({
      task_id: taskIdOf(1),
      actor: 'bob',
      plan_digest: digest,
      details: { applies_task_id: dryRunId, dry_run: false },
    });
  });

  it('is one task, however often and by however many at once it is applied', async () => {
    await aDryRun();
    const { apply, started } = aSubmission(stores);

    const answers = await Promise.all(Array.from({ length: 5 }, () => apply(aRequest())));
    const later = await apply(aRequest({ identity: callerNamed('carol') }));

    expect(new Set([...answers, later].map(({ body }) => body.task_id)).size).toBe(1);
    expect(started).toHaveLength(1);
    expect(await tasksInAll()).toBe(2);
    expect((await stores.audit.all(org)).map(({ event }) => event).sort()).toEqual([
      'task_applied',
      'task_submitted',
    ]);
  });

  it.each(['applied', 'not-applied'] as const)(
    'is one task also where the store failed in the middle (%s)',
    async (kind) => {
      await aDryRun();
      const { apply } = aSubmission(stores);
      stores.failNext('TransactWriteItems', { kind });
      await expect(apply(aRequest())).rejects.toBeInstanceOf(TransientFailure);

      const answer = await apply(aRequest());

      expect(await tasksInAll()).toBe(2);
      expect((await stores.tasks.get({ org_id: org, task_id: dryRunId }))?.applied_by_task_id).toBe(
        answer.body.task_id,
      );
    },
  );

  it('whose workflow does not start leaves the message that starts it later', async () => {
    await aDryRun();
    const { apply, faults } = aSubmission(stores);
    faults.start = new TransientFailure('the process ended here');

    await apply(aRequest());

    expect(await stores.owed('start_lifecycle')).toHaveLength(1);
  });
});

describe('what is not applied', () => {
  it.each<[string, Partial<Task>, RegExp]>([
    [
      'a task that is no dry run',
      { dry_run: false, status: 'pending_approval' },
      /no dry run, it is pending_approval.*approve/,
    ],
    ['a dry run that is still planned', { status: 'planning' }, /still being planned/],
    ['a dry run that failed', { status: 'failed' }, /Submit the request again/],
    ['a dry run that was cancelled', { status: 'cancelled' }, /Submit the request again/],
    ['a dry run without anything to change', { plan_digest: null }, /nothing to change/],
    ['another plan', { plan_digest: otherDigest }, /another plan/],
  ])('%s', async (_, changes, message) => {
    await aDryRun(changes);
    const { apply, started } = aSubmission(stores);

    const error = await apply(aRequest()).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(Rejection);
    const code = changes.plan_digest ? 'plan-digest-mismatch' : 'state-forbids';
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) as string });
    expect([await tasksInAll(), started]).toEqual([1, []]);
  });

  it('is told with the state that it is in, or the plan that there is', async () => {
    await aDryRun({ dry_run: false, status: 'blocked' });
    const { apply } = aSubmission(stores);

    await expect(apply(aRequest())).rejects.toMatchObject({
      details: { members: { status: 'blocked', dry_run: false } },
    });
  });

  it('another plan stays refused once the dry run was applied', async () => {
    await aDryRun();
    const { apply } = aSubmission(stores);
    await apply(aRequest());

    await expect(apply(aRequest({ body: { plan_digest: otherDigest } }))).rejects.toMatchObject({
      code: 'plan-digest-mismatch',
      details: { members: { plan_digest: digest } },
    });
  });

  it('the dry run of another org, or none, is not found', async () => {
    await aDryRun();
    const { apply } = aSubmission(stores);

    for (const ref of [{ org_id: 'org-456' }, { task_id: taskIdOf(901) }]) {
      await expect(apply(aRequest(ref))).rejects.toMatchObject({ code: 'not-found' });
    }
  });

  it('production by an identity that is tied to no one person', async () => {
    await aDryRun();
    const { apply, started } = aSubmission(stores);

    await expect(
      apply(aRequest({ identity: callerNamed('robot', { email: null }) })),
    ).rejects.toMatchObject({ code: 'forbidden' });
    expect(started).toEqual([]);
  });

  it('more than a caller may submit a minute', async () => {
    await aDryRun();
    const { apply, submit } = aSubmission(stores, { deps: { submissionsPerMinute: 2 } });
    const body = { org_id: org, intent: 'Fix drift on production web servers' };
    const asked = { body, identity: callerNamed('bob'), idempotencyKey: undefined };
    await submit({ ...asked, waitSeconds: 0 });
    await apply(aRequest());

    await expect(apply(aRequest())).rejects.toMatchObject({ code: 'rate-limited' });
  });
});

describe('the plan of a task that applies a dry run', () => {
  const demoReading = {
    vocabulary: memoryVocabulary(),
    words: () => demoReader.words,
    modelReader: noModelReader,
    fleet: demoFleet,
  };
  const settle = () =>
    makeSettleIntent({ ...stores, ...demoReading })({ org_id: org, task_id: taskIdOf(1) });

  const appliedTask = async (): Promise<void> => {
    await aDryRun();
    await aSubmission(stores).apply(aRequest());
  };

  it('is the dry run’s, to the byte, and no agent is asked', async () => {
    await appliedTask();

    expect(await settle()).toEqual({ outcome: 'planned', plan_revision: 1 });
    expect(await settle()).toEqual({ outcome: 'planned', plan_revision: 1 });

    expect(await applied()).toMatchObject({ plan_revision: 1, plan_digest: digest, version: 2 });
    const stored = await stores.plans.get({ org_id: org, task_id: taskIdOf(1) }, 1);
    expect(stored).toEqual({ revision: 1, digest, plan });
  });

  it('is taken by a repetition where the first one ended in the middle', async () => {
    await appliedTask();
    stores.failNext('TransactWriteItems', { kind: 'not-applied' });
    await expect(settle()).rejects.toBeInstanceOf(TransientFailure);

    expect(await settle()).toEqual({ outcome: 'planned', plan_revision: 1 });
  });

  it('is none where the stored one is another by now', async () => {
    await appliedTask();
    const [written] = (await stores.audit.all(org)).slice(-1);
    const dryRun = await stores.tasks.get({ org_id: org, task_id: dryRunId });
    if (!dryRun || !written) throw new Error('The dry run is gone');
    const other = aBuiltPlan({ parameters: { image: 'ami-of-somebody' } });
    await stores.plans.put(dryRun, { revision: 2, digest: digestOf(other), plan: other });
    const write = { ...dryRun, plan_revision: 2, version: dryRun.version + 1 };
    await stores.unitOfWork.commit({
      documents: [{ kind: 'task', document: write, expected: dryRun.version }],
      ...{ audit: [], messages: [], counters: [] },
    });

    expect(await settle()).toEqual({ outcome: 'failed' });
    expect(await applied()).toMatchObject({ status: 'failed', error: { code: 'plan-invalid' } });
  });

  it('is none where the stored one is not what its digest says', async () => {
    await appliedTask();
    const plans: PlanStore = {
      ...stores.plans,
      get: () =>
        Promise.resolve({
          ...{ revision: 1, digest },
          plan: aBuiltPlan({ parameters: { image: 'ami-of-somebody' } }),
        }),
    };

    const outcome = await makeSettleIntent({ ...stores, ...demoReading, plans })({
      org_id: org,
      task_id: taskIdOf(1),
    });

    expect(outcome).toEqual({ outcome: 'failed' });
    expect(await applied()).toMatchObject({ status: 'failed', error: { code: 'plan-invalid' } });
  });

  it('is not taken once the task was cancelled', async () => {
    await appliedTask();
    const task = await applied();
    if (!task) throw new Error('The task is gone');
    await stores.unitOfWork.commit({
      documents: [
        {
          kind: 'task',
          document: { ...task, status: 'cancelled', version: task.version + 1 },
          expected: task.version,
        },
      ],
      ...{ audit: [], messages: [], counters: [] },
    });

    expect(await settle()).toEqual({ outcome: 'failed' });
  });
});
