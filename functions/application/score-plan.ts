import { approvalRequirementOf } from '../domain/policy/approval-requirement.ts';
import type { ApprovalRequirement as PolicyRequirement } from '../domain/policy/approval-requirement.ts';
import type { ApprovalPolicyInput } from '../domain/policy/policy-input.ts';
import type { Plan } from '../domain/plan/plan.ts';
import { historyDays } from '../domain/quality/past-changes.ts';
import type { QualityScore } from '../domain/quality/quality-score.ts';
import { scorePlan } from '../domain/quality/score-plan.ts';
import { permissionOf } from '../domain/quality/thresholds.ts';
import { toTimestamp } from '../domain/shared/ids.ts';
import { changeTask, moveTask } from '../domain/task/move-task.ts';
import type { Task } from '../domain/task/task.ts';
import type { TaskStatus } from '../domain/task/task-status.ts';
import type {
  Changes,
  Clock,
  FleetInventory,
  Ledger,
  OrgSettings,
  PlanStore,
  PolicyEngine,
  SettingsStore,
  TaskStore,
  UnitOfWork,
} from './ports.ts';
import { loadTask } from './settle-intent.ts';
import type { TaskName } from './settle-intent.ts';
import { loadPlan } from './validate-plan.ts';
import { retryOnConflict } from './with-retry.ts';

export interface ScorePlanDeps {
  readonly clock: Clock;
  readonly tasks: Pick<TaskStore, 'get'>;
  readonly plans: Pick<PlanStore, 'get'>;
  readonly ledger: Pick<Ledger, 'since'>;
  readonly fleet: Pick<FleetInventory, 'history'>;
  readonly settings: SettingsStore;
  readonly policy: PolicyEngine;
  readonly unitOfWork: UnitOfWork;
}

export interface ScorePlanInput extends TaskName {
  readonly plan_revision: number;
}

export type ScoreOutcome = 'await_approval' | 'approved' | 'blocked' | 'finished';

/**
 * Scores a valid plan and decides whether people must approve it. The score waives approval only
 * where the policy lets it; a plan below its environment's threshold is blocked.
 * @throws Rejection `state-forbids` when the task has another plan.
 */
export const makeScorePlan =
  (deps: ScorePlanDeps) =>
  (input: ScorePlanInput): Promise<{ outcome: ScoreOutcome }> =>
    retryOnConflict(async () => {
      const task = await loadTask(deps.tasks, input);
      const before = earlierOutcomes[task.status];
      if (before !== undefined) return { outcome: before };
      const { plan } = await loadPlan(deps, task, input.plan_revision);
      // Scored and still planning: validation takes the score of another plan away.
      if (task.approval_requirement?.required === true) return { outcome: 'await_approval' };
      if (task.validation?.valid !== true || task.validation.plan_digest !== task.plan_digest)
        throw new Error(`Plan ${input.plan_revision} of ${task.task_id} was not found valid`);
      const settings = await deps.settings.get(task.org_id);
      const score = await scoreOf(deps, task, plan);
      const requirement = await requirementOf(deps, { plan, score, settings });
      const mode = settings.autonomy[task.environment];
      const outcome = decide(task, { score, requirement, mode });
      await deps.unitOfWork.commit(
        changesOf(task, { outcome, score, requirement, at: toTimestamp(deps.clock.now()) }),
      );
      return { outcome };
    });

/** What a repeated call finds the first one to have done. */
const earlierOutcomes: Readonly<Partial<Record<TaskStatus, ScoreOutcome>>> = {
  pending_approval: 'await_approval',
  approved: 'approved',
  executing: 'approved',
  blocked: 'blocked',
  completed: 'finished',
  failed: 'finished',
  cancelled: 'finished',
  rejected: 'finished',
  expired: 'finished',
  rolled_back: 'finished',
};

const scoreOf = async (
  { clock, ledger, fleet }: ScorePlanDeps,
  task: Task,
  plan: Plan,
): Promise<QualityScore> => {
  const now = clock.now();
  const from = toTimestamp(now - historyDays * 86_400_000);
  const [recorded, shipped] = await Promise.all([
    ledger.since(task.org_id, plan.task_type, from),
    fleet.history(task.org_id),
  ]);
  const past = [...recorded, ...shipped.filter((entry) => entry.task_type === plan.task_type)];
  return scorePlan({
    plan,
    schemaValid: true,
    findings: task.validation?.findings ?? [],
    past,
    now,
  });
};

interface Judged {
  readonly plan: Plan;
  readonly score: QualityScore;
  readonly settings: OrgSettings;
}

const requirementOf = async (
  { policy }: ScorePlanDeps,
  { plan, score, settings }: Judged,
): Promise<PolicyRequirement> => {
  const input: ApprovalPolicyInput = {
    environment: plan.environment,
    risk_level: plan.risk_level,
    undo: plan.action.undo,
    autonomy_mode: settings.autonomy[plan.environment],
    score_total: score.total,
    requires_approval_by_score: score.requires_approval,
    // Settings hold no change freeze, so none can be in force.
    frozen: false,
    identity_provider: settings.has_identity_provider,
    org_quorum: settings.quorum,
    org_four_eyes: settings.four_eyes,
  };
  return approvalRequirementOf(await policy.evaluate('approval_requirement', input));
};

interface Verdict {
  readonly score: QualityScore;
  readonly requirement: PolicyRequirement;
  readonly mode: OrgSettings['autonomy'][Task['environment']];
}

const decide = (task: Task, { score, requirement, mode }: Verdict): ScoreOutcome => {
  if (task.dry_run) return 'finished';
  if (mode === 'plan_only' || !permissionOf(score.total, task.environment).allowed)
    return 'blocked';
  return requirement.required ? 'await_approval' : 'approved';
};

interface Decision {
  readonly outcome: ScoreOutcome;
  readonly score: QualityScore;
  readonly requirement: PolicyRequirement;
  readonly at: string;
}

const statusAfter: Readonly<Record<Exclude<ScoreOutcome, 'await_approval'>, TaskStatus>> = {
  approved: 'approved',
  blocked: 'blocked',
  finished: 'completed',
};

const changesOf = (task: Task, { outcome, score, requirement, at }: Decision): Changes => {
  const { required, reasons, quorum, four_eyes } = requirement;
  const patch: Partial<Task> = {
    quality_score: score,
    approval_requirement: { required, reasons, quorum, four_eyes },
  };
  const details = { outcome, total: score.total, required, reasons };
  if (outcome === 'await_approval')
    return {
      documents: [changeTask(task, at, patch)],
      audit: [
        {
          org_id: task.org_id,
          chain: task.task_id,
          task_id: task.task_id,
          at,
          actor: 'quality-score',
          event: 'plan_scored',
          plan_digest: task.plan_digest,
          details,
        },
      ],
      messages: [],
      counters: [],
    };
  const moved = moveTask({
    task,
    to: statusAfter[outcome],
    at,
    actor: 'quality-score',
    details,
    patch,
  });
  return {
    documents: [moved.document],
    audit: [moved.audit],
    messages: [],
    counters: moved.counters,
  };
};
