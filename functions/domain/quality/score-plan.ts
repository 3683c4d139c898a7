import type { Plan } from '../plan/plan.ts';
import type { Finding } from '../policy/finding.ts';
import { changeKeyOf } from './change-key.ts';
import { historyDays, provenDays, within } from './past-changes.ts';
import type { PastChange } from './past-changes.ts';
import type { QualityScore, ScoreCheck } from './quality-score.ts';
import { allowedEnvironments, permissionOf } from './thresholds.ts';

export interface ScoreFacts {
  readonly plan: Plan;
  readonly schemaValid: boolean;
  readonly findings: readonly Finding[];
  /** Earlier tasks of the same type in the same org. */
  readonly past: readonly PastChange[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The quality score of a plan: five dimensions of 0 to 20, each the sum of its checks. */
export const scorePlan = (facts: ScoreFacts): QualityScore => {
  const dimensions = {
    structural: structural(facts),
    policy_compliance: [policyCompliance(facts)],
    test_coverage: [testCoverage(facts)],
    operational_history: [operationalHistory(facts)],
    human_review: [humanReview(facts)],
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

const sum = (checks: readonly ScoreCheck[]): number =>
  checks.reduce((total, { points }) => total + points, 0);

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

const allOrNothing = (
  check: string,
  passed: boolean,
  { of, detail }: { readonly of: number; readonly detail: string },
): ScoreCheck => ({ check, passed, points: passed ? of : 0, of, detail });

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

const rollbackIsComplete = ({ rollback, action, phases }: Plan): boolean =>
  rollback.method !== '' &&
  (rollback.captures.length > 0 || action.undo === 'not_needed') &&
  phases.every(
    ({ rollback_if }) => rollback_if.failure_threshold_exceeded || rollback_if.health_check_failed,
  );

const pointsPerWarning = 5;

const policyCompliance = ({ findings }: ScoreFacts): ScoreCheck => {
  const warnings = findings.filter(({ severity }) => severity === 'warning').length;
  const denied = findings.some(({ severity }) => severity === 'error');
  return graded({
    check: 'policies',
    points: denied ? 0 : Math.max(0, 20 - pointsPerWarning * warnings),
    of: 20,
    detail: denied ? 'Denied.' : `${warnings} warnings.`,
  });
};

/** The same change proven in a lower environment; for development a passed simulation is enough. */
const testCoverage = ({ plan, past, now }: ScoreFacts): ScoreCheck => {
  const key = changeKeyOf(plan);
  const proven = within(past, now, provenDays).filter(
    ({ change_key, outcome }) => change_key === key && outcome === 'completed',
  );
  const provenIn = (environment: PastChange['environment']): boolean =>
    proven.some((change) => change.environment === environment);
  const simulated = plan.simulation?.passed === true;
  const grade = (points: number, detail: string): ScoreCheck =>
    graded({ check: 'proven elsewhere', points, of: 20, detail });
  if (plan.environment === 'development')
    return simulated ? grade(20, 'A simulation passed.') : grade(0, 'No simulation passed.');
  if (plan.environment === 'production' && provenIn('staging'))
    return grade(20, 'Completed in staging within 30 days.');
  if (provenIn('development')) return grade(12, 'Completed in development within 30 days.');
  return simulated
    ? grade(8, 'Simulated only; not completed in a lower environment within 30 days.')
    : grade(0, 'Neither completed in a lower environment nor simulated.');
};

const outcomeWeights: Readonly<Record<PastChange['outcome'], number>> = {
  completed: 1,
  rolled_back: 0.5,
  failed: 0,
  none: 0,
};

/** Laplace's rule of succession on the agent's outcomes, so that no history gives half. */
const operationalHistory = ({ plan, past, now }: ScoreFacts): ScoreCheck => {
  const ended = within(past, now, historyDays).filter(
    ({ agent, outcome }) => agent === plan.agent && outcome !== 'none',
  );
  const successes = ended.reduce((total, { outcome }) => total + outcomeWeights[outcome], 0);
  return graded({
    check: 'smoothed success rate',
    points: Math.floor((20 * (successes + 1)) / (ended.length + 2)),
    of: 20,
    detail: `${ended.length} executed in 90 days.`,
  });
};

/** Smoothed towards 0.4, so that no review gives 8. */
const humanReview = ({ plan, past, now }: ScoreFacts): ScoreCheck => {
  const reviewed = within(past, now, historyDays).filter(
    ({ agent, review }) => agent === plan.agent && review !== 'none',
  );
  const unchanged = reviewed.filter(({ review }) => review === 'approved_unchanged').length;
  return graded({
    check: 'smoothed share approved unchanged',
    // In tenths, because 0.8 has no exact binary form and floor would show it.
    points: Math.floor((2 * (10 * unchanged + 8)) / (reviewed.length + 2)),
    of: 20,
    detail: `${unchanged} of ${reviewed.length} approved as they were in 90 days.`,
  });
};
