import { isGuarded } from '../language/definition.ts';
import type { Catcher, Retrier, State } from '../language/definition.ts';
import type { Decision } from './decision.ts';
import { leave } from './departure.ts';
import type { Ambient } from '../language/expression-functions.ts';
import type { Frame } from '../execution/execution.ts';
import { errorOutput, matchesError } from '../language/failure.ts';
import type { Failure } from '../language/failure.ts';
import { scopeOf } from './scope.ts';

/** The retrier that names the failure, unless its attempts are used up: no later one is then tried. */
const retrierFor = (
  state: State,
  retries: readonly number[],
  failure: Failure,
): { readonly retrier: Retrier; readonly index: number } | undefined => {
  if (!isGuarded(state)) return undefined;
  const index = state.retry.findIndex((one) => matchesError(one.errorEquals, failure));
  const retrier = state.retry[index];
  if (retrier === undefined || (retries[index] ?? 0) >= retrier.maxAttempts) return undefined;
  return { retrier, index };
};

/** Seconds before retry number `attempt` (from 0). With full jitter anything between 0 and that. */
export const retryDelaySeconds = (
  retrier: Retrier,
  attempt: number,
  random: () => number,
): number => {
  const grown = retrier.intervalSeconds * retrier.backoffRate ** attempt;
  const delay = Math.min(grown, retrier.maxDelaySeconds ?? Infinity, 99_999_999);
  return retrier.fullJitter ? random() * delay : delay;
};

const countRetry = (retries: readonly number[], index: number): number[] => {
  const length = Math.max(retries.length, index + 1);
  return Array.from({ length }, (_, at) => (retries[at] ?? 0) + (at === index ? 1 : 0));
};

const catcherFor = (state: State, failure: Failure): Catcher | undefined => {
  if (!isGuarded(state)) return undefined;
  return state.catch.find((one) => matchesError(one.errorEquals, failure));
};

/** What Retry and Catch of the frame's state make of a failure: retry first, then catch. */
export const decideOnFailure = async (
  frame: Frame,
  failure: Failure,
  ambient: Ambient,
): Promise<Decision> => {
  const retry = retrierFor(frame.state, frame.retries, failure);
  if (retry !== undefined) {
    const attempt = frame.retries[retry.index] ?? 0;
    const seconds = retryDelaySeconds(retry.retrier, attempt, () => ambient.random());
    const retries = countRetry(frame.retries, retry.index);
    return { kind: 'retry', untilMs: ambient.now() + Math.round(seconds * 1000), retries };
  }
  const catcher = catcherFor(frame.state, failure);
  if (catcher === undefined) return { kind: 'propagate', failure };
  const otherwise = errorOutput(failure);
  return leave(frame, scopeOf(frame, ambient, { failure }), { ...catcher, otherwise });
};

/** Whether Retry or Catch of this state would act on the failure. */
export const handles = (frame: Frame, failure: Failure): boolean => {
  const { state, retries } = frame;
  return (
    retrierFor(state, retries, failure) !== undefined || catcherFor(state, failure) !== undefined
  );
};
