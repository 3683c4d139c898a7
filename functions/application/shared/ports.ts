import type { PolicyName } from '../../domain/policy/policy-name.ts';
import type { AgentTurn, ToolInvocation } from '../../domain/tool/tool.ts';
import type { Asset, GoldenImage, Vulnerability } from '../../domain/fleet/asset.ts';
import type { AuditEntry } from '../../domain/audit/audit-record.ts';
import type { Approver } from '../../domain/approval/gate.ts';
import type { Environment } from '../../domain/shared/environment.ts';
import type { ExecutionId, GateId, OrgId, TaskId, Timestamp } from '../../domain/shared/ids.ts';
import type { Finding } from '../../domain/policy/finding.ts';
import type { HealthCheck } from '../../domain/plan/health-check.ts';
import type { OutboxMessage } from '../../domain/notification/notification.ts';
import type { PlannedAction, PlanRevision } from '../../domain/plan/plan.ts';
import type { PastChange } from '../../domain/quality/past-changes.ts';
import type { Selector } from '../../domain/task/task-spec.ts';
import type { Task } from '../../domain/task/task.ts';
import type { TaskType } from '../../domain/task/task-type.ts';
import type { DocumentWrite } from './document-ports.ts';
import type { TaskStatus } from '../../domain/task/task-status.ts';

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

/** One more of something in an org, as Prometheus counts it. */
export interface CounterIncrement {
  readonly org_id: OrgId;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly by: number;
}

export interface Changes {
  readonly documents: readonly DocumentWrite[];
  readonly audit: readonly AuditEntry[];
  readonly messages: readonly OutboxMessage[];
  readonly counters: readonly CounterIncrement[];
}

export interface UnitOfWork {
  /**
   * Writes all of the changes in one transaction, or none.
   * @throws Conflict when a document's stored version is not the expected one.
   * @throws TransientFailure when the store can't answer; the changes may or may not stand.
   */
  readonly commit: (changes: Changes) => Promise<void>;
}

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
  readonly get: (org: OrgId, id: TaskId) => Promise<Task | null>;
  /** Newest first; `next` is set when there may be more. */
  readonly list: (query: TaskQuery) => Promise<{ tasks: readonly Task[]; next: TaskId | null }>;
}

export interface PlanStore {
  /** Idempotent for the same revision and digest. @throws Conflict when another plan has the revision. */
  readonly put: (org: OrgId, id: TaskId, revision: PlanRevision) => Promise<void>;
  readonly get: (org: OrgId, id: TaskId, revision: number) => Promise<PlanRevision | null>;
}

/** Which org an id belongs to, for callers who are at home in every org. Null for unknown ids. */
export interface Directory {
  readonly orgOf: (id: TaskId | ExecutionId | GateId) => Promise<OrgId | null>;
  /** Every org with a task; used by the one-machine identity alone. */
  readonly orgs: () => Promise<readonly OrgId[]>;
  /** Makes an org known; idempotent. */
  readonly register: (org: OrgId) => Promise<void>;
}

export interface TranscriptStore {
  /** Keeps the first turn stored under its number, and returns the one that stands. */
  readonly putTurn: (org: OrgId, id: TaskId, turn: AgentTurn) => Promise<AgentTurn>;
  readonly turns: (org: OrgId, id: TaskId) => Promise<readonly AgentTurn[]>;
  /**
   * Keeps the first invocation stored under its call id, and returns the one that stands. What it
   * counts is counted with it, or not at all.
   */
  readonly putInvocation: (
    org: OrgId,
    invocation: ToolInvocation,
    counted?: readonly CounterIncrement[],
  ) => Promise<ToolInvocation>;
  readonly invocation: (org: OrgId, id: TaskId, callId: string) => Promise<ToolInvocation | null>;
  readonly invocations: (org: OrgId, id: TaskId) => Promise<readonly ToolInvocation[]>;
}

/** A finished task as the ledger remembers it, for the quality score and for grants. */
export type LedgerEntry = PastChange;

export interface Ledger {
  /** Idempotent by task id: a later entry of the same task replaces the earlier one. */
  readonly record: (org: OrgId, entry: LedgerEntry) => Promise<void>;
  readonly since: (
    org: OrgId,
    taskType: TaskType,
    from: Timestamp,
  ) => Promise<readonly LedgerEntry[]>;
}

/** The first answer to a request that carried an Idempotency-Key. */
export interface IdempotencyStore {
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

/** The state machines, as the use cases see them. */
export interface Workflow {
  /** Idempotent by task. */
  readonly startLifecycle: (org: OrgId, id: TaskId) => Promise<void>;
  /** `gone` when the wait is over already: resumed before, timed out or stopped. */
  readonly resume: (token: string, output: unknown) => Promise<'resumed' | 'gone'>;
}

/** Read-only view of a fleet. */
export interface FleetInventory {
  readonly simulated: boolean;
  readonly query: (org: OrgId, selector: Selector) => Promise<readonly Asset[]>;
  readonly get: (org: OrgId, ids: readonly string[]) => Promise<readonly Asset[]>;
  readonly goldenImages: (org: OrgId) => Promise<readonly GoldenImage[]>;
  readonly vulnerabilities: (org: OrgId) => Promise<readonly Vulnerability[]>;
  /** Tasks of the org's past that came with the fleet, such as a demo's; empty for a live one. */
  readonly history: (org: OrgId) => Promise<readonly LedgerEntry[]>;
  /** What is assumed because the source doesn't say, in sentences. */
  readonly assumptions: () => readonly string[];
  /** How long the fleet's phases bake and sample, in seconds: real for a live fleet, short for a demo. */
  readonly pace: () => {
    canary_bake_seconds: number;
    wave_bake_seconds: number;
    sample_interval_seconds: number;
    action_seconds: number;
  };
}

export interface ActionRequest {
  readonly org_id: OrgId;
  readonly execution_id: ExecutionId;
  readonly asset_id: string;
  readonly action: PlannedAction;
  /** The version that must still stand; the fleet refuses with `moved` otherwise. */
  readonly expected_version: string;
  /** What control said when the action was marked, and the lock that it was marked under. */
  readonly epoch: number;
  readonly fencing_token: number;
  /** Milliseconds since the epoch: later than that the action is not begun, wherever it was held up. */
  readonly not_after: number;
}

/** The action that is in question: its name at the fleet, and the last mark that it may be under. */
export type ActionMark = Pick<
  ActionRequest,
  'org_id' | 'execution_id' | 'asset_id' | 'fencing_token' | 'not_after'
> & { readonly kind: 'apply' | 'undo' };

/** An action that began, with the state captured before; or why, under this mark, it never does. */
export type BeginResult =
  | { readonly state: 'begun'; readonly ref: string; readonly before: Record<string, unknown> }
  | { readonly state: 'not_begun'; readonly reason: string };

export type ActionState =
  | { readonly state: 'in_progress'; readonly wait_seconds: number }
  | { readonly state: 'succeeded'; readonly version: string; readonly output: string }
  | { readonly state: 'failed'; readonly error: string };

/**
 * Changes to a fleet. Each is keyed, so that a repeated call finds the first one and never acts
 * twice. A fleet that can refuses what comes after `not_after`, under a lower fencing token or epoch
 * than it has seen, or under a mark that was settled.
 */
export interface FleetExecutor {
  /** Begins the action on one asset. Nothing is sent after `not_after`. */
  readonly beginApply: (request: ActionRequest) => Promise<BeginResult>;
  /** Begins the undo; compare-and-swap on `expected_version`. */
  readonly beginUndo: (
    request: ActionRequest & { before: Record<string, unknown> },
  ) => Promise<BeginResult>;
  /**
   * Whether the action began, and begins nothing. `not_begun` is final: no request under this mark,
   * however late it arrives, begins the action any more.
   * @throws TransientFailure when the fleet can't say.
   */
  readonly settle: (mark: ActionMark) => Promise<BeginResult>;
  readonly check: (org: OrgId, ref: string) => Promise<ActionState>;
}

export interface HealthProber {
  /** One sample. Never throws: what can't be reached is unhealthy, with the reason. */
  readonly sample: (
    org: OrgId,
    assetId: string,
    check: HealthCheck,
  ) => Promise<{ healthy: boolean; detail: string; latency_ms: number }>;
}

export interface PolicyEngine {
  /** Undefined, error, timeout or a missing policy is a denial with a finding that says so. */
  readonly evaluate: (
    name: PolicyName,
    input: unknown,
  ) => Promise<{
    allowed: boolean;
    findings: readonly Finding[];
    revision: string;
    result: unknown;
  }>;
  readonly revision: () => Promise<string>;
}

/** The settings of an org that this part of the product reads. */
export interface OrgSettings {
  readonly approvers: readonly Approver[];
  /** False for the one-machine identity, which can't tell two people apart. */
  readonly has_identity_provider: boolean;
  readonly four_eyes: boolean;
  readonly quorum: number;
  readonly autonomy: Readonly<
    Record<Environment, 'plan_only' | 'approve_all' | 'score' | 'canary_only' | 'full_auto'>
  >;
  readonly gate_expiry_seconds: number;
  readonly cooldown_seconds: number;
}

export interface SettingsStore {
  readonly get: (org: OrgId) => Promise<OrgSettings>;
}

/** Sends one message; idempotent receivers go by `message_id`. */
export interface NotificationChannel {
  readonly name: 'email' | 'sns' | 'slack' | 'webhook';
  readonly send: (notice: Notice) => Promise<void>;
}

/** A notification as channels get it. Links carry ids and nothing else. */
export interface Notice {
  readonly message_id: string;
  readonly org_id: OrgId;
  readonly event: string;
  readonly task_id: TaskId;
  readonly execution_id: ExecutionId | null;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly links: readonly string[];
  /** Mail goes to these; other channels have their own address. */
  readonly recipients: readonly string[];
  readonly at: Timestamp;
}
