import { applyCaptured } from '../../../domain/execution/asset-line.ts';
import { executionRefOf } from '../../../domain/execution/execution.ts';
import type { Execution, ExecutionAsset } from '../../../domain/execution/execution.ts';
import {
  actionKeyOf,
  capturableUntil,
  kindOf,
  sendableUntil,
  unmarked,
} from '../../../domain/execution/mark.ts';
import type { PlannedAction } from '../../../domain/plan/plan.ts';
import type { FencedAction } from '../../../domain/execution/shown-status.ts';
import { Rejection, TransientFailure } from '../../../domain/shared/errors.ts';
import { endRefused, writeLines } from './execution-actions.ts';
import type { ActionDeps } from './execution-actions.ts';
import type { ExecutionStore } from '../execution-ports.ts';
import type { BeginResult, FleetBatch } from '../fleet-ports.ts';
import { afterBegin, settleMark } from './settled-marks.ts';

export interface SendDeps extends ActionDeps {
  readonly executions: Pick<ExecutionStore, 'control' | 'advance'>;
}

export interface Sending {
  /** Lines that this call has marked itself, under this epoch. Another's marks are settled, not sent. */
  readonly marked: readonly ExecutionAsset[];
  readonly epoch: number;
  readonly action: PlannedAction;
}

/** A marked line after a step on its way to the fleet. */
interface Sent {
  readonly line: ExecutionAsset;
  /** The fleet gave no answer to the request itself. */
  readonly unanswered: boolean;
}

const answered = (line: ExecutionAsset): Sent => ({ line, unanswered: false });

/** True of a line that is still marked and whose state before the action is known by now. */
const isReady = (line: ExecutionAsset): boolean =>
  line.status === 'running' && line.before !== null;

/** A session for just the marked assets; null when the fleet does not answer. */
const openBatch = async (
  { fleet }: SendDeps,
  execution: Execution,
  { marked, epoch }: Sending,
): Promise<FleetBatch | null> => {
  try {
    return await fleet.openBatch(marked, {
      org_id: execution.org_id,
      execution_id: execution.id,
      epoch,
      captured_by: Math.min(...marked.map(capturableUntil)),
      not_after: Math.min(...marked.map(sendableUntil)),
    });
  } catch (error) {
    if (!(error instanceof TransientFailure)) throw error;
    return null;
  }
};

/** The line with what an undo needs. Nothing is begun: what can't be captured now is unmarked. */
const captureOne = async (
  deps: SendDeps,
  execution: Execution,
  order: { readonly line: ExecutionAsset; readonly batch: FleetBatch } & Pick<Sending, 'action'>,
): Promise<Sent> => {
  const { line, batch, action } = order;
  if (kindOf(line) === 'undo') return answered(line);
  try {
    const result = await batch.capture(line.asset_id, action);
    if (result.state === 'captured') return answered(applyCaptured(line, result.before));
    return answered(afterBegin(deps, line, { state: 'refused', error: result.reason }));
  } catch (error) {
    if (error instanceof TransientFailure) return { line: unmarked(line), unanswered: true };
    if (!(error instanceof Rejection)) throw error;
    return answered(await endRefused(deps, execution, { line, error: error.message }));
  }
};

/**
 * True while the word that the line was marked under stands, which its epoch tells alone, and the
 * mark is fresh.
 */
const mayStillBegin = async (
  { executions, clock }: SendDeps,
  execution: Execution,
  { line, epoch }: { readonly line: ExecutionAsset; readonly epoch: number },
): Promise<boolean> => {
  const control = await executions.control(executionRefOf(execution));
  return control?.epoch === epoch && clock.now() < sendableUntil(line);
};

/** The version that is expected when an action begins. */
const versionBefore = {
  apply: 'planned_version',
  undo: 'version_after',
} as const satisfies Readonly<Record<FencedAction, keyof ExecutionAsset>>;

const request = (
  batch: FleetBatch,
  execution: Execution,
  { line, action }: { readonly line: ExecutionAsset } & Pick<Sending, 'action'>,
): Promise<BeginResult> => {
  const kind = kindOf(line);
  const { asset_id, before, touched_digest } = line;
  const expected_version = line[versionBefore[kind]];
  if (before === null || expected_version === null) {
    throw new Error(`The ${kind} of ${asset_id} was marked without its state`);
  }
  const asked = { kind, asset_id, action, expected_version, touched_digest, before };
  return batch.begin(asked, actionKeyOf(execution, line, kind));
};

/** Control's word is asked for last: nothing is awaited between it and the request. */
const sendOne = async (
  deps: SendDeps,
  execution: Execution,
  order: { readonly line: ExecutionAsset; readonly batch: FleetBatch } & Omit<Sending, 'marked'>,
): Promise<Sent> => {
  const { line, batch } = order;
  if (!(await mayStillBegin(deps, execution, order))) return answered(unmarked(line));
  try {
    return answered(afterBegin(deps, line, await request(batch, execution, order)));
  } catch (error) {
    if (error instanceof TransientFailure) {
      // Begun or not: a fleet that answers again says so at once; else the mark stays.
      return { line: await settleMark(deps, execution, line), unanswered: true };
    }
    if (!(error instanceof Rejection)) throw error;
    return answered(await endRefused(deps, execution, { line, error: error.message }));
  }
};

/** One step of all the lines that still go on, noted before the next one. */
const stepAll = async (
  deps: SendDeps,
  execution: Execution,
  { from, step }: { from: readonly Sent[]; step: (line: ExecutionAsset) => Promise<Sent> | Sent },
): Promise<readonly Sent[]> => {
  const after = await Promise.all(
    from.map(async (sent) => (sent.line.status === 'running' ? step(sent.line) : sent)),
  );
  const changes = from.map((sent, index) => ({
    from: sent.line,
    to: after[index]?.line ?? sent.line,
  }));
  await writeLines(deps, execution, changes);
  return after;
};

/**
 * Has the fleet begin what this call has marked. What an undo needs is captured and stored first;
 * then each is begun, as long as control's word stands and the mark is fresh, and its handle noted.
 * What was certainly not begun is unmarked.
 */
export const sendMarked = async (
  deps: SendDeps,
  execution: Execution,
  sending: Sending,
): Promise<{ readonly lines: readonly ExecutionAsset[]; readonly unanswered: boolean }> => {
  const { marked, epoch, action } = sending;
  if (marked.length === 0) return { lines: [], unanswered: false };
  const batch = await openBatch(deps, execution, sending);
  const captured = await stepAll(deps, execution, {
    from: marked.map(answered),
    step: (line) =>
      batch === null
        ? { line: unmarked(line), unanswered: true }
        : captureOne(deps, execution, { line, batch, action }),
  });
  const sent = await stepAll(deps, execution, {
    from: captured,
    step: (line) =>
      batch === null || !isReady(line)
        ? answered(line)
        : sendOne(deps, execution, { line, batch, epoch, action }),
  });
  return {
    lines: sent.map(({ line }) => line),
    unanswered: sent.some(({ unanswered }) => unanswered),
  };
};
