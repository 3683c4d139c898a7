import { makeCancelExecution } from '../../application/execution/cancel-execution.ts';
import { makeCancelTask } from '../../application/task/cancel-task.ts';
import { lazy } from '../lazy.ts';
import { gateStore } from './approval.ts';
import { controlDeps } from './execution.ts';
import { clock, ids, taskStore, unitOfWork } from './stores.ts';

export const cancelTask = /* @__PURE__ */ lazy(() =>
  makeCancelTask({
    clock,
    ids,
    tasks: taskStore(),
    gates: gateStore(),
    unitOfWork: unitOfWork(),
    cancelExecution: makeCancelExecution(controlDeps()),
  }),
);
