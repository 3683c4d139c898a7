import type {
  Asset,
  GoldenImage,
  UnmanagedAsset,
  Vulnerability,
} from '../../domain/fleet/asset.ts';
import type { FleetProfile } from '../../domain/fleet/fleet-profile.ts';
import type { Digest, ExecutionId, OrgId } from '../../domain/shared/ids.ts';
import type { FencedAction } from '../../domain/execution/shown-status.ts';
import type { HealthCheck } from '../../domain/plan/health-check.ts';
import type { PlannedAction } from '../../domain/plan/plan.ts';
import type { Selector } from '../../domain/task/task-spec.ts';
import type { PastChange } from '../../domain/quality/past-changes.ts';

/*
 * A fleet, simulated or live. `test/support/fleet/fleet-contract.ts` holds each to the same
 * behaviour. An action goes capture -> (the caller stores what was captured) -> begin -> advance until
 * it has ended, or abandon.
 */

/** Read-only view of a fleet. Each question may throw TransientFailure while the fleet can't answer. */
export interface FleetInventory {
  /** What the fleet is, how fast it is, and what is assumed because its source doesn't say. */
  readonly about: () => Promise<FleetProfile>;
  /** Every asset that the selector admits, each once, however many there are. */
  readonly query: (org: OrgId, selector: Selector) => Promise<readonly Asset[]>;
  /** Those of the ids that the fleet has, each once. */
  readonly get: (org: OrgId, ids: readonly string[]) => Promise<readonly Asset[]>;
  /** What the fleet has and no selector admits, each once, with the reason. */
  readonly unmanaged: (org: OrgId) => Promise<readonly UnmanagedAsset[]>;
  readonly goldenImages: (org: OrgId) => Promise<readonly GoldenImage[]>;
  readonly vulnerabilities: (org: OrgId) => Promise<readonly Vulnerability[]>;
  /** Tasks of the org's past that came with the fleet, such as a demo's; empty for a live one. */
  readonly history: (org: OrgId) => Promise<readonly PastChange[]>;
}

/**
 * What an undo needs, as the fleet wrote it down before the asset was touched. Its `version` and, if
 * there is one, its `touched_digest` are of the asset then.
 */
export type Captured = Readonly<Record<string, unknown>>;

/** An asset of a batch, and the lock that it was marked under. */
export interface BatchAsset {
  readonly asset_id: string;
  readonly fencing_token: number;
}

/** Under what a batch may act: whose change it is, what control said then, and until when. */
export interface BatchFence {
  readonly org_id: OrgId;
  readonly execution_id: ExecutionId;
  readonly epoch: number;
  /** Milliseconds since the epoch: later than that no capture is awaited, so that the others can begin. */
  readonly captured_by: number;
  /** Milliseconds since the epoch: later than that nothing is begun, wherever it was held up. */
  readonly not_after: number;
}

export interface FleetAction {
  readonly kind: FencedAction;
  readonly asset_id: string;
  readonly action: PlannedAction;
  /** The version that must still stand; the fleet refuses with `moved` otherwise. */
  readonly expected_version: string;
  /**
   * The digest of what the action touches, as the plan saw it. Where there is one, the version may be
   * another: an apply begins as long as just that is still as planned, and an undo as long as it is
   * still as the action left it.
   */
  readonly touched_digest?: Digest | undefined;
  /** What was captured, and is stored by now; an undo goes back to it. */
  readonly before: Captured;
}

/** `gone`: the fleet has no such asset any more; the reason is in words. */
export type CaptureResult =
  | { readonly state: 'captured'; readonly before: Captured }
  | { readonly state: 'gone'; readonly reason: string };

/**
 * Whether an action began. `not_begun`: not under this mark, and it never will; a later mark may.
 * `refused`: the fleet won't do it, and has not touched the asset.
 */
export type BeginResult =
  | {
      readonly state: 'begun';
      readonly ref: string;
      /** What was captured, from a fleet that keeps it: lines of an earlier version lack it. */
      readonly before?: Captured;
    }
  | { readonly state: 'refused'; readonly error: string }
  | { readonly state: 'not_begun'; readonly reason: string };

/** A session that can act on the assets of one batch and on nothing else. */
export interface FleetBatch {
  /**
   * What the action would change of the asset, as it is now. Begins nothing.
   * @throws TransientFailure when the fleet can't say.
   */
  readonly capture: (assetId: string, action: PlannedAction) => Promise<CaptureResult>;
  /**
   * Begins the action. The same key finds the first one and never acts twice. A fleet that can
   * refuses what comes after `not_after`, under a lower fencing token or epoch than it has seen, or
   * under a mark that was settled.
   * @throws TransientFailure when it may have begun or not: settle the mark.
   */
  readonly begin: (action: FleetAction, key: string) => Promise<BeginResult>;
}

/** The action that is in question: its name at the fleet, and the last mark that it may be under. */
export interface ActionMark extends BatchAsset, Pick<BatchFence, 'org_id' | 'execution_id'> {
  readonly kind: FencedAction;
  readonly key: string;
}

export type ActionState =
  | { readonly state: 'in_progress'; readonly wait_seconds: number }
  | { readonly state: 'succeeded'; readonly version: string; readonly output: string }
  | { readonly state: 'failed'; readonly error: string };

/** Changes to a fleet. */
export interface FleetExecutor {
  /** @throws TransientFailure when the fleet can't be reached; nothing was begun then. */
  readonly openBatch: (assets: readonly BatchAsset[], fence: BatchFence) => Promise<FleetBatch>;
  /**
   * Whether the action began, and begins nothing. `not_begun` is final: no request under this mark,
   * however late it arrives, begins the action any more.
   * @throws TransientFailure when the fleet can't say.
   */
  readonly settle: (mark: ActionMark) => Promise<BeginResult>;
  /** How the action stands. @throws Rejection `not-found` for a handle that the fleet never gave. */
  readonly advance: (org: OrgId, ref: string) => Promise<ActionState>;
  /**
   * Has the fleet give up an action: once it answers otherwise than `in_progress`, nothing of it
   * happens any more. What had ended before keeps its end. How far it came is for a look to tell.
   * @throws TransientFailure when the fleet can't say.
   */
  readonly abandon: (org: OrgId, ref: string) => Promise<ActionState>;
}

export interface HealthProber {
  /** One sample. Never throws: what can't be reached is unhealthy, with the reason. */
  readonly sample: (
    org: OrgId,
    assetId: string,
    check: HealthCheck,
  ) => Promise<{ healthy: boolean; detail: string; latency_ms: number }>;
}
