import { makeExecutionStore } from '../../adapters/dynamodb/execution-store.ts';
import { makeLockStore } from '../../adapters/dynamodb/lock-store.ts';
import type { ControlExecutionDeps } from '../../application/execution/steps/control-word.ts';
import type { Sleep } from '../../application/execution/execution-ports.ts';
import { lazy } from '../lazy.ts';
import { clock, ids, planStore, table, unitOfWork } from './stores.ts';

export const executionStore = /* @__PURE__ */ lazy(() => makeExecutionStore(table()));
export const lockStore = /* @__PURE__ */ lazy(() => makeLockStore(table()));

export const sleep: Sleep = (milliseconds) =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** What pause, resume and cancel need. */
export const controlDeps = /* @__PURE__ */ lazy((): ControlExecutionDeps => ({
  executions: executionStore(),
  unitOfWork: unitOfWork(),
  ids,
  clock,
  sleep,
}));

/** What each step of a rollout needs of the stores. */
export const rolloutDeps = /* @__PURE__ */ lazy(() => ({
  ...controlDeps(),
  executions: executionStore(),
  plans: planStore(),
}));
