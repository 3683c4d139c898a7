import type { Children, TaskCall } from '../execution/execution.ts';
import type { EvaluationPlace, Failure } from '../language/failure.ts';
import type { Json, JsonObject } from '../language/json.ts';

/** What a frame does next. Deciding changes nothing; the engine carries it out in one transaction. */
export type Decision =
  | { readonly kind: 'enter'; readonly input: Json }
  | Departure
  | { readonly kind: 'wait'; readonly untilMs: number }
  | { readonly kind: 'call'; readonly call: TaskCall; readonly scheduled: JsonObject }
  | ({ readonly kind: 'children' } & Children)
  | { readonly kind: 'fail'; readonly failure: Failure; readonly evaluation?: EvaluationPlace }
  | { readonly kind: 'retry'; readonly untilMs: number; readonly retries: readonly number[] }
  | { readonly kind: 'propagate'; readonly failure: Failure };

/** Leaving a state. */
export interface Departure {
  readonly kind: 'leave';
  /** Undefined at an end. */
  readonly next: string | undefined;
  readonly output: Json;
  readonly assigned: JsonObject | undefined;
}
