import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Rejection } from '../../../functions/domain/shared/errors.ts';
import { aSpec } from '../../support/builders/a-spec.ts';
import { aTask } from '../../support/builders/a-task.ts';
import { executionId, org, otherOrg, taskIdOf } from '../../support/builders/ids.ts';
import { callerNamed } from '../../support/builders/people.ts';
import { aSubmission } from '../../support/seams/tasks.ts';
import { openStores } from '../../support/world/open-stores.ts';
import type { Stores } from '../../support/world/open-stores.ts';
import type { Task } from '../../../functions/domain/task/task.ts';

let stores: Stores;

beforeEach(async () => {
  stores = await openStores();
});

afterEach(() => stores.close());

const put = (number: number, members: Partial<Task> = {}): Promise<Task> =>
  stores.putTask(
    aTask({
      task_id: taskIdOf(number),
      environment: 'staging',
      status: 'pending_approval',
      task_spec: aSpec({ task_type: 'patch_rollout', environment: 'staging' }),
      ...members,
    }),
  );

const tasksIn = async (intent: string): Promise<unknown> => {
  const refusal: unknown = await aSubmission(stores)
    .submit({
      identity: callerNamed('rita'),
      body: { intent, org_id: org },
      idempotencyKey: undefined,
      waitSeconds: 0,
    })
    .catch((error: unknown) => error);
  if (!(refusal instanceof Rejection)) throw new Error('It was not refused');
  return refusal.details.members?.['tasks'];
};

const stop = 'Stop the patch rollout in staging';

describe('words about a rollout', () => {
  it('are refused with the tasks that they could mean and what to call', async () => {
    await put(1);
    await put(2, { status: 'executing', execution_id: executionId });

    expect(await tasksIn(stop)).toEqual([
      {
        task_id: taskIdOf(2),
        execution_id: executionId,
        task_type: 'patch_rollout',
        environment: 'staging',
        status: 'executing',
        calls: ['pause', 'resume', 'cancel'].map(
          (verb) => `/api/v1/ai/executions/${executionId}/${verb}`,
        ),
      },
      {
        task_id: taskIdOf(1),
        execution_id: null,
        task_type: 'patch_rollout',
        environment: 'staging',
        status: 'pending_approval',
        calls: ['approve', 'reject', 'cancel'].map(
          (verb) => `/api/v1/ai/tasks/${taskIdOf(1)}/${verb}`,
        ),
      },
    ]);
  });

  it('mean no task that is over, elsewhere or another org’s', async () => {
    await put(1, { status: 'completed' });
    await put(2, { environment: 'production' });
    await put(3, { org_id: otherOrg });

    expect(await tasksIn(stop)).toEqual([]);
  });

  it('mean those of the type that they sound like first, and five at most', async () => {
    await put(1);
    for (let number = 2; number <= 7; number += 1)
      await put(number, { task_spec: aSpec({ task_type: 'drift_remediation' }) });

    const found = (await tasksIn(stop)) as readonly { readonly task_id: string }[];

    expect(found).toHaveLength(5);
    expect(found[0]?.task_id).toBe(taskIdOf(1));
  });

  it('that name no environment mean those of each', async () => {
    await put(1, { environment: 'production' });
    expect(await tasksIn('Stop the patch rollout')).toHaveLength(1);
  });

  it('are the only ones that come with tasks', async () => {
    await put(1);
    expect(await tasksIn('Sing me a song')).toBeUndefined();
  });
});
