import { actionNamed } from '../../specialists/actions/list.ts';
import { checkConflicts } from '../../domain/plan/check-conflicts.ts';
import { checkDrift } from '../../domain/plan/check-drift.ts';
import { checkStructure } from '../../domain/plan/check-structure.ts';
import { isOfTheFleet, judgeFindings, judgeFixedPlan } from '../../domain/plan/judge-findings.ts';
import type { ValidationOutcome } from '../../domain/plan/judge-findings.ts';
import type { Plan, PlanRevision } from '../../domain/plan/plan.ts';
import type { Finding } from '../../domain/policy/finding.ts';
import { policyQuestionsOf } from '../../domain/policy/policy-questions.ts';
import {
  policyFailed,
  policyFailureIn,
  policyUnavailable,
} from '../../domain/policy/policy-verdict.ts';
import { digestOf } from '../../domain/shared/canonical.ts';
import { toTimestamp } from '../../domain/shared/ids.ts';
import { changeTask, taskEntry } from '../../domain/task/move-task.ts';
import type { Task, Validation } from '../../domain/task/task.ts';
import type { LockReader, PlanStore, PolicyEngine } from './planning-ports.ts';
import type { Clock, UnitOfWork } from '../shared/ports.ts';
import type { FleetInventory } from '../execution/fleet-ports.ts';
import type { TaskStore } from '../task/task-ports.ts';
import { retryOnConflict } from '../shared/with-retry.ts';
import { passesByItself } from '../../domain/task/came-to-nothing.ts';
import { loadTask } from '../shared/load-task.ts';
import { failPlanning } from '../shared/planning-failure.ts';
import type { TaskRef } from '../../domain/shared/refs.ts';
import { differingEffect } from './steps/effect-of-now.ts';
import { loadPlan } from './steps/loaded-plan.ts';
import { commit } from '../shared/commit.ts';

export interface ValidatePlanDeps {
  readonly clock: Clock;
  readonly tasks: Pick<TaskStore, 'get'>;
  readonly plans: Pick<PlanStore, 'get'>;
  readonly policy: PolicyEngine;
  readonly fleet: FleetInventory;
  readonly locks: LockReader;
  readonly unitOfWork: UnitOfWork;
}

export interface ValidatePlanInput extends TaskRef {
  readonly plan_revision: number;
}

const earlierVerdict = (task: Task, revision: number): ValidationOutcome | null => {
  if (task.status === 'failed' || task.status === 'cancelled') return 'invalid';
  const { validation } = task;
  const seen =
    task.plan_revision === revision &&
    validation?.plan_digest !== undefined &&
    validation.plan_digest === task.plan_digest;
  if (!seen) return null;
  return validation.valid ? 'valid' : 'repairable';
};

/** Every policy of the action; a verdict that is not allowed counts as an error in any case. */
const policyFindings = async (policy: PolicyEngine, plan: Plan): Promise<readonly Finding[]> => {
  const verdicts = await Promise.all(
    policyQuestionsOf(plan, actionNamed(plan.action.type)).map(async (question) => ({
      name: question[0],
      verdict: await policy.evaluate(...question),
    })),
  );
  return verdicts.flatMap(({ name, verdict }): readonly Finding[] => {
    const unexplained =
      !verdict.allowed && verdict.findings.every(({ severity }) => severity !== 'error');
    return unexplained
      ? [
          ...verdict.findings,
          { code: 'policy-denied', severity: 'error', message: 'Denied.', rule: name },
        ]
      : verdict.findings;
  });
};

/** Null where the policy engine went away: what it decided a moment ago can't be put on record. */
const revisionOf = async (policy: PolicyEngine): Promise<string | null> => {
  try {
    return await policy.revision();
  } catch {
    return null;
  }
};

const digestFindings = ({ plan, digest }: PlanRevision): readonly Finding[] =>
  digestOf(plan) === digest
    ? []
    : [
        {
          code: 'digest-mismatch',
          severity: 'error',
          message: 'The stored plan is not the one that its digest names.',
          rule: 'schema',
        },
      ];

const noRevision = policyFailed({
  policy: 'production_safety',
  revision: 'unknown',
  failure: 'policy-error',
}).findings;

const collectFindings = async (deps: ValidatePlanDeps, task: Task, stored: PlanRevision) => {
  const { plan } = stored;
  const action = actionNamed(plan.action.type);
  const ids = plan.phases.flatMap((phase) => phase.assets.map((asset) => asset.asset_id));
  const [policy, current, goldenImages, held, policy_revision] = await Promise.all([
    policyFindings(deps.policy, plan),
    deps.fleet.get(task.org_id, ids),
    deps.fleet.goldenImages(task.org_id),
    deps.locks.held(task, ids),
    revisionOf(deps.policy),
  ]);
  const effect = await differingEffect(deps, { task, plan, action, current, goldenImages });
  const findings: readonly Finding[] = [
    ...digestFindings(stored),
    ...checkStructure(plan, actionNamed),
    ...policy,
    ...(policy_revision === null ? noRevision : []),
    ...checkDrift(plan, current, action),
    ...effect,
    ...checkConflicts(plan, {
      current,
      held,
      facts: { goldenImages },
      action,
    }),
  ];
  return { findings, policy_revision: policy_revision ?? 'unknown' };
};

interface Verdict {
  readonly outcome: ValidationOutcome;
  readonly validation: Validation;
}

/** Findings that a sentence tells; the validation has all. */
const toldFindings = 3;

const listed = (errors: readonly Finding[]): string => {
  const more = errors.length - toldFindings;
  const told = errors.slice(0, toldFindings).map(({ message }) => message);
  return [...told, ...(more > 0 ? [`and ${more} more findings`] : [])].join('; ');
};

/**
 * A policy that could not be asked is the policy engine's fault, and not the plan's. A plan that is
 * applied says what has changed, since nobody makes another one in its place.
 */
const failureOf = ({ applies_task_id: dryRun }: Task, errors: readonly Finding[]) => {
  const unanswered = policyFailureIn(errors);
  if (unanswered !== null)
    return { code: 'policy-unavailable' as const, message: policyUnavailable(unanswered) };
  if (dryRun !== null && passesByItself(errors))
    return {
      code: 'plan-changed' as const,
      message: `The plan of the dry run can't run just now, and nothing was changed: ${listed(errors)}. Apply the dry run again once that has passed.`,
    };
  if (dryRun !== null && isOfTheFleet(errors))
    return {
      code: 'plan-changed' as const,
      message: `The plan of the dry run no longer fits, and nothing was changed: ${listed(errors)}. Submit the request as a dry run again, and apply that one.`,
    };
  return {
    code: 'plan-invalid' as const,
    message: `The plan is not valid: ${errors.map(({ code }) => code).join(', ')}.`,
  };
};

const writeVerdict = async (
  deps: ValidatePlanDeps,
  task: Task,
  { outcome, validation }: Verdict,
): Promise<void> => {
  const errors = validation.findings.filter(({ severity }) => severity === 'error');
  if (outcome === 'invalid') {
    await failPlanning(deps, { task, ...failureOf(task, errors), patch: { validation } });
    return;
  }
  const at = toTimestamp(deps.clock.now());
  const repairs = task.repairs + (outcome === 'repairable' ? 1 : 0);
  await commit(deps.unitOfWork, {
    // A score that is there afterwards is this plan's.
    documents: [
      changeTask(task, at, {
        validation,
        repairs,
        quality_score: null,
        approval_requirement: null,
      }),
    ],
    audit: [
      taskEntry(task, {
        at,
        actor: 'validation',
        event: 'plan_validated',
        details: {
          outcome,
          findings: validation.findings.map(({ code, severity }) => ({ code, severity })),
          policy_revision: validation.policy_revision,
        },
      }),
    ],
  });
};

/**
 * Runs every stage on a plan and reports all findings: schema, policy, drift safety, conflicts. Only
 * a plan whose digest is the task's is looked at; a repeated call gives the first verdict.
 * @throws Rejection `state-forbids` when the task has another plan.
 * @throws TransientFailure when inventory or locks can't be read now.
 */
export const makeValidatePlan =
  (deps: ValidatePlanDeps) =>
  (input: ValidatePlanInput): Promise<{ outcome: ValidationOutcome }> =>
    retryOnConflict(async () => {
      const task = await loadTask(deps.tasks, input);
      const before = earlierVerdict(task, input.plan_revision);
      if (before !== null) return { outcome: before };
      const stored = await loadPlan(deps, task, input.plan_revision);
      const { findings, policy_revision } = await collectFindings(deps, task, stored);
      const outcome =
        task.applies_task_id === null
          ? judgeFindings(findings, task.repairs)
          : judgeFixedPlan(findings);
      await writeVerdict(deps, task, {
        outcome,
        validation: {
          valid: outcome === 'valid',
          findings: [...findings],
          policy_revision,
          plan_digest: stored.digest,
        },
      });
      return { outcome };
    });
