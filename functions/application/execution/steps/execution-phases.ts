import { countsOf } from '../../../domain/execution/failure-budget.ts';
import { executionRefOf } from '../../../domain/execution/execution.ts';
import type {
  Execution,
  ExecutionControl,
  ExecutionPhase,
  PhaseVerdict,
} from '../../../domain/execution/execution.ts';
import { engine, moveExecution } from '../../../domain/execution/move-execution.ts';
import { ledgerRoot, phaseAt, withPhase } from '../../../domain/execution/phase-progress.ts';
import { toTimestamp } from '../../../domain/shared/ids.ts';
import { controlWrite, executionChanges } from './execution-context.ts';
import type { ExecutionStore } from '../execution-ports.ts';
import type { Clock, IdSource, UnitOfWork } from '../../shared/ports.ts';
import { executionNotice } from '../../shared/owed-messages.ts';
import { commit } from '../../shared/commit.ts';

export interface PhaseEndDeps {
  readonly executions: Pick<ExecutionStore, 'lines'>;
  readonly unitOfWork: UnitOfWork;
  readonly ids: Pick<IdSource, 'messageId'>;
  readonly clock: Clock;
}

interface PhaseEnd {
  readonly index: number;
  readonly status: 'completed' | 'failed';
  readonly verdict: PhaseVerdict | null;
  readonly error: string | null;
}

/** Ends a phase, with one audit record that binds the whole ledger of the phase by its root hash. */
const endPhase = async (
  { executions, unitOfWork, ids, clock }: PhaseEndDeps,
  execution: Execution,
  end: PhaseEnd,
): Promise<void> => {
  const at = toTimestamp(clock.now());
  const { index, status, verdict, error } = end;
  const { name } = phaseAt(execution, index);
  const lines = await executions.lines(executionRefOf(execution), index);
  const counts = countsOf(lines);
  const changes = executionChanges(
    execution,
    {
      phases: withPhase(execution, index, { status, verdict, error, counts, completed_at: at }),
    },
    {
      at,
      event: `phase_${status}`,
      details: { phase: name, verdict, error, counts, ledger_root: ledgerRoot(lines) },
    },
  );
  const event = status === 'completed' ? 'phase_completed' : 'phase_failed';
  const notice = executionNotice(ids, execution, { event, at, phase: name });
  await commit(unitOfWork, changes, { messages: [notice] });
};

export const completePhase = (
  deps: PhaseEndDeps,
  execution: Execution,
  end: { readonly index: number; readonly verdict: PhaseVerdict },
): Promise<void> => endPhase(deps, execution, { ...end, status: 'completed', error: null });

export const failPhase = (
  deps: PhaseEndDeps,
  execution: Execution,
  end: { readonly index: number; readonly error: string },
): Promise<void> => endPhase(deps, execution, { ...end, status: 'failed', verdict: 'fail' });

interface Hold {
  readonly index: number;
  readonly control: ExecutionControl;
  readonly error: string;
}

/** Leaves a phase to a person: control asks for a pause until somebody resumes or cancels. */
const holdPhase = async (
  { unitOfWork, clock }: Pick<PhaseEndDeps, 'unitOfWork' | 'clock'>,
  execution: Execution,
  hold: Hold & { readonly phase: Partial<ExecutionPhase> },
): Promise<void> => {
  const { index, control, error, phase } = hold;
  const at = toTimestamp(clock.now());
  const move = moveExecution({
    execution,
    to: 'pausing',
    at,
    actor: engine,
    details: { phase: phaseAt(execution, index).name, reason: error },
    patch: {
      phases: withPhase(execution, index, { ...phase, error }),
    },
  });
  const paused: ExecutionControl = {
    desired: 'pause',
    rollback: false,
    by: null,
    epoch: control.epoch + 1,
  };
  await commit(unitOfWork, move, { documents: [controlWrite(execution, control, paused)] });
};

/** The phase is inconclusive: to resume accepts it as it is. */
export const holdInconclusive = (
  deps: Pick<PhaseEndDeps, 'unitOfWork' | 'clock'>,
  execution: Execution,
  hold: Hold,
): Promise<void> =>
  holdPhase(deps, execution, {
    ...hold,
    phase: { status: 'inconclusive', verdict: 'inconclusive' },
  });

/** The time for the phase is over: nothing of it begins, and to resume asks again. */
export const holdTooLate = (
  deps: Pick<PhaseEndDeps, 'unitOfWork' | 'clock'>,
  execution: Execution,
  hold: Hold,
): Promise<void> => holdPhase(deps, execution, { ...hold, phase: { status: 'waiting' } });
