import { makeCloseTask } from '../../application/close-task.ts';
import { lazy } from '../lazy.ts';
import { lockStore, rolloutDeps } from './execution.ts';
import { clock, ids, ledger, planStore, taskStore, unitOfWork } from './stores.ts';

/** What ends an execution, and its task with it. */
export const endingDeps = /* @__PURE__ */ lazy(() => ({
  ...rolloutDeps(),
  locks: lockStore(),
  closeTask: makeCloseTask({
    clock,
    ids,
    tasks: taskStore(),
    plans: planStore(),
    executions: rolloutDeps().executions,
    ledger: ledger(),
    unitOfWork: unitOfWork(),
  }),
}));
