import { actionBegun, applyFailed, undoFailed } from '../../../domain/execution/asset-line.ts';
import type { Execution, ExecutionAsset } from '../../../domain/execution/execution.ts';
import {
  actionKeyOf,
  isUnsettled,
  kindOf,
  sendableUntil,
  unmarked,
} from '../../../domain/execution/mark.ts';
import type { FencedAction } from '../../../domain/execution/shown-status.ts';
import { versionAfterFailure } from '../../../domain/execution/roll-back.ts';
import { TransientFailure } from '../../../domain/shared/errors.ts';
import { toTimestamp } from '../../../domain/shared/ids.ts';
import type { Timestamp } from '../../../domain/shared/ids.ts';
import { currentVersion, isOverdue, writeLines } from './execution-actions.ts';
import type { ActionDeps } from './execution-actions.ts';
import type { BeginResult } from '../fleet-ports.ts';

type Refused = (line: ExecutionAsset, at: Timestamp, error: string) => ExecutionAsset;

const refused = {
  apply: (line, at, error) => applyFailed(line, at, { error, versionAfter: null }),
  undo: (line, at, error) => undoFailed(line, at, `Not rolled back: ${error}`),
} satisfies Readonly<Record<FencedAction, Refused>>;

/** The line after what the fleet said of its action. One that it refused has not touched the asset. */
export const afterBegin = (
  { clock }: Pick<ActionDeps, 'clock'>,
  line: ExecutionAsset,
  result: BeginResult,
): ExecutionAsset => {
  if (result.state === 'not_begun') return unmarked(line);
  if (result.state === 'begun') return actionBegun(line, result);
  const at = toTimestamp(clock.now());
  return refused[kindOf(line)](line, at, result.error);
};

/** The fleet said nothing for too long: the line fails, with what inventory shows of the asset. */
const giveUp = async (
  deps: ActionDeps,
  execution: Execution,
  line: ExecutionAsset,
): Promise<ExecutionAsset> => {
  const at = toTimestamp(deps.clock.now());
  const error = 'Whether the action was begun is not known.';
  if (kindOf(line) === 'undo') return undoFailed(line, at, `Not rolled back: ${error}`);
  const versionAfter = versionAfterFailure(line, await currentVersion(deps, execution, line));
  return applyFailed(line, at, { error, versionAfter });
};

/** One mark, asked about at once: for the call that marked it, or once nobody may send it any more. */
export const settleMark = async (
  deps: ActionDeps,
  execution: Execution,
  line: ExecutionAsset,
): Promise<ExecutionAsset> => {
  const kind = kindOf(line);
  try {
    const result = await deps.fleet.settle({
      org_id: execution.org_id,
      execution_id: execution.id,
      asset_id: line.asset_id,
      fencing_token: line.fencing_token,
      kind,
      key: actionKeyOf(execution, line, kind),
    });
    return afterBegin(deps, line, result);
  } catch (error) {
    if (!(error instanceof TransientFailure)) throw error;
    return isOverdue(deps, line) ? giveUp(deps, execution, line) : line;
  }
};

/**
 * Settles marks that another call left, by asking the fleet, which begins nothing by it: what was
 * begun gets its handle, what certainly was not is unmarked, and what the fleet can't say stays. A
 * fresh mark is left to the call that made it, which may be about to send it.
 * @returns all of the lines, as they are now.
 */
export const settleMarks = async (
  deps: ActionDeps,
  execution: Execution,
  lines: readonly ExecutionAsset[],
): Promise<readonly ExecutionAsset[]> => {
  const now = deps.clock.now();
  const changes = await Promise.all(
    lines.map(async (from) => {
      const isLeft = isUnsettled(from) && now > sendableUntil(from);
      return { from, to: isLeft ? await settleMark(deps, execution, from) : from };
    }),
  );
  await writeLines(deps, execution, changes);
  return changes.map(({ to }) => to);
};
