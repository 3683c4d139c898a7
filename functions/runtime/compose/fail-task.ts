import type { FailTaskDeps } from '../../application/task/fail-task.ts';
import { makeFinishRollout } from '../../application/execution/finish-rollout.ts';
import { lazy } from '../lazy.ts';
import { gateStore } from './approval.ts';
import { executionStore } from './execution.ts';
import { endingDeps } from './execution-ending.ts';
import { clock, taskStore, unitOfWork } from './stores.ts';

export const failTaskDeps = /* @__PURE__ */ lazy((): FailTaskDeps => ({
  clock,
  tasks: taskStore(),
  gates: gateStore(),
  executions: executionStore(),
  unitOfWork: unitOfWork(),
  finishRollout: makeFinishRollout(endingDeps()),
}));
