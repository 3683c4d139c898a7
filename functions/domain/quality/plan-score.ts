import type { Plan } from '../plan/plan.ts';
import type { Finding } from '../policy/finding.ts';
import type { PastChange } from './past-changes.ts';
import { proofOf } from './proof.ts';
import type { QualityScore, ScoreCheck } from './quality-score.ts';
import { allowedEnvironments, permissionOf } from './thresholds.ts';
import { humanReview, operationalHistory } from './track-record.ts';
import type { RecordFacts } from './track-record.ts';

export interface ScoreFacts {
  readonly plan: Plan;
  readonly schemaValid: boolean;
  readonly findings: readonly Finding[];
  /** Earlier tasks of the same type in the same org. */
  readonly past: readonly PastChange[];
  /** Distinct assets of the action in the environment within 24 hours, this plan's among them. */
  readonly assetsInWindow: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

const allOrNothing = (
  check: string,
  passed: boolean,
  { of, detail }: { readonly of: number; readonly detail: string },
): ScoreCheck => ({ check, passed, points: passed ? of : 0, of, detail });

const rollbackIsComplete = ({ rollback, action, phases }: Plan): boolean =>
  rollback.method !== '' &&
  (rollback.captures.length > 0 || action.undo === 'not_needed') &&
  phases.every(
    ({ rollback_if }) => rollback_if.failure_threshold_exceeded || rollback_if.health_check_failed,
  );

const structural = ({ plan, schemaValid }: ScoreFacts): ScoreCheck[] => [
  allOrNothing('schema valid', schemaValid, { of: 10, detail: 'The plan has the agreed shape.' }),
  allOrNothing('rollback complete', rollbackIsComplete(plan), {
    of: 4,
    detail: 'Method, what is captured before, and a criterion in every phase.',
  }),
  allOrNothing(
    'health checks in every phase',
    plan.phases.every((phase) => phase.health_checks.length > 0),
    { of: 3, detail: `${plan.phases.length} phases.` },
  ),
  allOrNothing(
    'evidence and assumptions',
    plan.evidence.length > 0 && plan.assumptions.length > 0,
    {
      of: 3,
      detail: `${plan.evidence.length} statements with evidence, ${plan.assumptions.length} assumptions.`,
    },
  ),
];

interface Graded {
  readonly check: string;
  readonly points: number;
  readonly of: number;
  readonly detail: string;
}

const graded = ({ check, points, of, detail }: Graded): ScoreCheck => ({
  check,
  passed: points >= of,
  points,
  of,
  detail,
});

const pointsPerWarning = 5;

const policyCompliance = ({ findings }: ScoreFacts): ScoreCheck => {
  const denied = findings.some(({ severity }) => severity === 'error');
  // What does not deny is a warning.
  const warnings = findings.length;
  return graded({
    check: 'policies',
    points: denied ? 0 : Math.max(0, 20 - pointsPerWarning * warnings),
    of: 20,
    detail: denied ? 'Denied.' : `${warnings} warnings.`,
  });
};

const testCoverage = (facts: ScoreFacts): ScoreCheck =>
  graded({ check: 'proven elsewhere', of: 20, ...proofOf(facts) });

const recordOf = ({ plan, past, now }: ScoreFacts): RecordFacts => ({
  agent: plan.agent,
  past,
  now,
});

const sum = (checks: readonly ScoreCheck[]): number =>
  checks.reduce((total, { points }) => total + points, 0);

/** The quality score of a plan: five dimensions of 0 to 20, each the sum of its checks. */
export const scorePlan = (facts: ScoreFacts): QualityScore => {
  const dimensions = {
    structural: structural(facts),
    policy_compliance: [policyCompliance(facts)],
    test_coverage: [testCoverage(facts)],
    operational_history: [
      graded({ check: 'smoothed success rate', of: 20, ...operationalHistory(recordOf(facts)) }),
    ],
    human_review: [
      graded({
        check: 'smoothed share approved unchanged',
        of: 20,
        ...humanReview(recordOf(facts)),
      }),
    ],
  };
  const points = {
    structural: sum(dimensions.structural),
    policy_compliance: sum(dimensions.policy_compliance),
    test_coverage: sum(dimensions.test_coverage),
    operational_history: sum(dimensions.operational_history),
    human_review: sum(dimensions.human_review),
  };
  const total = Object.values(points).reduce((left, right) => left + right, 0);
  return {
    total,
    ...points,
    dimensions,
    requires_approval: permissionOf(total, facts.plan.environment).needs_approval,
    allowed_environments: allowedEnvironments(total),
  };
};
