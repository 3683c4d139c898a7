import { approvalRequirementOf } from '../../../domain/policy/approval-requirement.ts';
import type { ApprovalRequirement } from '../../../domain/policy/approval-requirement.ts';
import { judgeGrant } from '../../../domain/policy/earned-grant.ts';
import type { EarnedGrant } from '../../../domain/policy/earned-grant.ts';
import { explainReasons } from '../../../domain/policy/explain-requirement.ts';
import { policyFailureIn } from '../../../domain/policy/policy-verdict.ts';
import type { PolicyVerdict } from '../../../domain/policy/policy-verdict.ts';
import type { ApprovalPolicyInput } from '../../../domain/policy/policy-input.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { changeKeyOf } from '../../../domain/quality/change-key.ts';
import { historyDays, wasRejected } from '../../../domain/quality/past-changes.ts';
import type { PastChange } from '../../../domain/quality/past-changes.ts';
import type { QualityScore } from '../../../domain/quality/quality-score.ts';
import { scorePlan } from '../../../domain/quality/plan-score.ts';
import { toTimestamp } from '../../../domain/shared/ids.ts';
import { assessRisk, higherRisk } from '../../../domain/task/risk.ts';
import type { Task } from '../../../domain/task/task.ts';
import type { RecentRuns, Ledger, PolicyEngine } from '../planning-ports.ts';
import type { Clock } from '../../shared/ports.ts';
import type { FleetInventory } from '../../execution/fleet-ports.ts';
import type { OrgSettings, SettingsStore } from '../../settings/settings-ports.ts';
import { assetIdsOf, scopeOf, windowSeconds } from '../../shared/run-scope.ts';

export interface JudgementDeps {
  readonly clock: Clock;
  readonly ledger: Pick<Ledger, 'since'>;
  readonly fleet: Pick<FleetInventory, 'history'>;
  readonly recentRuns: Pick<RecentRuns, 'since'>;
  readonly settings: SettingsStore;
  readonly policy: PolicyEngine;
}

export interface Judgement {
  readonly score: QualityScore;
  readonly requirement: ApprovalRequirement;
  readonly settings: OrgSettings;
  /** The policy engine could not say what is required; null where it did. */
  readonly unanswered: ReturnType<typeof policyFailureIn>;
}

interface Subject {
  readonly task: Task;
  readonly plan: Plan;
}

interface Scene extends Subject {
  readonly past: readonly PastChange[];
  readonly settings: OrgSettings;
  readonly grant: EarnedGrant;
  readonly assetsInWindow: number;
  readonly now: number;
}

/** Everything that is on record about a kind of task, what came with a fleet included. */
const recordOf = async (
  { clock, ledger, fleet }: Pick<JudgementDeps, 'clock' | 'ledger' | 'fleet'>,
  { org_id, task_type }: { readonly org_id: Task['org_id']; readonly task_type: Plan['task_type'] },
): Promise<readonly PastChange[]> => {
  const from = toTimestamp(clock.now() - historyDays * 86_400_000);
  const [recorded, shipped] = await Promise.all([
    ledger.since(org_id, task_type, from),
    fleet.history(org_id),
  ]);
  return [...recorded, ...shipped.filter((entry) => entry.task_type === task_type)];
};

const sceneOf = async (deps: JudgementDeps, { task, plan }: Subject): Promise<Scene> => {
  const now = deps.clock.now();
  const [past, settings, policyRevision, runs] = await Promise.all([
    recordOf(deps, { org_id: task.org_id, task_type: plan.task_type }),
    deps.settings.get(task.org_id),
    deps.policy.revision(),
    deps.recentRuns.since(scopeOf(task.org_id, plan), toTimestamp(now - windowSeconds * 1_000)),
  ]);
  const grant = judgeGrant({
    scope: { ...scopeOf(task.org_id, plan), task_type: plan.task_type },
    past,
    policyRevision,
    hasIdentityProvider: settings.has_identity_provider,
    // Settings hold no grants, so none can be switched on.
    isSwitchedOn: false,
    requester: task.requested_by,
    now,
  });
  const others = runs.filter(({ task_id }) => task_id !== task.task_id);
  const assets = new Set([...assetIdsOf(plan), ...others.flatMap(({ asset_ids }) => asset_ids)]);
  return { task, plan, past, settings, grant, assetsInWindow: assets.size, now };
};

const policyInputOf = (
  { task, plan, past, settings, grant, assetsInWindow, now }: Scene,
  score: QualityScore,
): ApprovalPolicyInput => {
  const { environment, task_type, action } = plan;
  const risk = assessRisk({
    environment,
    mutating: true,
    affectedAssets: assetsInWindow,
    undo: action.undo,
  });
  return {
    org_id: task.org_id,
    environment,
    task_type,
    action: action.type,
    assets: assetsInWindow,
    risk_level: higherRisk(plan.risk_level, risk),
    undo: action.undo,
    autonomy_mode: settings.autonomy[environment],
    score_total: score.total,
    requires_approval_by_score: score.requires_approval,
    // Settings hold no change freeze, so none can be in force.
    frozen: false,
    rejected_recently: wasRejected(past, { change_key: changeKeyOf(plan), environment }, now),
    // The plan says it too: whatever became of the task, what people were promised stands.
    require_approval: task.require_approval || plan.require_approval === true,
    grant: { ...grant.scope, earned: grant.earned, max_assets: grant.max_assets },
    identity_provider: settings.has_identity_provider,
    org_quorum: settings.quorum,
    org_four_eyes: settings.four_eyes,
  };
};

const askRequirement = (
  { policy }: JudgementDeps,
  scene: Scene,
  score: QualityScore,
): Promise<PolicyVerdict> => policy.evaluate('approval_requirement', policyInputOf(scene, score));

/**
 * Scores a plan and says whether people must approve it, by what is on record now. Slices add up:
 * size counts over everything of its kind that was let run within 24 hours.
 */
export const makeJudgePlan =
  (deps: JudgementDeps) =>
  async (subject: Subject): Promise<Judgement> => {
    const scene = await sceneOf(deps, subject);
    const { task, plan, past, settings, assetsInWindow, now } = scene;
    const findings = task.validation?.findings ?? [];
    const score = scorePlan({ plan, schemaValid: true, findings, past, assetsInWindow, now });
    const verdict = await askRequirement(deps, scene, score);
    const { required, reasons, quorum, four_eyes } = approvalRequirementOf(verdict);
    const explanations = explainReasons(reasons, {
      ...{ total: score.total, planned: plan.total_assets, assetsInWindow, grant: scene.grant },
      ...{ environment: plan.environment, action: plan.action.type },
    });
    return {
      score,
      settings,
      unanswered: policyFailureIn(verdict.findings),
      requirement: { required, reasons, explanations: [...explanations], quorum, four_eyes },
    };
  };
