import { makeAdmitPhase } from '../../../functions/application/execution/admit-phase.ts';
import { makeAssessPhase } from '../../../functions/application/execution/assess-phase.ts';
import { makeBeginBatch } from '../../../functions/application/execution/begin-batch.ts';
import { makeBeginUndo } from '../../../functions/application/execution/begin-undo.ts';
import { makeCancelExecution } from '../../../functions/application/execution/cancel-execution.ts';
import { makeCheckBatch } from '../../../functions/application/execution/check-batch.ts';
import { makeCheckHealth } from '../../../functions/application/execution/check-health.ts';
import { makeCheckUndo } from '../../../functions/application/execution/check-undo.ts';
import { makeCloseTask } from '../../../functions/application/task/close-task.ts';
import { makeFinishRollback } from '../../../functions/application/execution/finish-rollback.ts';
import { makeFinishRollout } from '../../../functions/application/execution/finish-rollout.ts';
import { makeHoldPhase } from '../../../functions/application/execution/hold-phase.ts';
import { makeListTouched } from '../../../functions/application/execution/list-touched.ts';
import { makePauseExecution } from '../../../functions/application/execution/pause-execution.ts';
import { makePrepareRollout } from '../../../functions/application/execution/prepare-rollout.ts';
import { makeResumeExecution } from '../../../functions/application/execution/resume-execution.ts';
import { makeStartExecution } from '../../../functions/application/execution/start-execution.ts';
import type { Sleep } from '../../../functions/application/execution/execution-ports.ts';
import type { PolicyEngine } from '../../../functions/application/planning/planning-ports.ts';
import { approvalSettings } from '../builders/some-settings.ts';
import type { ExecutionStores } from '../world/execution-stores.ts';
import type { FakeFleet } from './fake-fleet.ts';
import { memorySettings } from '../memory/memory-stores.ts';

export interface StepOptions {
  readonly stores: ExecutionStores;
  readonly fleet: Pick<FakeFleet, 'executor' | 'inventory' | 'prober'>;
  readonly clock: { readonly now: () => number };
  readonly policies?: Pick<PolicyEngine, 'evaluate'>;
  readonly cooldownSeconds?: number;
  /** @default by the wall's clock */
  readonly sleep?: Sleep;
}

const wait: Sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A policy that allows everything, with the shape of a real answer. */
export const lenientPolicies: Pick<PolicyEngine, 'evaluate'> = {
  evaluate: () =>
    Promise.resolve({ allowed: true, findings: [], revision: 'r1', result: { allow: true } }),
};

/** Every step of a rollout over the real stores and a fleet in memory. */
export const rolloutSteps = (options: StepOptions) => {
  const { stores, fleet, clock, policies = lenientPolicies } = options;
  const settings = approvalSettings({ cooldown_seconds: options.cooldownSeconds ?? 0 });
  const deps = {
    ...stores,
    clock,
    policies,
    sleep: options.sleep ?? wait,
    settings: memorySettings(settings),
    fleet: fleet.executor,
    inventory: fleet.inventory,
    prober: fleet.prober,
    closeTask: makeCloseTask({ ...stores, clock }),
  };
  return {
    startExecution: makeStartExecution(deps),
    prepareRollout: makePrepareRollout(deps),
    admitPhase: makeAdmitPhase(deps),
    holdPhase: makeHoldPhase(deps),
    beginBatch: makeBeginBatch(deps),
    checkBatch: makeCheckBatch(deps),
    assessPhase: makeAssessPhase(deps),
    checkHealth: makeCheckHealth(deps),
    finishRollout: makeFinishRollout(deps),
    listTouched: makeListTouched(deps),
    beginUndo: makeBeginUndo(deps),
    checkUndo: makeCheckUndo(deps),
    finishRollback: makeFinishRollback(deps),
    pause: makePauseExecution(deps),
    resume: makeResumeExecution(deps),
    cancel: makeCancelExecution(deps),
  };
};
