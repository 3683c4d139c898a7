import {
  applyFailed,
  applySucceeded,
  changedVisibly,
  isApplying,
  undoFailed,
} from '../../../domain/execution/asset-line.ts';
import type { Execution, ExecutionAsset } from '../../../domain/execution/execution.ts';
import { kindOf, sendableUntil } from '../../../domain/execution/mark.ts';
import { versionAfterFailure } from '../../../domain/execution/roll-back.ts';
import { Rejection, TransientFailure } from '../../../domain/shared/errors.ts';
import { toTimestamp } from '../../../domain/shared/ids.ts';
import type { ExecutionStore, LineChange } from '../execution-ports.ts';
import { assertWritten } from './execution-context.ts';
import type { ActionState, FleetExecutor, FleetInventory } from '../fleet-ports.ts';
import type { Clock } from '../../shared/ports.ts';

export interface ActionDeps {
  readonly executions: Pick<ExecutionStore, 'advance'>;
  readonly fleet: FleetExecutor;
  readonly inventory: Pick<FleetInventory, 'get'>;
  readonly clock: Clock;
}

/** An action that gives no result for this long is abandoned; its asset is looked at as it then is. */
const actionDeadlineSeconds = 3_600;

/** How long to wait for an action whose fleet did not say. */
const defaultWaitSeconds = 5;

/** Writes what became of lines; nothing when nothing changed. @throws Conflict when read anew. */
export const writeLines = async (
  { executions }: Pick<ActionDeps, 'executions'>,
  execution: Execution,
  changes: readonly LineChange[],
): Promise<void> => {
  const made = changes.filter(({ from, to }) => from !== to);
  if (made.length === 0) return;
  const result = await executions.advance({
    org_id: execution.org_id,
    execution_id: execution.id,
    lines: made,
    visible: made.some(({ from, to }) => changedVisibly(from, to)),
  });
  assertWritten(result, `the ledger of ${execution.id}`);
};

/** Seconds until an action can be over; a fleet that doesn't say is looked at soon. */
export const firstLookSeconds = async (
  inventory: Pick<FleetInventory, 'about'>,
): Promise<number> => {
  try {
    const { pace } = await inventory.about();
    return Math.max(1, Math.ceil(pace.action_seconds));
  } catch (error) {
    if (!(error instanceof TransientFailure)) throw error;
    return 1;
  }
};

/** The version that inventory shows of an asset now; null when it is gone. */
export const currentVersion = async (
  { inventory }: Pick<ActionDeps, 'inventory'>,
  execution: Execution,
  line: ExecutionAsset,
): Promise<string | null> => {
  const [asset] = await inventory.get(execution.org_id, [line.asset_id]);
  return asset?.version ?? null;
};

const failed = async (
  deps: ActionDeps,
  execution: Execution,
  failure: { readonly line: ExecutionAsset; readonly error: string },
): Promise<ExecutionAsset> => {
  const { line, error } = failure;
  const current = await currentVersion(deps, execution, line);
  const versionAfter = versionAfterFailure(line, current);
  return applyFailed(line, toTimestamp(deps.clock.now()), { error, versionAfter });
};

/** The end of a line whose action the fleet refused. */
export const endRefused = (
  deps: ActionDeps,
  execution: Execution,
  refusal: { readonly line: ExecutionAsset; readonly error: string },
): Promise<ExecutionAsset> | ExecutionAsset => {
  const { line } = refusal;
  const error = `The fleet refused: ${refusal.error}`;
  if (kindOf(line) === 'apply') return failed(deps, execution, { line, error });
  const at = toTimestamp(deps.clock.now());
  return undoFailed(line, at, `Not rolled back: the fleet refused: ${refusal.error}`);
};

/** True once an action should have given its result long ago. */
export const isOverdue = ({ clock }: Pick<ActionDeps, 'clock'>, line: ExecutionAsset): boolean => {
  const began = line.action_began_at ? Date.parse(line.action_began_at) : 0;
  return clock.now() - began > actionDeadlineSeconds * 1_000;
};

export type Poll =
  | Exclude<ActionState, { state: 'in_progress' }>
  | { readonly state: 'in_progress'; readonly wait_seconds: number };

/** What the fleet says of an action; null where it says nothing. */
const askFleet = async (ask: () => Promise<ActionState>): Promise<ActionState | null> => {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof TransientFailure) return null;
    if (!(error instanceof Rejection)) throw error;
    return { state: 'failed', error: `The fleet does not know the action: ${error.message}` };
  }
};

const silence = { state: 'in_progress', wait_seconds: defaultWaitSeconds } as const;

/**
 * How an action stands. An overdue one is abandoned, and is over only when the fleet says so. A fleet
 * that says nothing leaves it in progress until its deadline.
 */
export const pollAction = async (
  deps: Pick<ActionDeps, 'fleet' | 'clock'>,
  execution: Execution,
  line: ExecutionAsset,
): Promise<Poll> => {
  if (line.action_ref === null) {
    const isFresh = deps.clock.now() <= sendableUntil(line);
    return { state: 'in_progress', wait_seconds: isFresh ? 1 : defaultWaitSeconds };
  }
  const ref = line.action_ref;
  const state = await askFleet(() => deps.fleet.advance(execution.org_id, ref));
  if (state !== null && state.state !== 'in_progress') return state;
  if (!isOverdue(deps, line)) return state ?? silence;
  const left = await askFleet(() => deps.fleet.abandon(execution.org_id, ref));
  // What the fleet can't stop may still be done: it is looked at until it has ended.
  if (left?.state === 'in_progress' || left?.state === 'succeeded') return left;
  const error = `The action gave no result within ${actionDeadlineSeconds / 60} minutes.`;
  return { state: 'failed', error };
};

/** The shortest wait that an action in progress asks for, in whole seconds; 0 when none is. */
export const waitSecondsOf = (polls: readonly Poll[]): number => {
  const waits = polls.flatMap((poll) =>
    poll.state === 'in_progress' ? [Math.max(1, Math.ceil(poll.wait_seconds))] : [],
  );
  return waits.length === 0 ? 0 : Math.min(...waits);
};

/** Polls the applies in flight, notes those that ended, and says how long to wait for the rest; 0 when none is left. */
export const pollApplies = async (
  deps: ActionDeps,
  execution: Execution,
  lines: readonly ExecutionAsset[],
): Promise<number> => {
  const polls = await Promise.all(
    lines.filter(isApplying).map(async (line) => ({
      line,
      poll: await pollAction(deps, execution, line),
    })),
  );
  const at = toTimestamp(deps.clock.now());
  const changes = await Promise.all(
    polls.map(async ({ line, poll }): Promise<LineChange> => {
      if (poll.state === 'in_progress') return { from: line, to: line };
      if (poll.state === 'succeeded') return { from: line, to: applySucceeded(line, at, poll) };
      return { from: line, to: await failed(deps, execution, { line, error: poll.error }) };
    }),
  );
  await writeLines(deps, execution, changes);
  return waitSecondsOf(polls.map(({ poll }) => poll));
};
