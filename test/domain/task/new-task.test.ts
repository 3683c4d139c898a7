import { describe, expect, it } from 'vitest';
import { Digest } from '../../../functions/domain/shared/ids.ts';
import { newTask } from '../../../functions/domain/task/new-task.ts';
import { Task } from '../../../functions/domain/task/task.ts';
import { aTask } from '../../support/builders/a-task.ts';

const origin = () => {
  const { task_id, org_id, intent, environment, context, dry_run, requested_by, task_spec } =
    aTask();
  return {
    ...{ task_id, org_id, intent, environment, context, dry_run, requested_by, task_spec },
    require_approval: true,
  };
};

describe('newTask', () => {
  it('is in planning, of its first version, with all that it was asked with', () => {
    const task = newTask(origin(), '2026-03-01T09:00:00.000Z');

    expect(Task.parse(task)).toMatchObject({
      ...origin(),
      version: 1,
      status: 'planning',
      created_at: '2026-03-01T09:00:00.000Z',
      updated_at: '2026-03-01T09:00:00.000Z',
    });
  });

  it('has nothing planned, decided, run or cancelled, and is applied from nothing', () => {
    const { plan_digest, agent_result, gate_id, execution_id, error, cancel_requested, ...task } =
      newTask(origin(), '2026-03-01T09:00:00.000Z');

    expect([plan_digest, agent_result, gate_id, execution_id, error]).toEqual(
      Array.from({ length: 5 }, () => null),
    );
    expect([cancel_requested, task.repairs, task.plan_revision]).toEqual([false, 0, 0]);
    expect([task.applies_task_id, task.applied_by_task_id]).toEqual([null, null]);
  });

  it('names the dry run that it applies, and its plan, from the beginning', () => {
    const { task_id: applies_task_id } = aTask();
    const plan_digest = Digest.parse('a'.repeat(64));

    expect(
      newTask({ ...origin(), applies_task_id, plan_digest }, '2026-03-01T09:00:00.000Z'),
    ).toMatchObject({ applies_task_id, plan_digest });
  });
});
