import type { Execution } from '../execution/execution.ts';
import type { AssetStatus } from '../execution/execution-status.ts';
import type { TaskErrorCode } from '../shared/errors.ts';
import type { Task } from './task.ts';
import type { TaskStatus } from './task-status.ts';

/** Ends of a task at which nobody decided against its plan, and after which it goes on no more. */
const isOpenEnd = {
  planning: false,
  pending_approval: false,
  approved: false,
  blocked: false,
  executing: false,
  completed: false,
  // A person said no to this very plan.
  rejected: false,
  // What was changed was taken back: another attempt is another plan, over the fleet as it is now.
  rolled_back: false,
  failed: true,
  expired: true,
  cancelled: true,
} as const satisfies Readonly<Record<TaskStatus, boolean>>;

/** What stands in a plan's way for a while: locks are given back, and a stopped machine is started. */
const passing: ReadonlySet<string> = new Set([
  'asset-locked',
  'asset-cooling-down',
  'asset-stopped',
]);

/** Whether each error of a validation passes by itself, or by what people do to the machines. */
export const passesByItself = (errors: readonly { readonly code: string }[]): boolean =>
  errors.length > 0 && errors.every(({ code }) => passing.has(code));

const isPassingVerdict = ({ validation }: Task): boolean =>
  passesByItself((validation?.findings ?? []).filter(({ severity }) => severity === 'error'));

/** Whether the same plan may do better next time, by why it ended before it began. */
const mayPass = {
  'policy-unavailable': () => true,
  'model-unavailable': () => true,
  internal: () => true,
  'plan-changed': isPassingVerdict,
  'plan-invalid': () => false,
  'agent-not-available': () => false,
  'budget-exhausted': () => false,
  'model-declined': () => false,
  'intent-unclear': () => false,
} satisfies Readonly<Record<TaskErrorCode, (task: Task) => boolean>>;

/** Of an asset that no action was ever begun on. */
const untouched: ReadonlySet<AssetStatus> = new Set(['pending', 'skipped']);

const touchedNothing = ({ phases }: Execution): boolean =>
  phases.every(
    ({ counts }) =>
      counts !== null &&
      Object.keys(counts).every((status) => untouched.has(status as AssetStatus)),
  );

/**
 * Whether nothing came of a task that applies a dry run: it ended without a decision against its plan,
 * no asset was touched, and what ended it can pass. The execution is null where none was opened.
 */
export const cameToNothing = (task: Task, execution: Execution | null): boolean => {
  const { status, error } = task;
  if (!isOpenEnd[status]) return false;
  if (execution !== null) return touchedNothing(execution);
  return error === null || mayPass[error.code](task);
};
