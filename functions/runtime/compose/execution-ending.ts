import { makeCloseTask } from '../../application/task/close-task.ts';
import type { CloseTaskDeps } from '../../application/task/close-task.ts';
import { lazy } from '../lazy.ts';
import { lockStore, rolloutDeps } from './execution.ts';
import { gateStore } from './approval.ts';
import { clock, ids, ledger, planStore, recentRuns, taskStore, unitOfWork } from './stores.ts';

/** What brings a task to the end that its execution gave it. */
export const closeTaskDeps = /* @__PURE__ */ lazy((): CloseTaskDeps => ({
  clock,
  ids,
  tasks: taskStore(),
  plans: planStore(),
  gates: gateStore(),
  executions: rolloutDeps().executions,
  ledger: ledger(),
  recentRuns: recentRuns(),
  unitOfWork: unitOfWork(),
}));

/** What ends an execution, and its task with it. */
export const endingDeps = /* @__PURE__ */ lazy(() => ({
  ...rolloutDeps(),
  locks: lockStore(),
  closeTask: makeCloseTask(closeTaskDeps()),
}));
