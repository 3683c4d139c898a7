import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFailTask } from '../../../functions/application/task/fail-task.ts';
import { makeRecoverTask } from '../../../functions/application/task/recover-task.ts';
import type { EndedMachine } from '../../../functions/domain/execution/ended-machine.ts';
import { aPlannedTask } from '../../support/builders/a-task.ts';
import { aNewExecution } from '../../support/builders/an-execution.ts';
import { executionId, org, taskId } from '../../support/builders/ids.ts';
import { failDeps } from '../../support/seams/fail-deps.ts';
import { openStores } from '../../support/world/open-stores.ts';
import type { Stores } from '../../support/world/open-stores.ts';

let stores: Stores;

beforeEach(async () => {
  stores = await openStores();
});

afterEach(() => stores.close());

const ended = (changes: Partial<EndedMachine> = {}): EndedMachine => ({
  executionArn: 'arn:execution',
  stateMachineArn: 'arn:machine',
  name: taskId,
  status: 'ABORTED',
  ...changes,
});

const recover = (machine = ended()) =>
  makeRecoverTask({ ...stores, failTask: makeFailTask(failDeps(stores)) })(machine);

describe('a task whose machine ended without a word', () => {
  it.each([
    ['FAILED', 'Workflow failed'],
    ['TIMED_OUT', 'Workflow timed_out'],
    ['ABORTED', 'Workflow aborted'],
  ] as const)('by %s is failed, with that on record', async (status, error) => {
    await stores.putTask(aPlannedTask({ status: 'approved' }));

    expect(await recover(ended({ status }))).toEqual({ outcome: 'looked_after', status: 'failed' });

    expect((await stores.tasks.get({ org_id: org, task_id: taskId }))?.status).toBe('failed');
    expect(await stores.audit.all(org)).toMatchObject([
      { event: 'task_failed', details: { error, cause: taskId } },
    ]);
  });

  it('is looked after once, however often its end is told', async () => {
    await stores.putTask(aPlannedTask());

    const told = [await recover(), await recover()];

    expect(told).toEqual(Array(2).fill({ outcome: 'looked_after', status: 'failed' }));
    expect((await stores.tasks.get({ org_id: org, task_id: taskId }))?.version).toBe(2);
    expect(await stores.audit.all(org)).toHaveLength(1);
  });

  it('stays as it is while its rollout runs', async () => {
    const task = await stores.putTask(
      aPlannedTask({ status: 'executing', execution_id: executionId }),
    );
    await stores.putExecution(aNewExecution());

    expect(await recover()).toEqual({ outcome: 'looked_after', status: 'executing' });

    expect(await stores.tasks.get({ org_id: org, task_id: taskId })).toEqual(task);
  });

  it.each<[string, Partial<EndedMachine>]>([
    ['a machine that ended well', { status: 'SUCCEEDED' }],
    ['a machine that still runs', { status: 'RUNNING' }],
    ['a machine that is named after no task', { name: executionId }],
  ])('is not meant by %s', async (_, changes) => {
    const task = await stores.putTask(aPlannedTask());

    expect(await recover(ended(changes))).toEqual({ outcome: 'nothing_to_do' });

    expect(await stores.tasks.get({ org_id: org, task_id: taskId })).toEqual(task);
  });

  it('has to be stored', async () => {
    await expect(recover()).rejects.toMatchObject({ code: 'not-found' });
  });
});
