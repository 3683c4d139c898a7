import type { CatalogueAction } from '../action/action.ts';
import type { Asset, Vulnerability } from '../fleet/asset.ts';
import type { Environment, RiskLevel } from '../shared/environment.ts';
import type { Timestamp } from '../shared/ids.ts';
import { compareText } from '../shared/text-order.ts';
import { cleanText } from '../task/clean-text.ts';
import { assessRisk, higherRisk } from '../task/risk.ts';
import type { Constraints, Selector, TaskSpec } from '../task/task-spec.ts';
import type { TaskWording } from '../task/task-wording.ts';
import { chooseAssets } from './choose-assets.ts';
import { estimateCostUsd, estimateDurationSeconds } from './plan-estimate.ts';
import type {
  Evidence,
  ExcludedAsset,
  FailureThreshold,
  Plan,
  PlannedAsset,
  PlannedPhase,
} from './plan.ts';
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
  /** What the selector means, exclusions considered. */
  readonly sorted: SortedAssets;
  /** What fits the criteria and is left out by an exclusion. */
  readonly excludedByRequest?: SortedAssets['excluded'];
  readonly pace: Pace;
  readonly simulated: boolean;
  readonly assumptions: readonly string[];
  readonly alternatives: readonly string[];
  readonly evidence: readonly Evidence[];
  readonly simulation: Plan['simulation'];
  readonly requireApproval?: boolean;
  /** What the feed knows of flaws; left out: nothing. */
  readonly vulnerabilities?: readonly Vulnerability[];
  readonly plannedAt: Timestamp;
}

const choose = ({ spec, sorted, excludedByRequest = [] }: PlanParts) => {
  const matched = sorted.eligible.length + sorted.excluded.length;
  const spread = spreadOverZones(sorted.eligible);
  const { chosen, beyond } = chooseAssets(spread, spec.constraints, matched);
  const excluded = [...excludedByRequest, ...sorted.excluded, ...beyond].map(
    ({ asset, reason }): ExcludedAsset => ({
      asset_id: asset.asset_id,
      name: cleanText(asset.name, 128),
      reason,
    }),
  );
  return {
    chosen,
    excluded: excluded.sort((left, right) => compareText(left.asset_id, right.asset_id)),
  };
};

/** What the action makes of an asset. */
type ToldOfAsset = Pick<PlannedAsset, 'touched_digest' | 'changes' | 'cve_ids'>;

interface Rollout {
  readonly environment: Environment;
  readonly profile: Profile;
  readonly pace: Pace;
  /** What is told of an asset beside its name; nothing in a draft. */
  readonly told?: (asset: Asset) => ToldOfAsset;
  /** What the request asked to hold; it only ever narrows. */
  readonly constraints: Constraints;
}

const plannedAsset = (asset: Asset, told: ToldOfAsset): PlannedAsset => ({
  asset_id: asset.asset_id,
  name: cleanText(asset.name, 128),
  version: asset.version,
  ...told,
  zone: asset.zone,
});

/** What the action touches, changes and closes of an asset. */
const toldBy =
  ({ action, parameters, vulnerabilities = [] }: PlanParts) =>
  (asset: Asset): ToldOfAsset => {
    const touched = action.touched(asset, parameters);
    const { changes, cve_ids } = action.effectOn(asset, parameters, { vulnerabilities });
    return {
      ...(touched !== null && { touched_digest: touched }),
      changes: [...changes],
      ...(cve_ids.length > 0 && { cve_ids: [...cve_ids] }),
    };
  };

const closedBy = (phases: readonly PlannedPhase[]) => {
  const closed = phases.flatMap(({ assets }) => assets.flatMap(({ cve_ids = [] }) => cve_ids));
  return closed.length === 0 ? {} : { cve_ids: [...new Set(closed)].sort() };
};

const threshold = (
  assets: number,
  percent: number,
  { max_failures: most = Infinity }: Constraints,
): FailureThreshold => ({
  max_failed: Math.min(most, Math.floor((assets * percent) / 100)),
  max_failed_percent: percent,
});

/** A wait after a phase is spent watching it, so that the bake lasts at least as long. */
const bakeOf = (
  { profile, pace, constraints }: Rollout,
  { isFirst, isLast }: { readonly isFirst: boolean; readonly isLast: boolean },
): number => {
  const bake = isFirst ? pace.canary_bake_seconds : pace.wave_bake_seconds;
  const wait = isLast ? 0 : (constraints.phase_wait_seconds ?? 0);
  return Math.max(wait, Math.ceil(bake * profiles[profile].bake_factor));
};

/** A phase acts on half of its assets at once, twenty at most, and on no more than the request lets it. */
const parallelOf = (
  size: number,
  total: number,
  { max_parallel: most = Infinity, max_parallel_percent: percent = 100 }: Constraints,
): number => {
  const share = Math.max(1, Math.floor((total * percent) / 100));
  return Math.min(most, share, Math.max(1, Math.min(20, Math.ceil(size / 2))));
};

/** The phases for assets that are in order already. */
export const buildPhases = (assets: readonly Asset[], rollout: Rollout): PlannedPhase[] => {
  const { environment, profile, pace, constraints, told } = rollout;
  let start = 0;
  return phaseSizes(assets.length, environment, profile).map((size, index, sizes) => {
    const members = assets.slice(start, start + size);
    start += size;
    const place = { isFirst: index === 0, isLast: index === sizes.length - 1 };
    return {
      name: index === 0 ? 'Canary' : `Wave ${index}`,
      kind: index === 0 ? ('canary' as const) : ('wave' as const),
      assets: members.map((asset) => plannedAsset(asset, told?.(asset) ?? {})),
      max_parallel: parallelOf(size, assets.length, constraints),
      bake_seconds: bakeOf(rollout, place),
      sample_interval_seconds: Math.max(1, Math.ceil(pace.sample_interval_seconds)),
      health_checks: [
        { type: 'http', path: '/health', expect_status: 200, max_latency_ms: 1_000 },
        { type: 'instance_status' },
      ],
      failure_threshold:
        index === 0 ? { max_failed: 0, max_failed_percent: 0 } : threshold(size, 10, constraints),
      rollback_if: {
        failure_threshold_exceeded: true,
        health_check_failed: true,
        max_unhealthy_sample_percent: 50,
      },
    };
  });
};

/** Members that a plan has where the request named them, and none otherwise. */
const timesOf = ({ not_before, not_after, phase_wait_seconds }: Constraints) => ({
  ...(not_before !== undefined && { not_before }),
  ...(not_after !== undefined && { not_after }),
  ...(phase_wait_seconds !== undefined && { phase_wait_seconds }),
});

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
  const { constraints, environment } = spec;
  const { chosen, excluded } = choose(parts);
  const told = toldBy(parts);
  const phases = buildPhases(chosen, { environment, profile, pace, constraints, told });
  return {
    summary: summaryOf(parts.wording, chosen.length),
    task_type: spec.task_type,
    agent: spec.agent,
    environment,
    risk_level: riskOf(parts, chosen.length),
    action: {
      type: action.type,
      parameters: { ...parts.parameters },
      undo: action.undo,
      simulated: parts.simulated,
    },
    selector: parts.selector,
    ...(spec.understood && { understood: spec.understood }),
    ...(parts.requireApproval === true && { require_approval: true }),
    total_assets: chosen.length,
    ...closedBy(phases),
    phases,
    failure_budget: threshold(chosen.length, 5, constraints),
    ...timesOf(constraints),
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
