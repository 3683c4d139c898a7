import { isUndoing, undoFailed, undoSucceeded } from '../../domain/execution/asset-line.ts';
import { ordinalsOf } from '../../domain/execution/batch-plan.ts';
import type { Execution, ExecutionAsset } from '../../domain/execution/execution.ts';
import { undoBatchSizeOf } from '../../domain/execution/roll-back.ts';
import { toTimestamp } from '../../domain/shared/ids.ts';
import type { BatchRef } from '../../domain/execution/step-ref.ts';
import { pollAction, waitSecondsOf, writeLines } from './steps/execution-actions.ts';
import type { ActionDeps, Poll } from './steps/execution-actions.ts';
import type { ExecutionStore } from './execution-ports.ts';
import type { HealthProber } from './fleet-ports.ts';
import type { PlanStore } from '../planning/planning-ports.ts';
import { settleMarks } from './steps/settled-marks.ts';
import { retryOnConflict } from '../shared/with-retry.ts';
import { makeLoadRepeatedStep } from './steps/loaded-step.ts';

export interface CheckUndoDeps extends ActionDeps {
  readonly executions: Pick<ExecutionStore, 'get' | 'control' | 'linesBetween' | 'advance'>;
  readonly plans: Pick<PlanStore, 'get'>;
  readonly prober: HealthProber;
}

export interface UndoCheck {
  readonly outcome: 'in_progress' | 'finished';
  readonly wait_seconds: number;
}

/** What is wrong with an asset whose undo succeeded by the fleet's word; null when it is as before. */
const faultAfterUndo = async (
  { inventory, prober }: CheckUndoDeps,
  execution: Execution,
  line: ExecutionAsset,
): Promise<string | null> => {
  const { org_id: org } = execution;
  const [asset] = await inventory.get(org, [line.asset_id]);
  if (!asset) return 'the asset is not in the inventory any more';
  if (asset.version === line.before?.['version']) return null;
  const sample = await prober.sample(org, line.asset_id, { type: 'instance_status' });
  return sample.healthy ? null : `the asset is not well afterwards: ${sample.detail}`;
};

const afterPoll = async (
  deps: CheckUndoDeps,
  execution: Execution,
  found: { readonly line: ExecutionAsset; readonly poll: Poll },
): Promise<ExecutionAsset> => {
  const { line, poll } = found;
  const at = toTimestamp(deps.clock.now());
  if (poll.state === 'in_progress') return line;
  if (poll.state === 'failed') return undoFailed(line, at, `Not rolled back: ${poll.error}`);
  const fault = await faultAfterUndo(deps, execution, line);
  return fault ? undoFailed(line, at, `Rolled back, but ${fault}.`) : undoSucceeded(line, at, poll);
};

/**
 * Asks the fleet how a batch's undos stand, looks at each asset that is said to be undone, and notes
 * the result. It begins nothing: a mark that certainly came to nothing is taken back, for the
 * touched assets to be listed again.
 */
export const makeCheckUndo = (deps: CheckUndoDeps) => {
  const loadStep = makeLoadRepeatedStep(deps);
  return (input: BatchRef): Promise<UndoCheck> =>
    retryOnConflict(async () => {
      const step = await loadStep(input);
      const { execution } = step;
      const lines = await deps.executions.linesBetween(input, {
        phase_index: input.phase_index,
        ...ordinalsOf(input.batch, undoBatchSizeOf(await step.phase())),
      });
      const settled = await settleMarks(deps, execution, lines.filter(isUndoing));
      const polls = await Promise.all(
        settled
          .filter(isUndoing)
          .map(async (line) => ({ line, poll: await pollAction(deps, execution, line) })),
      );
      const changes = await Promise.all(
        polls.map(async (found) => ({
          from: found.line,
          to: await afterPoll(deps, execution, found),
        })),
      );
      await writeLines(deps, execution, changes);
      const seconds = waitSecondsOf(polls.map(({ poll }) => poll));
      return { outcome: seconds > 0 ? 'in_progress' : 'finished', wait_seconds: seconds };
    });
};
