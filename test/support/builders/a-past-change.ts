import type { PastChange } from '../../../functions/domain/quality/past-changes.ts';
import { TaskId } from '../../../functions/domain/shared/ids.ts';
import { noon } from './moments.ts';

/** A production rollout of 20 assets that Ada asked for and Bob approved, completed yesterday. */
export const aPastChange = (changes: Partial<PastChange> = {}, daysAgo = 1): PastChange => ({
  task_id: TaskId.parse('task-01h00000000000000000000000'),
  task_type: 'drift_remediation',
  environment: 'production',
  agent: 'drift_agent',
  change_key: 'another change',
  left_out: null,
  outcome: 'completed',
  review: 'approved_unchanged',
  at: new Date(noon - daysAgo * 86_400_000).toISOString(),
  action: 'reimage',
  assets_planned: 20,
  assets_completed: 20,
  dry_run: false,
  requested_by: { id: 'ada' },
  approved_by: [{ id: 'bob' }],
  registered: [],
  people_told_apart: true,
  waived: false,
  policy_revision: 'r1',
  origin: 'recorded',
  ...changes,
});

/** What a run leaves behind that one person asked for, and approved or had waived. */
export const alone = (changes: Partial<PastChange> = {}, daysAgo = 1): PastChange =>
  aPastChange({ review: 'none', approved_by: [], waived: true, ...changes }, daysAgo);

export const times = <Entry>(count: number, entry: Entry): Entry[] =>
  Array.from({ length: count }, () => entry);
