import type { HistoryEntry } from './fleet-asset.ts';
import { hexOf } from './stable-hash.ts';

type PastTask = Pick<HistoryEntry, 'outcome' | 'review'>;

const endings = {
  C: { outcome: 'completed', review: 'approved_unchanged' },
  c: { outcome: 'completed', review: 'approved_modified' },
  R: { outcome: 'rolled_back', review: 'approved_unchanged' },
  r: { outcome: 'rolled_back', review: 'approved_modified' },
  F: { outcome: 'failed', review: 'approved_unchanged' },
  f: { outcome: 'failed', review: 'approved_modified' },
  x: { outcome: 'none', review: 'rejected' },
} as const satisfies Readonly<Record<string, PastTask>>;

/*
 * The production tasks of the last three months, the latest first: 38 executed (20 completed, 8 rolled
 * back, 10 failed) and 42 reviewed (27 as they were, 11 modified, 4 rejected). They stand for runs that
 * others approved. By the score's formulas that is operational history 12 and human review 12, so that
 * a production plan with full structure and one policy warning has 67 points with a passed simulation
 * and 79 with a full proof in staging: no run of the requester's own, and neither one more success nor
 * one more rejection, carries it out of 60 to 79.
 */
const pastTasks: readonly PastTask[] = Array.from(
  'CFRcCxfCCFrRcCCxfFRCcCCFRxfCcCFrRCCxfcCFRC',
  (letter) => endings[letter as keyof typeof endings],
);

const daysBetween = 2;

const kinds = [
  { task_type: 'drift_remediation', agent: 'drift_agent', hour: 10 },
  { task_type: 'patch_rollout', agent: 'patch_agent', hour: 14 },
] as const;

const hourMilliseconds = 3_600_000;

/** The demo org's past: the same tasks with the same ids, dated back from now. */
export const demoHistory = (nowMilliseconds: number): readonly HistoryEntry[] =>
  kinds.flatMap(({ task_type, agent, hour }) =>
    pastTasks.map(({ outcome, review }, index) => ({
      task_id: `task-${hexOf(`history/${task_type}/${index}`, 26)}`,
      task_type,
      environment: 'production',
      agent,
      // Of a change of its own, so that no new plan finds itself proven by the past.
      change_key: hexOf(`history/change/${task_type}/${index}`, 64),
      outcome,
      review,
      at: new Date(
        nowMilliseconds - ((index + 1) * daysBetween * 24 + hour) * hourMilliseconds,
      ).toISOString(),
    })),
  );
