import { makeAdmitPhase } from '../../../functions/application/admit-phase.ts';
import { makeAssessPhase } from '../../../functions/application/assess-phase.ts';
import { makeBeginBatch } from '../../../functions/application/begin-batch.ts';
import { makeBeginUndo } from '../../../functions/application/begin-undo.ts';
import { makeCancelExecution } from '../../../functions/application/cancel-execution.ts';
import { makeCheckBatch } from '../../../functions/application/check-batch.ts';
import { makeCheckHealth } from '../../../functions/application/check-health.ts';
import { makeCheckUndo } from '../../../functions/application/check-undo.ts';
import { makeCloseTask } from '../../../functions/application/close-task.ts';
import { makeFinishRollback } from '../../../functions/application/finish-rollback.ts';
import { makeFinishRollout } from '../../../functions/application/finish-rollout.ts';
import { makeHoldPhase } from '../../../functions/application/hold-phase.ts';
import { makeListTouched } from '../../../functions/application/list-touched.ts';
import { makePauseExecution } from '../../../functions/application/pause-execution.ts';
import { makePrepareRollout } from '../../../functions/application/prepare-rollout.ts';
import { makeResumeExecution } from '../../../functions/application/resume-execution.ts';
import { makeStartExecution } from '../../../functions/application/start-execution.ts';
import type { Sleep } from '../../../functions/application/execution-ports.ts';
import type { PolicyEngine } from '../../../functions/application/ports.ts';
import { someSettings } from '../approval/world.ts';
import type { ExecutionTable } from './execution-table.ts';
import type { FakeFleet } from './fake-fleet.ts';

export interface StepOptions {
  readonly stores: ExecutionTable;
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
  const settings = someSettings({ cooldown_seconds: options.cooldownSeconds ?? 0 });
  const deps = {
    ...stores,
    clock,
    policies,
    sleep: options.sleep ?? wait,
    settings: { get: () => Promise.resolve(settings) },
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
