import type { Gate } from '../../domain/approval/gate.ts';
import type { OutboxMessage } from '../../domain/notification/notification.ts';
import type { Digest, TaskId, Timestamp } from '../../domain/shared/ids.ts';
import type { GateRef } from '../../domain/shared/refs.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { Task } from '../../domain/task/task.ts';

/** Gates are written by the unit of work; this reads them, and keeps what no document may hold. */
export interface GateStore {
  /** The gate as it is now (a consistent read). */
  readonly get: (name: GateRef) => Promise<Gate | null>;
  /** Keeps the token of the newest wait under a higher attempt; idempotent for the same token. */
  readonly keepToken: (name: GateRef, token: string) => Promise<void>;
  /** Newest first. An attempt that was given up may end after the one that replaced it. */
  readonly tokens: (name: GateRef) => Promise<readonly string[]>;
}

/** A code that was mailed, by its hash. */
export interface IssuedCode {
  readonly approver_id: string;
  readonly code_hash: Digest;
  readonly expires_at: Timestamp;
}

export interface ApprovalSession {
  readonly secret_hash: Digest;
  readonly approver_id: string;
  readonly expires_at: Timestamp;
}

/** What was spent of a gate's codes so far. */
export interface CodeUse {
  /** Tries that were wrong, or whose answer is not known yet. */
  readonly wrong_tries: number;
  /** Codes that were granted within the last hour or so, by the request that asked for each. */
  readonly granted: readonly { readonly message_id: string; readonly at: Timestamp }[];
  /** How many were granted ever: what a new grant is conditional on. */
  readonly grants: number;
}

/** What is spent of codes. Kept beside the gate, so that a try at a code contends with no decision. */
export interface CodeUses {
  /** A consistent read. */
  readonly use: (name: GateRef) => Promise<CodeUse>;
  /** Counts one try more, however many come at once; false, and not counted, once there are `most`. */
  readonly countTry: (name: GateRef, most: number) => Promise<boolean>;
  /** Takes a counted try back, because it was right. */
  readonly takeBackTry: (name: GateRef) => Promise<void>;
  /** Writes down a grant. @throws Conflict when another one was granted since `before` was read. */
  readonly keepGrant: (
    name: GateRef,
    change: { readonly before: CodeUse; readonly after: CodeUse },
  ) => Promise<void>;
}

/** One-time codes and the sessions that they open. Hashes only: nothing in the store opens anything. */
export interface CodeStore extends CodeUses {
  /** The newest code of an approver replaces the one before. */
  readonly issue: (name: GateRef, code: IssuedCode) => Promise<void>;
  readonly list: (name: GateRef) => Promise<readonly IssuedCode[]>;
  /** Uses the code up and opens the session, both or neither; false when it was used up before. */
  readonly redeem: (name: GateRef, code: IssuedCode, session: ApprovalSession) => Promise<boolean>;
  readonly session: (name: GateRef, secretHash: Digest) => Promise<ApprovalSession | null>;
}

export interface GateExpiry extends GateRef {
  readonly task_id: TaskId;
  readonly expires_at: Timestamp;
}

/** Which gates come due when; the unit of work adds a line with each new gate. */
export interface GateExpiries {
  readonly due: (now: Timestamp, limit: number) => Promise<readonly GateExpiry[]>;
  readonly settle: (expiry: GateExpiry) => Promise<void>;
}

/** Unpredictable values, each uniformly drawn. */
export interface SecretSource {
  /** Six digits. */
  readonly code: () => string;
  /** 256 bits as base64url. */
  readonly secret: () => string;
}

/** An owed message with what has become of it so far. */
export interface OutboxRecord {
  readonly message: OutboxMessage;
  readonly attempts: number;
  /** Not before this time by the sweep; the stream comes at once. */
  readonly next_attempt_at: Timestamp;
  /** Deliveries of the message that succeeded, by their keys. */
  readonly delivered: readonly string[];
}

/** A message that was given up. */
export interface DeadLetter extends OutboxRecord {
  readonly reason: string;
  readonly died_at: Timestamp;
}

/** The outbox as deliverers see it. */
export interface DeliveryLog {
  /** Null once the message is done or dead, and for a message of another kind. */
  readonly get: (
    messageId: string,
    kinds: readonly OutboxMessage['kind'][],
  ) => Promise<OutboxRecord | null>;
  /** Owed messages of these kinds whose time has come, oldest first. */
  readonly owed: (query: {
    readonly kinds: readonly OutboxMessage['kind'][];
    readonly now: Timestamp;
    readonly limit: number;
  }) => Promise<readonly OutboxRecord[]>;
  readonly done: (message: Pick<OutboxMessage, 'message_id'>) => Promise<void>;
  /** Writes down a failed attempt; does nothing when the message is done already. */
  readonly postpone: (record: OutboxRecord) => Promise<void>;
  /** Moves the message among the dead letters. */
  readonly bury: (letter: DeadLetter) => Promise<void>;
  /** The latest dead letters; an undeliverable approval shows in readiness through it. */
  readonly deadLetters: (limit: number) => Promise<readonly DeadLetter[]>;
}

/** What the approval page says above the rest; a closed list, because it travels in the address. */
export const pageNotices = [
  'code-requested',
  'code-refused',
  'session-ended',
  'decision-recorded',
  'decision-refused',
  'overtaken',
  'reason-missing',
  'self-approval',
  'already-approved-by-you',
] as const;
export type PageNotice = (typeof pageNotices)[number];

/** What the page shows. Only `review` holds anything about the plan. */
export type ApprovalPageView =
  | { readonly view: 'missing' }
  | {
      readonly view: 'locked';
      readonly gate: Gate;
      readonly has_expired: boolean;
      readonly is_locked_out: boolean;
      /** The address that this browser asked a code for, to be shown to it again. */
      readonly asked_address?: string | undefined;
      readonly notice: PageNotice | null;
    }
  | {
      readonly view: 'review';
      readonly gate: Gate;
      readonly has_expired: boolean;
      readonly task: Task;
      readonly plan: Plan;
      readonly approver: { readonly id: string; readonly email: string };
      readonly csrf_token: string;
      readonly notice: PageNotice | null;
    };

export type ApprovalPage = (view: ApprovalPageView) => string;
