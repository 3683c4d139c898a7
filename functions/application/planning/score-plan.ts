import { policyUnavailable } from '../../domain/policy/policy-verdict.ts';
import { permissionOf } from '../../domain/quality/thresholds.ts';
import { toTimestamp } from '../../domain/shared/ids.ts';
import { changeTask, moveTask, taskEntry } from '../../domain/task/move-task.ts';
import type { Task } from '../../domain/task/task.ts';
import type { TaskStatus } from '../../domain/task/task-status.ts';
import { isRequesterKnown, withUnknownRequester } from './steps/known-requester.ts';
import { makeJudgePlan } from './steps/plan-judgement.ts';
import type { Judgement, JudgementDeps } from './steps/plan-judgement.ts';
import type { RecentRuns, PlanStore } from './planning-ports.ts';
import type { UnitOfWork } from '../shared/ports.ts';
import type { TaskStore } from '../task/task-ports.ts';
import { runOf, scopeOf } from '../shared/run-scope.ts';
import { retryOnConflict } from '../shared/with-retry.ts';
import { loadTask } from '../shared/load-task.ts';
import { failPlanning } from '../shared/planning-failure.ts';
import type { TaskRef } from '../../domain/shared/refs.ts';
import { loadPlan } from './steps/loaded-plan.ts';
import type { Changes } from '../../domain/shared/changes.ts';
import { commit } from '../shared/commit.ts';

export interface ScorePlanDeps extends JudgementDeps {
  readonly tasks: Pick<TaskStore, 'get'>;
  readonly plans: Pick<PlanStore, 'get'>;
  readonly recentRuns: RecentRuns;
  readonly unitOfWork: UnitOfWork;
}

export interface ScorePlanInput extends TaskRef {
  readonly plan_revision: number;
}

export type ScoreOutcome = 'await_approval' | 'approved' | 'blocked' | 'finished';

/** What a repeated call finds the first one to have done; null where it did nothing yet. */
const earlierOutcomes: Readonly<Record<TaskStatus, ScoreOutcome | null>> = {
  planning: null,
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

interface Decision extends Judgement {
  readonly outcome: ScoreOutcome;
}

const outcomeOf = (task: Task, judgement: Judgement): ScoreOutcome => {
  if (task.dry_run || judgement.unanswered !== null) return 'finished';
  if (!isRequesterKnown(task, judgement)) return 'blocked';
  const { score, requirement, settings } = judgement;
  const mode = settings.autonomy[task.environment];
  if (mode === 'plan_only' || !permissionOf(score.total, task.environment).allowed)
    return 'blocked';
  return requirement.required ? 'await_approval' : 'approved';
};

const decide = (task: Task, judgement: Judgement): Decision => ({
  ...judgement,
  outcome: outcomeOf(task, judgement),
});

const statusAfter: Readonly<Record<Exclude<ScoreOutcome, 'await_approval'>, TaskStatus>> = {
  approved: 'approved',
  blocked: 'blocked',
  finished: 'completed',
};

const changesOf = (
  task: Task,
  { outcome, score, requirement }: Decision,
  at: string,
): Partial<Changes> => {
  const { required, reasons } = requirement;
  const patch: Partial<Task> = { quality_score: score, approval_requirement: requirement };
  const details = { outcome, total: score.total, required, reasons };
  const actor = 'quality-score';
  if (outcome === 'await_approval')
    return {
      documents: [changeTask(task, at, patch)],
      audit: [taskEntry(task, { at, actor, event: 'plan_scored', details })],
    };
  return moveTask({ task, to: statusAfter[outcome], at, actor, details, patch });
};

/** A task that nobody else may approve says why. */
const subjectOf = (task: Task, judgement: Judgement): Task =>
  isRequesterKnown(task, judgement) ? task : withUnknownRequester(task);

/**
 * Scores a valid plan and decides whether people must approve it. The score waives approval only
 * where the policy lets it; a plan below its environment's threshold is blocked. A plan that would
 * run unapproved is first remembered as running and then judged once more: of several at the same
 * time each sees the others, or is seen by them.
 * @throws Rejection `state-forbids` when the task has another plan.
 */
export const makeScorePlan =
  (deps: ScorePlanDeps) =>
  (input: ScorePlanInput): Promise<{ outcome: ScoreOutcome }> =>
    retryOnConflict(async () => {
      const task = await loadTask(deps.tasks, input);
      const before = earlierOutcomes[task.status];
      if (before !== null) return { outcome: before };
      const { plan } = await loadPlan(deps, task, input.plan_revision);
      // Scored and still planning: validation takes the score of another plan away.
      if (task.approval_requirement?.required === true) return { outcome: 'await_approval' };
      if (task.validation?.valid !== true || task.validation.plan_digest !== task.plan_digest)
        throw new Error(`Plan ${input.plan_revision} of ${task.task_id} was not found valid`);
      const judge = makeJudgePlan(deps);
      const at = toTimestamp(deps.clock.now());
      let decision = decide(task, await judge({ task, plan }));
      const wouldRun = decision.outcome === 'approved';
      if (wouldRun) {
        await deps.recentRuns.remember(runOf(task, plan, at));
        decision = decide(task, await judge({ task, plan }));
      }
      const { unanswered } = decision;
      if (unanswered !== null) {
        const message = policyUnavailable(unanswered);
        await failPlanning(deps, { task, code: 'policy-unavailable', message });
      } else {
        await commit(deps.unitOfWork, changesOf(subjectOf(task, decision), decision, at));
      }
      // After the commit: a call that lost against one that lets the task run takes nothing back.
      if (wouldRun && decision.outcome !== 'approved')
        await deps.recentRuns.forget(scopeOf(task.org_id, plan), task.task_id);
      return { outcome: decision.outcome };
    });
