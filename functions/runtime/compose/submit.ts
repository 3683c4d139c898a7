import { makeApplyTask } from '../../application/task/apply-task.ts';
import { makeViewTask } from '../../application/task/get-task.ts';
import { makePreviewIntent } from '../../application/task/preview-intent.ts';
import { makeSubmitTask } from '../../application/task/submit-task.ts';
import type { RateDeps } from '../../application/task/steps/within-rate.ts';
import { outboxStore, gateStore } from './approval.ts';
import { executionStore } from './execution.ts';
import { readIntentDeps } from './read-intent.ts';
import { settingsStore } from './settings.ts';
import { deadline } from '../deadline.ts';
import { readEnvironment } from '../environment.ts';
import { lazy } from '../lazy.ts';
import {
  clock,
  directory,
  idempotencyStore,
  ids,
  planStore,
  rateLimiter,
  taskStore,
  unitOfWork,
} from './stores.ts';
import { workflow } from './workflow.ts';

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

const rateDeps = (): RateDeps => ({
  rateLimiter: rateLimiter(),
  submissionsPerMinute: readEnvironment('SUBMISSIONS_PER_MINUTE').SUBMISSIONS_PER_MINUTE,
});

export const previewIntent = /* @__PURE__ */ lazy(() =>
  makePreviewIntent({ ...readIntentDeps(), ...rateDeps(), tasks: taskStore() }),
);

const submission = /* @__PURE__ */ lazy(() => ({
  clock,
  ids,
  directory: directory(),
  unitOfWork: unitOfWork(),
  tasks: taskStore(),
  workflow: workflow(),
  outbox: outboxStore(),
  ...rateDeps(),
  settings: settingsStore(),
  viewTask: makeViewTask({
    plans: planStore(),
    gates: gateStore(),
    publicUrl: readEnvironment('PUBLIC_URL').PUBLIC_URL,
  }),
  pause,
}));

export const submitTask = /* @__PURE__ */ lazy(() =>
  makeSubmitTask({
    ...readIntentDeps(),
    ...submission(),
    deadline,
    idempotency: idempotencyStore(),
  }),
);

export const applyTask = /* @__PURE__ */ lazy(() =>
  makeApplyTask({ ...submission(), executions: executionStore() }),
);
