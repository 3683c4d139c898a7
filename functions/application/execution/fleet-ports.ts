import type { Asset, GoldenImage, Vulnerability } from '../../domain/fleet/asset.ts';
import type { ExecutionId, OrgId } from '../../domain/shared/ids.ts';
import type { HealthCheck } from '../../domain/plan/health-check.ts';
import type { PlannedAction } from '../../domain/plan/plan.ts';
import type { Selector } from '../../domain/task/task-spec.ts';
import type { LedgerEntry } from '../planning/planning-ports.ts';

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
