import { pollUntil } from '../../shared/poll-until.ts';
import { executionRefOf } from '../../../domain/execution/execution.ts';
import type { Execution, ExecutionAsset } from '../../../domain/execution/execution.ts';
import { mostShownAssets, totalAssetsOf } from '../../../domain/execution/execution-view.ts';
import {
  isUnsettled,
  sendableUntil,
  sendWindowMilliseconds,
} from '../../../domain/execution/mark.ts';
import { isRollingBack } from '../../../domain/execution/shown-status.ts';
import { notFound } from '../../../domain/shared/errors.ts';
import type { AssetId } from '../../../domain/shared/ids.ts';
import type { ExecutionRef } from '../../../domain/shared/refs.ts';
import type { ExecutionStore, Sleep } from '../execution-ports.ts';
import type { Clock } from '../../shared/ports.ts';

export interface AwaitMarksDeps {
  readonly executions: Pick<ExecutionStore, 'get' | 'lines' | 'linesBetween'>;
  readonly clock: Clock;
  readonly sleep: Sleep;
}

/** Clocks of two functions, or of a function and a fleet, differ by less. */
const marginMilliseconds = 500;
const pauseMilliseconds = 50;
/** Looks for as long as a mark can be sent, whatever the clock does meanwhile. */
const mostLooks = 2 + Math.ceil((sendWindowMilliseconds + marginMilliseconds) / pauseMilliseconds);

/** The ledger as far as something can be in flight in it: phases run one after another. */
const ledgerOf = (
  { executions }: AwaitMarksDeps,
  execution: Execution,
): Promise<readonly ExecutionAsset[]> => {
  const ref = executionRefOf(execution);
  const isWhole = totalAssetsOf(execution) <= mostShownAssets || isRollingBack(execution);
  return isWhole ? executions.lines(ref) : executions.lines(ref, execution.current_phase);
};

/** Some lines as they are now. */
const reread = async (
  { executions }: AwaitMarksDeps,
  ref: ExecutionRef,
  lines: readonly ExecutionAsset[],
): Promise<readonly ExecutionAsset[]> => {
  const phases = [...new Set(lines.map((line) => line.phase_index))];
  const ranges = await Promise.all(
    phases.map((phase_index) => {
      const ordinals = lines
        .filter((line) => line.phase_index === phase_index)
        .map((line) => line.ordinal);
      const range = { phase_index, first: Math.min(...ordinals), last: Math.max(...ordinals) };
      return executions.linesBetween(ref, range);
    }),
  );
  const wanted = new Set(lines.map((line) => line.asset_id));
  return ranges.flat().filter((line) => wanted.has(line.asset_id));
};

const isRunning = (line: ExecutionAsset): boolean => line.status === 'running';

/**
 * The assets with an action in flight once no mark can be sent any more that was made before control
 * changed: each was either noted or taken back by whoever made it, or its time is over. What is not
 * known by then counts as in flight. Where control lets actions begin nothing is awaited.
 */
export const awaitMarks = async (
  deps: AwaitMarksDeps,
  ref: ExecutionRef,
  { isOpen }: { readonly isOpen: boolean },
): Promise<readonly AssetId[]> => {
  const execution = await deps.executions.get(ref);
  if (!execution) throw notFound('execution');
  const maySend = (line: ExecutionAsset): boolean =>
    isUnsettled(line) && deps.clock.now() <= sendableUntil(line) + marginMilliseconds;
  /** What runs, and what of it is looked at again because it may just be being sent. */
  const standing = (running: readonly ExecutionAsset[]) => ({
    running,
    open: running.filter(maySend),
  });
  const { running } = await pollUntil(deps.sleep, {
    seen: standing((await ledgerOf(deps, execution)).filter(isRunning)),
    look: async ({ running: before, open }) => {
      const now = await reread(deps, ref, open);
      return standing([...before.filter((line) => !open.includes(line)), ...now.filter(isRunning)]);
    },
    isDone: ({ open }) => open.length === 0,
    pauses: Array.from({ length: isOpen ? 0 : mostLooks }, () => pauseMilliseconds),
  });
  return running.map((line) => line.asset_id).sort();
};
