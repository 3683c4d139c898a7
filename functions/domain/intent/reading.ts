import type { TaskCatalogue } from '../agent/agent.ts';
import type { Environment } from '../shared/environment.ts';
import type { Span } from '../task/span.ts';
import type { Criteria, TaskSpec } from '../task/task-spec.ts';
import type { TaskType } from '../task/task-type.ts';
import type { ReadContext } from './read-context.ts';

export interface IntentInput {
  readonly intent: string;
  /** The caller's own word: it stands, and words of the intent that contradict it are refused. */
  readonly environment?: Environment | undefined;
  /** Settles the type and nothing else. */
  readonly task_type?: TaskType | undefined;
}

/** What a request is read by: who serves what, and the words of the org and its fleet. */
export interface Reader extends ReadContext {
  readonly catalogue: TaskCatalogue;
}

/** The assets that a request is about, as far as it was read. */
export interface Draft {
  readonly criteria: Criteria;
  readonly environments: readonly Environment[];
}

/** What the rules leave open and somebody who knows more words may settle. */
export interface OpenReading {
  /** Null where the words fit no type clearly. */
  readonly type: TaskType | null;
  /** Places of the words that no rule understands, where nothing else is in doubt. */
  readonly words: readonly Pick<Span, 'start' | 'end'>[];
}

export interface Unclear {
  readonly kind: 'unclear';
  readonly reason: string;
  /** Task types that the words hint at, the likeliest first; never chosen for the requester. */
  readonly candidates: readonly TaskType[];
  readonly understood: readonly Span[];
  /** A word in place of another one that may be meant. */
  readonly suggestion: {
    readonly start: number;
    readonly end: number;
    readonly word: string;
    /** Further ones that are as near. */
    readonly others?: readonly string[];
  } | null;
  /** What is clear already, where only the manner of asking or a time is not; null where more is open. */
  readonly draft: Draft | null;
  /** Null where the request is refused, or in doubt beside its words: nobody settles that for the requester. */
  readonly open: OpenReading | null;
  /** True where the words are about a rollout that there is. */
  readonly control: boolean;
}

export interface Contradiction {
  readonly kind: 'contradiction';
  readonly reason: string;
  readonly given: Environment | null;
  readonly named: readonly Environment[];
  readonly draft: Draft | null;
  readonly candidates: readonly TaskType[];
  readonly understood: readonly Span[];
}

export type IntentReading =
  | {
      readonly kind: 'settled';
      readonly spec: TaskSpec;
      /** The words ask to try it and to change nothing. */
      readonly rehearses: boolean;
    }
  | Unclear
  | Contradiction;
