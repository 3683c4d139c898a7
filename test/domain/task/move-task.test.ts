import { describe, expect, it } from 'vitest';
import { Rejection } from '../../../functions/domain/shared/errors.ts';
import { changeTask, enteredStatus, moveTask } from '../../../functions/domain/task/move-task.ts';
import { aPlannedTask } from '../../support/builders/a-task.ts';
import { org } from '../../support/builders/ids.ts';

const at = '2026-03-01T10:00:00.000Z';

describe('a move', () => {
  it('writes the next version, its audit entry and its counter', () => {
    const task = aPlannedTask({ version: 4, status: 'pending_approval' });

    const move = moveTask({
      task,
      to: 'approved',
      at,
      actor: 'alice',
      details: { reason: 'fine' },
      patch: { cancel_requested: false, repairs: 1 },
    });

    const after = { ...task, status: 'approved', repairs: 1, version: 5, updated_at: at };
    expect(move.task).toEqual(after);
    expect(move.documents).toEqual([{ kind: 'task', document: after, expected: 4, before: task }]);
    expect(move.audit).toEqual([
      {
        org_id: 'org-123',
        chain: 'task-01j0000000000000000000000a',
        task_id: 'task-01j0000000000000000000000a',
        at,
        actor: 'alice',
        event: 'task_approved',
        plan_digest: 'a1'.repeat(32),
        details: { from: 'pending_approval', to: 'approved', reason: 'fine' },
      },
    ]);
    expect(move.messages).toEqual([]);
    expect(move.counters).toEqual([
      { org_id: org, name: 'orchestrator_tasks_total', labels: { status: 'approved' }, by: 1 },
    ]);
  });

  it('puts the digest of the plan that it brings on record', () => {
    const digest = 'c3'.repeat(32) as never;

    const move = moveTask({
      task: aPlannedTask({ plan_digest: null }),
      to: 'blocked',
      at,
      actor: 'quality-score',
      patch: { plan_digest: digest },
    });

    expect(move.audit.map(({ plan_digest }) => plan_digest)).toEqual(['c3'.repeat(32)]);
  });

  it('lets no patch change status or version', () => {
    const move = moveTask({
      task: aPlannedTask({ version: 2 }),
      to: 'cancelled',
      at,
      actor: 'rita',
      patch: { status: 'completed', version: 99, updated_at: '2020-01-01T00:00:00.000Z' },
    });

    expect(move.task).toMatchObject({
      status: 'cancelled',
      version: 3,
      updated_at: at,
    });
  });

  it('that the table does not have is refused with the status that stands', () => {
    const move = () =>
      moveTask({ task: aPlannedTask({ status: 'completed' }), to: 'cancelled', at, actor: 'rita' });

    expect(move).toThrow(Rejection);
    expect(move).toThrow(
      expect.objectContaining({
        code: 'state-forbids',
        message: "A task that is completed can't become cancelled.",
        details: { members: { status: 'completed' } },
      }) as Error,
    );
  });
});

describe('a change', () => {
  it('keeps the status and counts no move', () => {
    const task = aPlannedTask({ version: 7, status: 'executing' });

    expect(changeTask(task, at, { cancel_requested: true })).toEqual({
      kind: 'task',
      document: { ...task, cancel_requested: true, version: 8, updated_at: at },
      expected: 7,
      before: task,
    });
    expect(enteredStatus(org, 'planning')).toEqual({
      org_id: org,
      name: 'orchestrator_tasks_total',
      labels: { status: 'planning' },
      by: 1,
    });
  });
});
