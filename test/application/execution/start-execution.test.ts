import type { TaskRef } from '../../../functions/domain/shared/refs.ts';
import type { Task } from '../../../functions/domain/task/task.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeStartExecution } from '../../../functions/application/execution/start-execution.ts';
import { aPhase, aPlan, assetIds } from '../../support/builders/a-plan.ts';
import { org } from '../../support/builders/ids.ts';
import { openSteps } from '../../support/execution/step-world.ts';
import type { StepWorld } from '../../support/execution/step-world.ts';

describe('starting an execution', () => {
  let world: StepWorld;
  beforeEach(async () => {
    world = await openSteps();
  });
  afterEach(() => world.close());

  const of = ({ task_id }: Pick<Task, 'task_id'>): TaskRef => ({ org_id: org, task_id });

  it('opens ledger, control and execution, and moves the task', async () => {
    const task = await world.approve();

    const started = await world.steps.startExecution(of(task));

    if (started.execution_id === null) throw new Error('Refused');
    const { executions, tasks } = world.stores;
    expect(started.outcome).toBe('ready');
    expect(await executions.get({ org_id: org, execution_id: started.execution_id })).toMatchObject(
      {
        status: 'pending',
        version: 1,
        plan_digest: task.plan_digest,
        total_phases: 2,
        phases: [
          { name: 'Canary', kind: 'canary', status: 'pending', total_assets: 2 },
          { name: 'Wave 1', kind: 'wave', status: 'pending', total_assets: 6 },
        ],
      },
    );
    expect(await executions.control({ org_id: org, execution_id: started.execution_id })).toEqual({
      desired: 'run',
      rollback: false,
      by: null,
      epoch: 1,
    });
    expect(
      await executions.lines({ org_id: org, execution_id: started.execution_id }),
    ).toHaveLength(8);
    expect(await tasks.get(of(task))).toMatchObject({
      status: 'executing',
      execution_id: started.execution_id,
    });
    expect(await world.owed('notify')).toMatchObject([
      { event: 'execution_started', execution_id: started.execution_id },
    ]);
    expect(await world.stores.directory.orgOf(started.execution_id)).toBe(org);
  });

  it('counts what it lets run among the runs of its kind, once', async () => {
    const task = await world.approve();
    await world.steps.startExecution(of(task));
    await world.steps.startExecution(of(task));
    const scope = { org_id: org, environment: 'production', action: 'reimage' } as const;

    const runs = await world.stores.recentRuns.since(scope, '2026-01-01T00:00:00.000Z');

    expect(runs.map((run) => [run.task_id, run.asset_ids.length])).toEqual([[task.task_id, 8]]);
  });

  it('finds the first execution when it is repeated', async () => {
    const task = await world.approve();

    const first = await world.steps.startExecution(of(task));
    const second = await world.steps.startExecution(of(task));

    expect(second).toEqual(first);
    expect(await world.stores.executions.ofTask(of(task))).toHaveLength(1);
  });

  it('opens one execution when it is called many times at once', async () => {
    const task = await world.approve();

    const started = await Promise.all(
      Array.from({ length: 4 }, () => world.steps.startExecution(of(task))),
    );

    expect(new Set(started.map((one) => one.execution_id)).size).toBe(1);
    expect(await world.stores.executions.ofTask(of(task))).toHaveLength(1);
  });

  it('goes on with the same execution after a crash amid its ledger', async () => {
    const plan = aPlan({ phases: [aPhase('Canary', assetIds('web', 150))] });
    const task = await world.approve(plan);
    const { executions } = world.stores;
    let reserved: string | undefined;
    const crashing = makeStartExecution({
      ...world.stores,
      clock: world.clock,
      executions: {
        addLines: async (ref, lines) => {
          reserved = ref.execution_id;
          await executions.addLines(ref, lines.slice(0, 70));
          throw new Error('The function died');
        },
      },
    });

    await expect(crashing(of(task))).rejects.toThrow('The function died');
    const invisible = await executions.ofTask(of(task));
    const { execution_id: id } = await world.steps.startExecution(of(task));

    expect(invisible).toEqual([]);
    expect(id).toBe(reserved);
    expect(id && (await executions.lines({ org_id: org, execution_id: id }))).toHaveLength(150);
  });

  it.each([
    { name: 'is not approved', changes: { status: 'pending_approval' as const } },
    { name: 'is to be cancelled', changes: { cancel_requested: true } },
  ])('refuses a task that $name', async ({ changes }) => {
    const task = await world.approve(aPlan(), changes);

    const answer = await world.steps.startExecution(of(task));

    expect(answer).toEqual({ outcome: 'refused', execution_id: null });
    expect(await world.stores.tasks.get(of(task))).toEqual(task);
  });

  it('refuses a plan that is not the approved one, and ends the task', async () => {
    const approved = await world.approve(aPlan());
    const other = await world.approve(aPlan(), { plan_digest: 'b2'.repeat(32) as never });

    const answer = await world.steps.startExecution(of(other));

    expect(answer).toEqual({ outcome: 'refused', execution_id: null });
    expect(await world.stores.tasks.get(of(other))).toMatchObject({
      status: 'failed',
      error: { code: 'plan-invalid' },
    });
    expect((await world.steps.startExecution(of(approved))).outcome).toBe('ready');
  });
});
