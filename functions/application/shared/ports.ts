import type { ExecutionId, GateId, OrgId, TaskId } from '../../domain/shared/ids.ts';
import type { TaskRef } from '../../domain/shared/refs.ts';
import type { Changes } from '../../domain/shared/changes.ts';

export interface Clock {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** New names for things; ids sort by time of creation, gate ids carry 128 random bits. */
export interface IdSource {
  readonly taskId: () => TaskId;
  readonly executionId: () => ExecutionId;
  readonly gateId: () => GateId;
  readonly messageId: () => string;
}

export interface UnitOfWork {
  /**
   * Writes all of the changes in one transaction, or none.
   * @throws Conflict when a document's stored version is not the expected one.
   * @throws TransientFailure when the store can't answer; the changes may or may not stand.
   */
  readonly commit: (changes: Changes) => Promise<void>;
}

/** Which org an id belongs to, for callers who are at home in every org. Null for unknown ids. */
export interface Directory {
  readonly orgOf: (id: TaskId | ExecutionId | GateId) => Promise<OrgId | null>;
  /** Every org with a task; used by the one-machine identity alone. */
  readonly orgs: () => Promise<readonly OrgId[]>;
  /** Makes an org known; idempotent. */
  readonly register: (org: OrgId) => Promise<void>;
}

/** The state machines, as the use cases see them. */
export interface Workflow {
  /** Idempotent by task. */
  readonly startLifecycle: (ref: TaskRef) => Promise<void>;
  /** `gone` when the wait is over already: resumed before, timed out or stopped. */
  readonly resume: (token: string, output: unknown) => Promise<'resumed' | 'gone'>;
}
