import type { Execution, ExecutionAsset } from '../../../domain/execution/execution.ts';
import { kindOf, sendableUntil, unmarked } from '../../../domain/execution/mark.ts';
import type { PlannedAction } from '../../../domain/plan/plan.ts';
import { Rejection, TransientFailure } from '../../../domain/shared/errors.ts';
import { endRefused, writeLines } from './execution-actions.ts';
import type { ActionDeps } from './execution-actions.ts';
import type { ExecutionStore } from '../execution-ports.ts';
import type { BeginResult } from '../fleet-ports.ts';
import { afterBegin, settleMark } from './settle-marks.ts';

export interface SendDeps extends ActionDeps {
  readonly executions: Pick<ExecutionStore, 'control' | 'advance'>;
}

export interface Sending {
  /** Lines that this call has marked itself, under this epoch. Another's marks are settled, not sent. */
  readonly marked: readonly ExecutionAsset[];
  readonly epoch: number;
  readonly action: PlannedAction;
}

/**
 * True while the word that the line was marked under stands, which its epoch tells alone, and the
 * mark is fresh.
 */
const mayStillBegin = async (
  { executions, clock }: SendDeps,
  execution: Execution,
  { line, epoch }: { readonly line: ExecutionAsset; readonly epoch: number },
): Promise<boolean> => {
  const control = await executions.control(execution.org_id, execution.id);
  return control?.epoch === epoch && clock.now() < sendableUntil(line);
};

const request = (
  { fleet }: SendDeps,
  execution: Execution,
  { line, epoch, action }: { line: ExecutionAsset } & Pick<Sending, 'epoch' | 'action'>,
): Promise<BeginResult> => {
  const common = {
    org_id: execution.org_id,
    execution_id: execution.id,
    asset_id: line.asset_id,
    action,
    epoch,
    fencing_token: line.fencing_token,
    not_after: sendableUntil(line),
  };
  if (kindOf(line) === 'apply') {
    return fleet.beginApply({ ...common, expected_version: line.planned_version });
  }
  const { before, version_after: expected_version } = line;
  if (before === null || expected_version === null) {
    throw new Error(`The undo of ${line.asset_id} was marked without its state`);
  }
  return fleet.beginUndo({ ...common, expected_version, before });
};

interface Sent {
  readonly line: ExecutionAsset;
  /** The fleet gave no answer to the request itself. */
  readonly unanswered: boolean;
}

/** Control's word is asked for last: nothing is awaited between it and the request. */
const sendOne = async (
  deps: SendDeps,
  execution: Execution,
  order: { readonly line: ExecutionAsset } & Pick<Sending, 'epoch' | 'action'>,
): Promise<Sent> => {
  const { line } = order;
  if (!(await mayStillBegin(deps, execution, order))) {
    return { line: unmarked(line), unanswered: false };
  }
  try {
    const result = await request(deps, execution, order);
    return { line: afterBegin(line, result), unanswered: false };
  } catch (error) {
    if (error instanceof TransientFailure) {
      // Begun or not: a fleet that answers again says so at once; else the mark stays.
      return { line: await settleMark(deps, execution, line), unanswered: true };
    }
    if (!(error instanceof Rejection)) throw error;
    const ended = await endRefused(deps, execution, { line, error: error.message });
    return { line: ended, unanswered: false };
  }
};

/**
 * Has the fleet begin what this call has marked, as long as control's word stands and the mark is
 * fresh, and notes the handles. What was certainly not begun is unmarked.
 */
export const sendMarked = async (
  deps: SendDeps,
  execution: Execution,
  { marked, ...order }: Sending,
): Promise<{ readonly lines: readonly ExecutionAsset[]; readonly unanswered: boolean }> => {
  const sent = await Promise.all(
    marked.map((line) => sendOne(deps, execution, { ...order, line })),
  );
  const changes = marked.map((from, index) => ({ from, to: sent[index]?.line ?? from }));
  await writeLines(deps, execution, changes);
  return {
    lines: changes.map(({ to }) => to),
    unanswered: sent.some(({ unanswered }) => unanswered),
  };
};
