import type { Transcript, WantedCall } from '../../domain/agent/transcript.ts';
import type { PolicyQuestion } from '../../domain/policy/policy-input.ts';
import type { PolicyName } from '../../domain/policy/policy-name.ts';
import type { PolicyVerdict } from '../../domain/policy/policy-verdict.ts';
import type { PlanRevision } from '../../domain/plan/plan.ts';
import type { PastChange } from '../../domain/quality/past-changes.ts';
import type { TaskType } from '../../domain/task/task-type.ts';
import type { Environment } from '../../domain/shared/environment.ts';
import type { Proposal } from '../../domain/plan/proposal.ts';
import type { OrgId, TaskId, Timestamp } from '../../domain/shared/ids.ts';
import type { TaskRef } from '../../domain/shared/refs.ts';
import type { AgentTurn, ToolInvocation } from '../../domain/tool/tool.ts';
import type { CounterIncrement } from '../../domain/shared/changes.ts';

/** What a planner wants next: tools, or to submit. `declined` ends the task. */
export type Thought = { readonly input_tokens: number; readonly output_tokens: number } & (
  | { readonly kind: 'calls'; readonly calls: readonly WantedCall[] }
  | { readonly kind: 'proposal'; readonly proposal: Proposal }
  | { readonly kind: 'declined'; readonly reason: string }
);

/** A language model, or rules in its place, behind one port. */
export interface Planner {
  readonly name: AgentTurn['planner'];
  /** @throws TransientFailure when the model can't answer now. */
  readonly think: (transcript: Transcript) => Promise<Thought>;
}

export interface HeldAsset {
  readonly asset_id: string;
  readonly reason: 'locked' | 'cooling_down';
  readonly until: Timestamp | null;
}

/** Which assets another execution has, or had a moment ago. */
export interface LockReader {
  /** As the task sees them: what it changed itself does not cool down for it. */
  readonly held: (task: TaskRef, assetIds: readonly string[]) => Promise<readonly HeldAsset[]>;
}

/** Where changes of one kind are counted together. */
export interface RunScope {
  readonly org_id: OrgId;
  readonly environment: Environment;
  readonly action: string;
}

/** A task that was let run, by people or without them. */
export interface LetRun extends RunScope {
  readonly task_id: TaskId;
  readonly asset_ids: readonly string[];
  readonly at: Timestamp;
}

/**
 * What was let run lately, so that slices of one change add up. Plans that only wait are not in it:
 * they neither count nor make a reading longer.
 */
export interface RecentRuns {
  /** Remembers a run; one entry for a task, the latest. */
  readonly remember: (run: LetRun) => Promise<void>;
  /** Takes back what never ran; does nothing for a task that is not remembered. */
  readonly forget: (scope: RunScope, id: TaskId) => Promise<void>;
  /** The assets of every run since then (a consistent read), by task. */
  readonly since: (
    scope: RunScope,
    from: Timestamp,
  ) => Promise<readonly Pick<LetRun, 'task_id' | 'asset_ids'>[]>;
}

/** Waits for work no longer than so many seconds; the work itself is not stopped. */
export type Deadline = <Result>(
  work: Promise<Result>,
  seconds: number,
) => Promise<{ readonly late: false; readonly value: Result } | { readonly late: true }>;

export interface PlanStore {
  /** Idempotent for the same revision and digest. @throws Conflict when another plan has the revision. */
  readonly put: (ref: TaskRef, revision: PlanRevision) => Promise<void>;
  readonly get: (ref: TaskRef, revision: number) => Promise<PlanRevision | null>;
}

export interface TranscriptStore {
  /** Keeps the first turn stored under its number, and returns the one that stands. */
  readonly putTurn: (ref: TaskRef, turn: AgentTurn) => Promise<AgentTurn>;
  readonly turns: (ref: TaskRef) => Promise<readonly AgentTurn[]>;
  /**
   * Keeps the first invocation stored under its call id, and returns the one that stands. What it
   * counts is counted with it, or not at all.
   */
  readonly putInvocation: (
    org: OrgId,
    invocation: ToolInvocation,
    counted?: readonly CounterIncrement[],
  ) => Promise<ToolInvocation>;
  readonly invocation: (ref: TaskRef, callId: string) => Promise<ToolInvocation | null>;
  readonly invocations: (ref: TaskRef) => Promise<readonly ToolInvocation[]>;
}

export interface Ledger {
  /** Idempotent by task id: a later entry of the same task replaces the earlier one. */
  readonly record: (org: OrgId, entry: PastChange) => Promise<void>;
  readonly since: (
    org: OrgId,
    taskType: TaskType,
    from: Timestamp,
  ) => Promise<readonly PastChange[]>;
}

export interface PolicyEngine {
  /** Undefined, error, timeout or a missing policy is a denial with a finding that says so. */
  readonly evaluate: (...question: PolicyQuestion) => Promise<PolicyVerdict>;
  readonly revision: () => Promise<string>;
}

/** An engine that takes facts of any shape: what a policy can't read, it denies. */
export interface UntypedPolicyEngine extends Omit<PolicyEngine, 'evaluate'> {
  readonly evaluate: (policy: PolicyName, input: unknown) => Promise<PolicyVerdict>;
}
