import { endUnbegun, isApplying } from '../../domain/execution/asset-line.ts';
import { concurrencyOf, openBatches } from '../../domain/execution/batch-plan.ts';
import type {
  Execution,
  ExecutionAsset,
  ExecutionControl,
  ExecutionPhase,
  WaitingFor,
} from '../../domain/execution/execution.ts';
import { hasExecutionEnded } from '../../domain/execution/execution-status.ts';
import { driftOf } from '../../domain/execution/drift.ts';
import { leftSelection } from '../../domain/execution/left-selection.ts';
import { engine, moveExecution } from '../../domain/execution/move-execution.ts';
import { nextLookAt, phaseStartOf } from '../../domain/execution/phase-start.ts';
import { phaseAt, withPhase } from '../../domain/execution/phase-progress.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { policyQuestionsOf } from '../../domain/policy/policy-questions.ts';
import { actionNamed } from '../../specialists/actions/list.ts';
import { toTimestamp } from '../../domain/shared/ids.ts';
import type { Timestamp } from '../../domain/shared/ids.ts';
import { isStopped } from '../../domain/execution/shown-status.ts';
import type { PhaseRef } from '../../domain/execution/step-ref.ts';
import { assertWritten, executionChanges } from './steps/execution-context.ts';
import { completePhase, failPhase, holdTooLate } from './steps/execution-phases.ts';
import type { ExecutionStore } from './execution-ports.ts';
import { noteControl } from './steps/noted-control.ts';
import type { Clock, IdSource, UnitOfWork } from '../shared/ports.ts';
import type { FleetInventory } from './fleet-ports.ts';
import type { PlanStore, PolicyEngine } from '../planning/planning-ports.ts';
import { retryOnConflict } from '../shared/with-retry.ts';
import { makeLoadStep, loadExecution } from './steps/loaded-step.ts';
import type { LoadedExecution } from './steps/loaded-step.ts';
import { commit } from '../shared/commit.ts';

export interface AdmitPhaseDeps {
  readonly executions: Pick<ExecutionStore, 'get' | 'control' | 'lines' | 'advance'>;
  readonly plans: Pick<PlanStore, 'get'>;
  readonly policies: Pick<PolicyEngine, 'evaluate'>;
  readonly inventory: Pick<FleetInventory, 'get'>;
  readonly unitOfWork: UnitOfWork;
  readonly ids: Pick<IdSource, 'messageId'>;
  readonly clock: Clock;
}

export interface Admission {
  /** `waiting`: the phase may not begin yet; it is asked again at `wait_until`. */
  readonly outcome: 'admitted' | 'held' | 'waiting' | 'cancelled' | 'done' | 'refused';
  readonly epoch: number;
  readonly batches: readonly { readonly batch: number }[];
  readonly max_concurrency: number;
  /** Null unless the phase waits. */
  readonly wait_until: Timestamp | null;
}

/** Lines of one transaction. */
const chunkSize = 20;

/**
 * Ends the phase's untouched assets that are not as the plan saw them. Gone, or taken out of what was
 * asked for, is skipped; moved is failed.
 */
const applyDriftSafety = async (
  { executions, inventory, clock }: AdmitPhaseDeps,
  execution: Execution,
  scene: { readonly plan: Plan; readonly lines: readonly ExecutionAsset[] },
): Promise<readonly ExecutionAsset[]> => {
  const pending = scene.lines.filter((line) => line.status === 'pending');
  if (pending.length === 0) return scene.lines;
  const ids = pending.map((line) => line.asset_id);
  const assets = await inventory.get(execution.org_id, ids);
  const at = toTimestamp(clock.now());
  const { environment, action: planned } = scene.plan;
  const action = actionNamed(planned.type);
  const drifted = pending.flatMap((from) => {
    const asset = assets.find((candidate) => candidate.asset_id === from.asset_id) ?? null;
    const touched = asset && (action?.touched(asset, planned.parameters) ?? null);
    const end =
      leftSelection(asset, scene.plan.selector) ?? driftOf(from, asset, { environment, touched });
    return end ? [{ from, to: endUnbegun(from, at, end) }] : [];
  });
  for (let start = 0; start < drifted.length; start += chunkSize) {
    const result = await executions.advance({
      org_id: execution.org_id,
      execution_id: execution.id,
      lines: drifted.slice(start, start + chunkSize),
      visible: true,
    });
    assertWritten(result, `the ledger of ${execution.id}`);
  }
  const ended = new Map(drifted.map(({ to }) => [to.ordinal, to]));
  return scene.lines.map((line) => ended.get(line.ordinal) ?? line);
};

/** Why the plan may not go on by today's policy, or null. It is asked what validation asked. */
const policyRefusal = async ({ policies }: AdmitPhaseDeps, plan: Plan): Promise<string | null> => {
  const verdicts = await Promise.all(
    policyQuestionsOf(plan, actionNamed(plan.action.type)).map((question) =>
      policies.evaluate(...question),
    ),
  );
  if (verdicts.every(({ allowed }) => allowed)) return null;
  const reasons = verdicts
    .filter(({ allowed }) => !allowed)
    .flatMap(({ findings }) => findings.filter(({ severity }) => severity === 'error'))
    .map(({ message }) => message)
    .join('; ');
  return `Policy refuses the phase: ${reasons || 'no reason was given'}.`;
};

const closed = (outcome: Admission['outcome'], epoch: number): Admission => ({
  outcome,
  epoch,
  batches: [],
  max_concurrency: 1,
  wait_until: null,
});

/**
 * A phase is held once nothing of it is in flight. What a duplicated step left so is followed to its
 * end first: its batches begin nothing while control says so.
 */
const heldOrInFlight = async (
  { executions }: AdmitPhaseDeps,
  ref: PhaseRef,
  epoch: number,
): Promise<Admission> => {
  const running = (await executions.lines(ref, ref.phase_index)).filter(isApplying);
  if (running.length === 0) return closed('held', epoch);
  const batches = openBatches(running).map((batch) => ({ batch }));
  return { ...closed('admitted', epoch), batches };
};

/** What is decided without looking at plan, policy and fleet; null when the phase may be examined. */
const decidedAlready = (
  execution: Execution,
  desired: ExecutionControl['desired'],
  phaseIndex: number,
): Admission['outcome'] | 'accept' | null => {
  const phase = phaseAt(execution, phaseIndex);
  if (phase.status === 'failed') return 'refused';
  const isOver = phase.status === 'completed' || phase.status === 'skipped';
  if (isOver || hasExecutionEnded(execution.status)) return 'done';
  if (isStopped({ desired })) return 'cancelled';
  if (desired === 'pause') return 'held';
  return phase.status === 'inconclusive' ? 'accept' : null;
};

/** An execution that waited for its start time is pending until its first phase begins. */
const moveToRunning = async (
  { unitOfWork, clock }: AdmitPhaseDeps,
  execution: Execution,
): Promise<Execution> => {
  if (execution.status !== 'pending') return execution;
  const at = toTimestamp(clock.now());
  const move = moveExecution({ execution, to: 'running', at, actor: engine });
  await commit(unitOfWork, move);
  return move.execution;
};

const hasBegun = ({ status }: ExecutionPhase): boolean =>
  status !== 'pending' && status !== 'waiting';

const startPhase = async (deps: AdmitPhaseDeps, index: number, ref: PhaseRef): Promise<void> => {
  const { execution: found } = await loadExecution(deps.executions, ref);
  const phase = phaseAt(found, index);
  if (hasBegun(phase)) return;
  const execution = await moveToRunning(deps, found);
  const at = toTimestamp(deps.clock.now());
  const waited = phase.waiting_for ? { waiting_for: null, error: null } : { error: null };
  await commit(
    deps.unitOfWork,
    executionChanges(execution, {
      current_phase: index,
      phases: withPhase(execution, index, { status: 'running', started_at: at, ...waited }),
    }),
  );
};

/** Says on the phase what it waits for, once. */
const noteWaiting = async (
  { unitOfWork }: AdmitPhaseDeps,
  execution: Execution,
  { index, waiting_for }: { readonly index: number; readonly waiting_for: WaitingFor },
): Promise<void> => {
  if (phaseAt(execution, index).status === 'waiting') return;
  const phases = withPhase(execution, index, { status: 'waiting', waiting_for });
  await commit(unitOfWork, executionChanges(execution, { phases }));
};

/**
 * By the plan's own times: null where the phase may begin, or has begun and only goes on. Where
 * nothing was begun yet, a time that is over refuses the rollout; else a person says what becomes of
 * what was changed.
 */
const byTime = async (
  deps: AdmitPhaseDeps,
  { execution, control }: LoadedExecution,
  { index, plan }: { readonly index: number; readonly plan: Plan },
): Promise<Admission | null> => {
  const phase = phaseAt(execution, index);
  if (hasBegun(phase)) return null;
  const now = deps.clock.now();
  const start = phaseStartOf(plan, now);
  switch (start.kind) {
    case 'now':
      return null;
    case 'later': {
      const { not_before } = start;
      await noteWaiting(deps, execution, { index, waiting_for: { not_before } });
      return { ...closed('waiting', control.epoch), wait_until: nextLookAt(not_before, now) };
    }
    case 'too_late': {
      const error = `${phase.name}: ${start.reason}`;
      if (execution.phases.some(hasBegun)) {
        await holdTooLate(deps, execution, { index, control, error });
        return closed('held', control.epoch);
      }
      await failPhase(deps, execution, { index, error });
      return closed('refused', control.epoch);
    }
  }
};

/**
 * Decides whether a phase may begin, or go on after a hold: control, the plan's digest, policy, its
 * times and drift safety are asked again each time. An inconclusive phase that an operator resumed is
 * accepted as it is. Answers with the batches that still have something to do.
 */
export const makeAdmitPhase =
  (deps: AdmitPhaseDeps) =>
  (input: PhaseRef): Promise<Admission> =>
    retryOnConflict(async () => {
      const step = await makeLoadStep(deps)(input);
      const { execution: stored, control } = step;
      const index = input.phase_index;
      const decided = decidedAlready(stored, control.desired, index);
      if (decided === 'held') return heldOrInFlight(deps, input, control.epoch);
      if (decided !== null && decided !== 'accept') return closed(decided, control.epoch);

      // Stored as running before anything begins, so that a later pause can't be taken for an old one.
      const execution = await noteControl(deps, stored, control);
      if (decided === 'accept') {
        await completePhase(deps, execution, { index, verdict: 'inconclusive' });
        return closed('done', control.epoch);
      }
      const plan = await step.findPlan();
      const planned = plan?.phases[index];
      const refusal =
        plan && planned
          ? await policyRefusal(deps, plan)
          : `The stored plan is not the one with the approved digest ${execution.plan_digest}.`;
      if (!plan || !planned || refusal) {
        await failPhase(deps, execution, { index, error: refusal ?? 'The plan lacks the phase.' });
        return closed('refused', control.epoch);
      }
      const answer = await byTime(deps, { execution, control }, { index, plan });
      if (answer !== null) return answer;
      const found = await deps.executions.lines(input, index);
      const lines = await applyDriftSafety(deps, execution, { plan, lines: found });
      await startPhase(deps, index, input);
      return {
        outcome: 'admitted',
        epoch: control.epoch,
        batches: openBatches(lines).map((batch) => ({ batch })),
        max_concurrency: concurrencyOf(planned.max_parallel),
        wait_until: null,
      };
    });
