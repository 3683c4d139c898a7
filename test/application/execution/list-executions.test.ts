import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeListExecutions } from '../../../functions/application/execution/list-executions.ts';
import { TaskId } from '../../../functions/domain/shared/ids.ts';
import { org, otherOrg } from '../../support/builders/ids.ts';
import { openSteps } from '../../support/execution/step-world.ts';
import type { StepWorld } from '../../support/execution/step-world.ts';

let world: StepWorld;
beforeEach(async () => {
  world = await openSteps();
});
afterEach(() => world.close());

describe('the list of executions', () => {
  it('has those of a task, and is of no unknown one', async () => {
    const { id, ref } = await world.prepare(await world.approve());
    const list = makeListExecutions(world.stores);

    expect((await list({ org_id: org, task_id: ref.task_id })).executions).toMatchObject([
      { id, status: 'running' },
    ]);
    const unknown = TaskId.parse('task-7zzzzzzzzzzzzzzzzzzzzzzzzz');
    await expect(list({ org_id: org, task_id: unknown })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('shows how control stands by now, and is of the own org alone', async () => {
    const { ref, operator } = await world.prepared();
    const list = makeListExecutions(world.stores);
    await world.steps.pause(operator);

    expect((await list({ org_id: org, task_id: ref.task_id })).executions).toMatchObject([
      { status: 'pausing' },
    ]);
    await expect(list({ org_id: otherOrg, task_id: ref.task_id })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('is empty before a task executes', async () => {
    const task = await world.approve();

    const found = await makeListExecutions(world.stores)({ org_id: org, task_id: task.task_id });

    expect(found).toEqual({ executions: [] });
  });
});
