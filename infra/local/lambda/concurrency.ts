import { createBulkhead } from './bulkhead.ts';
import type { Bulkhead } from './bulkhead.ts';

/** Functions that turn a request into a plan. */
const planning: ReadonlySet<string> = new Set([
  'settle-intent',
  'think',
  'run-tool',
  'submit-plan',
  'validate-plan',
  'score-plan',
  'open-gate',
]);

/** Functions that carry a plan out or take it back. */
const rollout: ReadonlySet<string> = new Set([
  'start-execution',
  'prepare-rollout',
  'admit-phase',
  'begin-batch',
  'check-batch',
  'check-health',
  'assess-phase',
  'hold-phase',
  'finish-rollout',
  'list-touched',
  'begin-undo',
  'check-undo',
  'finish-rollback',
]);

export interface Concurrency {
  /** Where a function's invocations take their turn; null for one that never waits. */
  readonly bulkheadOf: (stem: string) => Bulkhead | null;
  /** How many steps of planning wait for their turn. */
  readonly planningBacklog: () => number;
}

/**
 * What reserved concurrency is in AWS. One process has one thread: what runs at once takes turns
 * on it and all of it grows slow. A step that waits before it begins is quick once it has begun,
 * planning can't crowd out rollouts, and the functions of the API, the operators' controls among
 * them, never wait for either.
 */
export const createConcurrency = (): Concurrency => {
  const plans = createBulkhead(4);
  const rollouts = createBulkhead(8);
  return {
    bulkheadOf: (stem) => {
      if (planning.has(stem)) return plans;
      return rollout.has(stem) ? rollouts : null;
    },
    planningBacklog: plans.waiting,
  };
};
