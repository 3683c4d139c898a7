import type { FailTaskDeps } from '../../application/fail-task.ts';
import { lazy } from '../lazy.ts';
import { gateStore } from './approval.ts';
import { executionStore } from './execution.ts';
import { clock, taskStore, unitOfWork } from './stores.ts';

export const failTaskDeps = /* @__PURE__ */ lazy((): FailTaskDeps => ({
  clock,
  tasks: taskStore(),
  gates: gateStore(),
  executions: executionStore(),
  unitOfWork: unitOfWork(),
}));
