import { countsOf } from '../../../domain/execution/failure-budget.ts';
import type {
  Execution,
  ExecutionAsset,
  ExecutionControl,
  ExecutionPhase,
} from '../../../domain/execution/execution.ts';
import { engine, moveExecution, observed } from '../../../domain/execution/move-execution.ts';
import { asEnded, ledgerRoot } from '../../../domain/execution/phase-progress.ts';
import type { NotificationEvent } from '../../../domain/notification/notification.ts';
import { toTimestamp } from '../../../domain/shared/ids.ts';
import type { ExecutionId, OrgId, TaskId } from '../../../domain/shared/ids.ts';
import { closed, controlWrite } from './execution-context.ts';
import type { ExecutionStore, LockStore } from '../execution-ports.ts';
import type { Clock, IdSource, UnitOfWork } from '../../shared/ports.ts';
import { anchorDue, executionNotice } from '../../shared/owed-messages.ts';
import { commit } from '../../shared/commit.ts';

export interface EndingDeps {
  readonly executions: Pick<ExecutionStore, 'get' | 'control' | 'lines'>;
  readonly locks: Pick<LockStore, 'release'>;
  readonly unitOfWork: UnitOfWork;
  readonly ids: Pick<IdSource, 'messageId'>;
  readonly clock: Clock;
  /** Brings the task to the end that its execution gave it; harmless when that is done. */
  readonly closeTask: (input: {
    readonly org_id: OrgId;
    readonly task_id: TaskId;
    readonly execution_id: ExecutionId;
  }) => Promise<unknown>;
}

export interface EndedAs {
  readonly status: 'completed' | 'failed' | 'cancelled' | 'rolled_back' | 'rollback_partial';
  readonly error: string | null;
  readonly rollback_error: string | null;
}

export interface Scene {
  readonly execution: Execution;
  readonly control: ExecutionControl;
  readonly lines: readonly ExecutionAsset[];
}

/** Cancelling is what the operator asked for and is told nobody, unless something was taken back. */
const noticeFor = (ended: EndedAs, lines: readonly ExecutionAsset[]): NotificationEvent | null => {
  switch (ended.status) {
    case 'completed':
      return 'execution_completed';
    case 'rolled_back':
      return 'execution_rolled_back';
    case 'failed':
    case 'rollback_partial':
      return 'execution_failed';
    case 'cancelled':
      return lines.some((line) => line.undos > 0) ? 'execution_rolled_back' : null;
  }
};

/** A phase as the execution leaves it: taken back, never begun, broken off, or as it is. */
const settledPhase = (
  phase: ExecutionPhase,
  lines: readonly ExecutionAsset[],
  at: string,
): ExecutionPhase => {
  const counts = countsOf(asEnded(lines));
  const undone = lines.some((line) => line.undos > 0);
  if (undone) {
    const status = counts.rollback_failed === undefined ? 'rolled_back' : 'failed';
    return { ...phase, counts, status, completed_at: at };
  }
  if (phase.status === 'pending' || phase.status === 'waiting') {
    return { ...phase, counts, status: 'skipped' };
  }
  const isOver = ['completed', 'failed', 'skipped'].includes(phase.status);
  if (isOver) return { ...phase, counts };
  const error = phase.error ?? 'Broken off before the phase was complete.';
  return { ...phase, counts, status: 'failed', error, completed_at: at };
};

/**
 * Ends an execution: status, phases, audit with the ledger's root of each phase that was rolled
 * back, notice. Control is closed with it, on condition that it still says what the end was decided
 * by: a word that was acknowledged before is honoured, and one that comes after is refused. Locks are released first: nothing is in flight any more, and
 * a repetition after a crash in between releases nothing twice. @throws Conflict
 */
export const endExecution = async (
  deps: EndingDeps,
  { execution, control, lines }: Scene,
  ended: EndedAs,
): Promise<void> => {
  const at = toTimestamp(deps.clock.now());
  // Of each asset that was ever taken, also where its mark came to nothing.
  const held = lines.filter((line) => line.fencing_token > 0).map((line) => line.asset_id);
  const linesOf = (index: number) => lines.filter((line) => line.phase_index === index);
  const undonePhases = execution.phases.filter((phase) =>
    linesOf(phase.index).some((line) => line.undos > 0),
  );
  const seen = observed(execution, control, at);
  const move = moveExecution({
    execution: seen.execution,
    to: ended.status,
    at,
    actor: engine,
    details: {
      error: ended.error,
      rollback_error: ended.rollback_error,
      counts: countsOf(lines),
      rolled_back_ledgers: undonePhases.map((phase) => ({
        phase: phase.name,
        ledger_root: ledgerRoot(linesOf(phase.index)),
      })),
    },
    patch: {
      phases: execution.phases.map((phase) => settledPhase(phase, linesOf(phase.index), at)),
      error: ended.error,
      rollback_error: ended.rollback_error,
    },
  });
  const event = noticeFor(ended, lines);
  await deps.locks.release({
    org_id: execution.org_id,
    execution_id: execution.id,
    assetIds: held,
    change: { at: deps.clock.now(), task_id: execution.task_id },
  });
  await commit(deps.unitOfWork, seen, move, {
    documents: [controlWrite(execution, control, closed(control))],
    messages: [
      ...(event ? [executionNotice(deps.ids, execution, { event, at })] : []),
      anchorDue(deps.ids, execution, at),
    ],
  });
};
