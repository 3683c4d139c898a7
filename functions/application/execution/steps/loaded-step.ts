import type { Execution, ExecutionControl } from '../../../domain/execution/execution.ts';
import type { PhaseRef } from '../../../domain/execution/step-ref.ts';
import type { Plan, PlannedPhase } from '../../../domain/plan/plan.ts';
import { digestOf } from '../../../domain/shared/canonical.ts';
import { Rejection } from '../../../domain/shared/errors.ts';
import type { ExecutionRef } from '../../../domain/shared/refs.ts';
import type { PlanStore } from '../../planning/planning-ports.ts';
import type { ExecutionStore } from '../execution-ports.ts';

export interface LoadedExecution {
  readonly execution: Execution;
  readonly control: ExecutionControl;
}

/**
 * An execution with its control, for a step that needs no plan. Control is read first: what is then
 * read of the execution holds as long as the epoch stands.
 * @throws Error when it is not stored: a workflow only runs stored ones.
 */
export const loadExecution = async (
  executions: Pick<ExecutionStore, 'get' | 'control'>,
  ref: ExecutionRef,
): Promise<LoadedExecution> => {
  const control = await executions.control(ref);
  const execution = await executions.get(ref);
  if (!execution || !control) throw new Error(`Execution ${ref.execution_id} is not stored`);
  return { execution, control };
};

/** What a step works on. The plan is read when it is first asked for: many steps are decided without. */
export interface Step extends LoadedExecution {
  /** The stored plan when it still is the approved one by its recomputed digest, null otherwise. */
  readonly findPlan: () => Promise<Plan | null>;
  /** @throws Rejection `plan-digest-mismatch` when the stored plan is not the approved one. */
  readonly plan: () => Promise<Plan>;
}

export interface PhaseStep extends Step {
  /** The phase that the step names, as planned. @throws RangeError when the plan has no such phase. */
  readonly phase: () => Promise<PlannedPhase>;
}

interface StepDeps {
  readonly executions: Pick<ExecutionStore, 'get' | 'control'>;
  readonly plans: Pick<PlanStore, 'get'>;
}

export interface LoadStep {
  (ref: PhaseRef): Promise<PhaseStep>;
  (ref: ExecutionRef): Promise<Step>;
}

type FindPlan = (execution: Execution) => Promise<Plan | null>;

const findApproved =
  (plans: Pick<PlanStore, 'get'>): FindPlan =>
  async (execution) => {
    const stored = await plans.get(execution, execution.plan_revision);
    return stored && digestOf(stored.plan) === execution.plan_digest ? stored.plan : null;
  };

/** Keeps the last plan that was found. It has the approved digest: one swapped later can't be run by it. */
const remembering = (find: FindPlan): FindPlan => {
  let last: { readonly execution: Execution; readonly plan: Plan } | null = null;
  return async (execution) => {
    const isSame =
      last?.execution.id === execution.id && last.execution.plan_digest === execution.plan_digest;
    if (last && isSame) return last.plan;
    const plan = await find(execution);
    if (plan) last = { execution, plan };
    return plan;
  };
};

const approved = (plan: Plan | null, { task_id, plan_digest }: Execution): Plan => {
  if (plan) return plan;
  throw new Rejection(
    'plan-digest-mismatch',
    `The stored plan of ${task_id} is not the one with the approved digest ${plan_digest}.`,
  );
};

const phaseOf = (plan: Plan, index: number): PlannedPhase => {
  const phase = plan.phases[index];
  if (!phase) throw new RangeError(`The plan has no phase ${index}`);
  return phase;
};

const loadWith =
  ({ executions }: Pick<StepDeps, 'executions'>, find: FindPlan): LoadStep =>
  async (ref: ExecutionRef & Partial<Pick<PhaseRef, 'phase_index'>>): Promise<PhaseStep> => {
    const loaded = await loadExecution(executions, ref);
    const { execution } = loaded;
    let found: Promise<Plan | null> | null = null;
    const findPlan = () => (found ??= find(execution));
    const plan = async () => approved(await findPlan(), execution);
    return {
      ...loaded,
      findPlan,
      plan,
      phase: async () => phaseOf(await plan(), ref.phase_index ?? 0),
    };
  };

/** Loads all that a step works on by its ref: execution, control, the approved plan and its phase. */
export const makeLoadStep = (deps: StepDeps): LoadStep => loadWith(deps, findApproved(deps.plans));

/** The same, for steps that come hundreds of times a rollout: a plan that was verified is not read again. */
export const makeLoadRepeatedStep = (deps: StepDeps): LoadStep =>
  loadWith(deps, remembering(findApproved(deps.plans)));
