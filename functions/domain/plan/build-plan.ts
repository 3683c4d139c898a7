import type { CatalogueAction } from '../action/action.ts';
import type { Asset } from '../fleet/asset.ts';
import type { Environment, RiskLevel } from '../shared/environment.ts';
import type { Timestamp } from '../shared/ids.ts';
import { compareText } from '../shared/text-order.ts';
import { cleanText } from '../task/clean-text.ts';
import { assessRisk, higherRisk } from '../task/risk.ts';
import type { Selector, TaskSpec } from '../task/task-spec.ts';
import type { TaskWording } from '../task/task-wording.ts';
import { estimateCostUsd, estimateDurationSeconds } from './plan-estimate.ts';
import type { Evidence, ExcludedAsset, FailureThreshold, Plan, PlannedPhase } from './plan.ts';
import type { Pace } from '../fleet/fleet-profile.ts';
import { summaryOf } from './plan-summary.ts';
import type { SortedAssets } from './resolve-change.ts';
import { spreadOverZones } from './spread-over-zones.ts';
import { phaseSizes, profiles } from './strategy.ts';
import type { Profile } from './strategy.ts';

export interface PlanParts {
  readonly spec: TaskSpec;
  readonly wording: Pick<TaskWording, 'need'>;
  readonly action: CatalogueAction;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly profile: Profile;
  readonly selector: Selector;
  readonly sorted: SortedAssets;
  readonly pace: Pace;
  readonly simulated: boolean;
  readonly assumptions: readonly string[];
  readonly alternatives: readonly string[];
  readonly evidence: readonly Evidence[];
  readonly simulation: Plan['simulation'];
  readonly plannedAt: Timestamp;
}

const chooseAssets = ({ spec, sorted }: PlanParts) => {
  const spread = spreadOverZones(sorted.eligible);
  const most = spec.constraints.max_assets ?? spread.length;
  const excluded = [
    ...sorted.excluded,
    ...spread.slice(most).map((asset) => ({
      asset,
      reason: `Beyond the requested number of ${most}.`,
    })),
  ].map(({ asset, reason }): ExcludedAsset => ({
    asset_id: asset.asset_id,
    name: cleanText(asset.name, 128),
    reason,
  }));
  return {
    chosen: spread.slice(0, most),
    excluded: excluded.sort((left, right) => compareText(left.asset_id, right.asset_id)),
  };
};

interface Rollout {
  readonly environment: Environment;
  readonly profile: Profile;
  readonly pace: Pace;
}

const threshold = (assets: number, percent: number): FailureThreshold => ({
  max_failed: Math.floor((assets * percent) / 100),
  max_failed_percent: percent,
});

/** The phases for assets that are in order already. */
export const buildPhases = (
  assets: readonly Asset[],
  { environment, profile, pace }: Rollout,
): PlannedPhase[] => {
  let start = 0;
  return phaseSizes(assets.length, environment, profile).map((size, index) => {
    const members = assets.slice(start, start + size);
    start += size;
    const bake = index === 0 ? pace.canary_bake_seconds : pace.wave_bake_seconds;
    return {
      name: index === 0 ? 'Canary' : `Wave ${index}`,
      kind: index === 0 ? ('canary' as const) : ('wave' as const),
      assets: members.map(({ asset_id, name, version, zone }) => ({
        asset_id,
        name: cleanText(name, 128),
        version,
        zone,
      })),
      max_parallel: Math.max(1, Math.min(20, Math.ceil(size / 2))),
      bake_seconds: Math.ceil(bake * profiles[profile].bake_factor),
      sample_interval_seconds: Math.max(1, Math.ceil(pace.sample_interval_seconds)),
      health_checks: [
        { type: 'http', path: '/health', expect_status: 200, max_latency_ms: 1_000 },
        { type: 'instance_status' },
      ],
      failure_threshold:
        index === 0 ? { max_failed: 0, max_failed_percent: 0 } : threshold(size, 10),
      rollback_if: {
        failure_threshold_exceeded: true,
        health_check_failed: true,
        max_unhealthy_sample_percent: 50,
      },
    };
  });
};

const riskOf = ({ spec, action }: PlanParts, affectedAssets: number): RiskLevel =>
  higherRisk(
    spec.risk_level,
    assessRisk({
      environment: spec.environment,
      mutating: true,
      affectedAssets,
      undo: action.undo,
      failover: action.fails_over === true,
    }),
  );

/**
 * Expands a strategy into the exact plan: every eligible asset in exactly one phase, canary first,
 * spread over zones. Equal parts give an equal plan, in whatever order the assets came.
 */
export const buildPlan = (parts: PlanParts): Plan => {
  const { spec, action, profile, pace } = parts;
  const { chosen, excluded } = chooseAssets(parts);
  const phases = buildPhases(chosen, { environment: spec.environment, profile, pace });
  return {
    summary: summaryOf(parts.wording, chosen.length),
    task_type: spec.task_type,
    agent: spec.agent,
    environment: spec.environment,
    risk_level: riskOf(parts, chosen.length),
    action: {
      type: action.type,
      parameters: { ...parts.parameters },
      undo: action.undo,
      simulated: parts.simulated,
    },
    selector: parts.selector,
    total_assets: chosen.length,
    phases,
    failure_budget: threshold(chosen.length, 5),
    rollback: {
      strategy: 'reverse_touched_assets',
      method: action.rollback_method,
      captures: [...action.captures],
    },
    excluded,
    assumptions: parts.assumptions.map((text) => cleanText(text, 300)),
    alternatives: parts.alternatives.map((text) => cleanText(text, 300)),
    evidence: [...parts.evidence],
    simulation: parts.simulation,
    estimated_duration_seconds: estimateDurationSeconds(phases, pace.action_seconds),
    estimated_cost_usd: estimateCostUsd(phases),
    planned_at: parts.plannedAt,
  };
};
