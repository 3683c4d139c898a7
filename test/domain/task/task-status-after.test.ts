import { expect, it } from 'vitest';
import { taskStatusAfter } from '../../../functions/domain/task/task-status-after.ts';

it.each([
  ['pending', null],
  ['running', null],
  ['pausing', null],
  ['paused', null],
  ['cancelling', null],
  ['rolling_back', null],
  ['completed', 'completed'],
  ['failed', 'failed'],
  ['rolled_back', 'rolled_back'],
  ['rollback_partial', 'failed'],
  ['cancelled', 'cancelled'],
] as const)('a task whose execution is %s becomes %s', (execution, task) => {
  expect(taskStatusAfter[execution]).toBe(task);
});
