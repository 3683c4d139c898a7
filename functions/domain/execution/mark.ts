import type { Execution, ExecutionAsset } from './execution.ts';
import { isUndoing } from './asset-line.ts';
import type { FencedAction } from './shown-status.ts';

/*
 * An action begins in steps: the line is marked in one transaction with the fence, what an undo needs
 * is captured and stored in it, and then the fleet is asked. A line that is marked and has no handle
 * may have been begun or not.
 */

/** For so long after its mark an action may be sent to the fleet, and by the fleet be begun. */
export const sendWindowMilliseconds = 5_000;

/** For so long a capture is awaited: whoever answers later leaves the others time to begin. */
const captureWindowMilliseconds = 2_500;

/** Marked, without a handle of the fleet: whether its action was begun is not known. */
export const isUnsettled = (line: ExecutionAsset): boolean =>
  line.status === 'running' && line.action_ref === null;

/** Milliseconds since the epoch after which a marked line's action is not begun any more. */
export const sendableUntil = (line: ExecutionAsset): number =>
  line.action_began_at === null ? 0 : Date.parse(line.action_began_at) + sendWindowMilliseconds;

/** Milliseconds since the epoch after which nothing more is captured under a mark. */
export const capturableUntil = (line: ExecutionAsset): number =>
  sendableUntil(line) - sendWindowMilliseconds + captureWindowMilliseconds;

/** The fleet's name for the action of a marked line, the same for each of its marks: it acts once. */
export const actionKeyOf = (
  execution: Pick<Execution, 'id'>,
  line: Pick<ExecutionAsset, 'asset_id'>,
  kind: FencedAction,
): string => `${execution.id}/${line.asset_id}/${kind}`;

export const kindOf = (line: ExecutionAsset): FencedAction => (isUndoing(line) ? 'undo' : 'apply');

/**
 * The line as it was before its mark, for an action that certainly never begins under it. The
 * fencing token stays: the lock is still ours, and the next mark gets a higher one.
 */
export const unmarked = (line: ExecutionAsset): ExecutionAsset =>
  isUndoing(line)
    ? {
        ...line,
        // A failed apply left its error, a completed one has none.
        status: line.error === null ? 'completed' : 'failed',
        undos: line.undos - 1,
        action_began_at: null,
      }
    : {
        ...line,
        status: 'pending',
        applies: line.applies - 1,
        before: null,
        started_at: null,
        action_began_at: null,
      };
