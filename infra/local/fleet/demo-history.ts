import type { FleetEnvironment, HistoryEntry } from './fleet-asset.ts';
import { hexOf } from './stable-hash.ts';

interface PastTask {
  readonly daysAgo: number;
  readonly environment: FleetEnvironment;
  readonly outcome: HistoryEntry['outcome'];
  readonly review: HistoryEntry['review'];
}

const row = (
  daysAgo: number,
  outcome: HistoryEntry['outcome'],
  review: HistoryEntry['review'],
): PastTask => ({ daysAgo, environment: 'production', outcome, review });

/*
 * 18 executed (14 completed, 2 rolled back, 2 failed) and 18 reviewed (15 as they were, 2 modified,
 * 1 rejected). By the score's formulas that is operational history 16 and human review 15, so that a
 * production plan with full structure, one policy warning and a passed simulation has 74 points, and
 * neither one more success nor one more rejection carries it out of 60 to 79.
 */
const pastTasks: readonly PastTask[] = [
  row(2, 'completed', 'approved_unchanged'),
  row(5, 'completed', 'approved_unchanged'),
  row(9, 'completed', 'approved_modified'),
  row(12, 'completed', 'approved_unchanged'),
  row(16, 'rolled_back', 'approved_unchanged'),
  row(19, 'completed', 'approved_unchanged'),
  row(23, 'completed', 'approved_unchanged'),
  row(27, 'none', 'rejected'),
  row(30, 'completed', 'approved_unchanged'),
  row(34, 'failed', 'approved_unchanged'),
  row(38, 'completed', 'approved_unchanged'),
  row(43, 'completed', 'approved_unchanged'),
  row(47, 'completed', 'approved_modified'),
  row(52, 'completed', 'approved_unchanged'),
  row(56, 'rolled_back', 'approved_unchanged'),
  row(61, 'completed', 'approved_unchanged'),
  row(66, 'completed', 'approved_unchanged'),
  row(71, 'failed', 'approved_unchanged'),
  { daysAgo: 76, environment: 'development', outcome: 'completed', review: 'none' },
];

const kinds = [
  { task_type: 'drift_remediation', agent: 'drift_agent', hour: 10 },
  { task_type: 'patch_rollout', agent: 'patch_agent', hour: 14 },
] as const;

const hourMilliseconds = 3_600_000;

/** The demo org's past: the same tasks with the same ids, dated back from now. */
export const demoHistory = (nowMilliseconds: number): readonly HistoryEntry[] =>
  kinds.flatMap(({ task_type, agent, hour }) =>
    pastTasks.map(({ daysAgo, environment, outcome, review }, index) => ({
      task_id: `task-${hexOf(`history/${task_type}/${index}`, 26)}`,
      task_type,
      environment,
      agent,
      // Of a change of its own, so that no new plan finds itself proven by the past.
      change_key: hexOf(`history/change/${task_type}/${index}`, 64),
      outcome,
      review,
      at: new Date(nowMilliseconds - (daysAgo * 24 + hour) * hourMilliseconds).toISOString(),
    })),
  );
