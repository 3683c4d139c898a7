import type { FleetVocabulary } from '../../domain/fleet/fleet-vocabulary.ts';
import type { OrgId, TaskId, Timestamp } from '../../domain/shared/ids.ts';
import type { IntentInput, OpenReading } from '../../domain/intent/reading.ts';
import type { Span } from '../../domain/task/span.ts';
import type { Task } from '../../domain/task/task.ts';
import type { TaskStatus } from '../../domain/task/task-status.ts';
import type { TaskRef } from '../../domain/shared/refs.ts';

export interface TaskQuery {
  readonly orgs: readonly OrgId[];
  readonly statuses?: readonly TaskStatus[] | undefined;
  readonly task_type?: string | undefined;
  readonly environment?: string | undefined;
  readonly risk_level?: string | undefined;
  readonly created_after?: Timestamp | undefined;
  readonly created_before?: Timestamp | undefined;
  readonly limit: number;
  /** Only tasks older than this one. */
  readonly before?: TaskId | undefined;
}

export interface TaskStore {
  readonly get: (ref: TaskRef) => Promise<Task | null>;
  /** Newest first; `next` is set when there may be more. */
  readonly list: (query: TaskQuery) => Promise<{ tasks: readonly Task[]; next: TaskId | null }>;
}

/** The names of an org's fleet, by which requests are read. */
export interface FleetVocabularySource {
  /** At most five minutes old. @throws TransientFailure when the fleet can't be asked. */
  readonly of: (org: OrgId) => Promise<FleetVocabulary>;
}

/** What a model is shown of a request that the rules leave open: text as data, never instructions. */
export interface OpenRequest {
  readonly input: IntentInput;
  readonly understood: readonly Span[];
  readonly open: OpenReading;
}

/** Reads requests that the rules leave open; what it says is a proposal, which the domain accepts or not. */
export interface ModelReader {
  /** Null where there is no model, where it says nothing, or where it can't be asked in time. */
  readonly propose: (request: OpenRequest) => Promise<unknown>;
}

/** The first answer to a request that carried an Idempotency-Key. */
export interface IdempotencyStore {
  /**
   * What a key was answered before, without claiming it; null where it is new. `unanswered`: its first
   * request failed or died, and what it made, if anything, has this task id.
   */
  readonly find: (
    org: OrgId,
    key: string,
    bodyDigest: string,
  ) => Promise<
    | { readonly outcome: 'in_flight' | 'mismatch' }
    | { readonly outcome: 'unanswered'; readonly taskId: TaskId }
    | { readonly outcome: 'done'; readonly status: number; readonly body: unknown }
    | null
  >;
  /**
   * Claims a key for a request. `claimed` for the first, and for a repetition after the first died
   * without an answer: both get the same task id, so that nothing starts twice.
   */
  readonly claim: (
    org: OrgId,
    key: string,
    request: {
      readonly bodyDigest: string;
      readonly taskId: TaskId;
      /** How long the request may run; after that it counts as dead. @default 60 */
      readonly heldSeconds?: number;
    },
  ) => Promise<
    | { outcome: 'claimed'; taskId: TaskId }
    | { outcome: 'in_flight' }
    | { outcome: 'mismatch' }
    | { outcome: 'done'; status: number; body: unknown }
  >;
  readonly complete: (
    org: OrgId,
    key: string,
    answer: { status: number; body: unknown },
  ) => Promise<void>;
  /** Lets the next request with the key go on at once, with the same task id. */
  readonly release: (org: OrgId, key: string) => Promise<void>;
}

/**
 * Ends a task whose workflow could not go on; one that ended already, or whose execution still runs,
 * stays as it is.
 */
export type TaskFailer = (
  input: TaskRef & { readonly error: string; readonly cause: string },
) => Promise<{ readonly status: TaskStatus }>;
