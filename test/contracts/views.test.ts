import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { toApprovalView } from '../../functions/domain/approval/approval-view.ts';
import type { ApprovalView } from '../../functions/domain/approval/approval-view.ts';
import type { View } from '../../functions/domain/shared/view.ts';
import { toTaskSummary } from '../../functions/domain/task/task-view.ts';
import type { TaskSummary, TaskView } from '../../functions/domain/task/task-view.ts';
import { httpHandler } from '../../functions/runtime/http-handler.ts';
import { aGate } from '../support/builders/a-gate.ts';
import { aTask } from '../support/builders/a-task.ts';

const Shown = z.strictObject({ id: z.string(), parts: z.array(z.string()) });
type Shown = View<typeof Shown>;

/** Lines that must not compile: the compiler fails where one of them does. */
describe('a view', () => {
  it('has the members of its schema, no more and no less', () => {
    const show = (parts: readonly string[]): Shown => ({ id: 'a', parts });
    // @ts-expect-error A member more.
    const more = (): Shown => ({ id: 'a', parts: [], secret: 'b' });
    // @ts-expect-error A member less.
    const less = (): Shown => ({ id: 'a' });

    expect(Shown.safeParse(show(['b'])).success).toBe(true);
    expect([more(), less()].map((view) => Shown.safeParse(view).success)).toEqual([false, false]);
  });

  it('of a gate, or of a task, can neither lose nor gain a member', () => {
    const approval = toApprovalView(aGate());
    // @ts-expect-error The addresses of approvers are no member of the view.
    const leaky: ApprovalView = { ...toApprovalView(aGate()), approvers: [] };
    const summary = toTaskSummary(aTask());
    const { gate_id: gate, ...rest } = summary;
    // @ts-expect-error A summary names the gate.
    const short: TaskSummary = rest;
    // @ts-expect-error A summary is not the task itself.
    const task: TaskView = summary;

    expect(gate).toBeNull();
    expect(Object.keys(approval)).not.toContain('approvers');
    expect(Object.keys(short)).not.toContain('gate_id');
    expect([leaky.status, task.status]).toEqual([approval.status, summary.status]);
  });
});

describe('a handler', () => {
  it('stands in the group of its operation and answers what the contract says', () => {
    const body = { status: 'ok', version: '1', policy_revision: null } as const;
    const fine = httpHandler({
      operation: 'getHealth',
      group: 'public',
      useCase: () => () => Promise.resolve({ status: 200, body }),
    });
    const wrongGroup = httpHandler({
      operation: 'listTasks',
      // @ts-expect-error Without the right to read nobody lists tasks.
      group: 'public',
      useCase: () => () => Promise.resolve({ status: 200, body: { tasks: [] } }),
    });
    const wrongBody = httpHandler({
      operation: 'getHealth',
      group: 'public',
      // @ts-expect-error The version is missing.
      useCase: () => () => Promise.resolve({ status: 200, body: { status: 'ok' } }),
    });
    const wrongStatus = httpHandler({
      operation: 'getHealth',
      group: 'public',
      // @ts-expect-error Health has no such answer.
      useCase: () => () => Promise.resolve({ status: 202, body }),
    });

    expect([fine, wrongGroup, wrongBody, wrongStatus].every(Boolean)).toBe(true);
  });
});
