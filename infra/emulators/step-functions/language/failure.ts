import type { JsonObject } from './json.ts';

/** Why a state failed, as Retry and Catch see it. */
export interface Failure {
  readonly error?: string;
  readonly cause?: string;
  /** A second name that ErrorEquals may match: a missed heartbeat is reported as States.Timeout. */
  readonly alias?: string;
}

/** Where an evaluation failed, as the event EvaluationFailed tells it. */
export interface EvaluationPlace {
  readonly location?: string;
  /** The value was found, and then turned out to be of no use: the failure follows the entry. */
  readonly afterEntry?: boolean;
}

/** A failure of the state that is being run; thrown inside a step and turned into events by it. */
export class StateFault extends Error {
  override readonly name = 'StateFault';
  readonly failure: Failure;
  readonly evaluation: EvaluationPlace | undefined;
  constructor(failure: Failure, evaluation?: EvaluationPlace) {
    super(`${failure.error ?? 'failure'}: ${failure.cause ?? ''}`);
    this.failure = failure;
    this.evaluation = evaluation;
  }
}

/** The machine can't be run as AWS would run it. Names each field, resource or expression at fault. */
export class DefinitionRefused extends Error {
  override readonly name = 'DefinitionRefused';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`Invalid State Machine Definition: '${problems.join(', ')}'`);
    this.problems = problems;
  }
}

/**
 * A task failed with exactly this error name and cause. For an `invoke` that already holds
 * the text that Lambda would have reported.
 */
export class TaskFailure extends Error {
  override readonly name = 'TaskFailure';
  readonly errorName: string;
  readonly causeText: string;
  constructor(errorName: string, causeText: string) {
    super(`${errorName}: ${causeText}`);
    this.errorName = errorName;
    this.causeText = causeText;
  }
}

/** These end the execution whatever ErrorEquals says: States.ALL does not catch them. */
const notInAll: ReadonlySet<string> = new Set(['States.DataLimitExceeded', 'States.Runtime']);

/** Whether an `ErrorEquals` list names this failure. */
export const matchesError = (errorEquals: readonly string[], failure: Failure): boolean => {
  const error = failure.error ?? '';
  return errorEquals.some((pattern) => {
    if (pattern === error || pattern === failure.alias) return true;
    if (notInAll.has(error)) return false;
    if (pattern === 'States.ALL') return true;
    return pattern === 'States.TaskFailed' && error !== 'States.Timeout';
  });
};

/** What an ASL state sees as `$states.errorOutput`. */
export const errorOutput = (failure: Failure): JsonObject => ({
  Error: failure.error ?? '',
  ...(failure.cause === undefined ? {} : { Cause: failure.cause }),
});
