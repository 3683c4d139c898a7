import { describe, expect, it } from 'vitest';
import type { PastChange } from '../../../functions/domain/quality/past-changes.ts';
import { humanReview, operationalHistory } from '../../../functions/domain/quality/track-record.ts';
import { aPastChange, alone, times } from '../../support/builders/a-past-change.ts';
import { noon } from '../../support/builders/moments.ts';

const facts = (past: readonly PastChange[]) => ({ agent: 'drift_agent', past, now: noon });

describe('the operational history', () => {
  const counted = (count: number, own: number): string =>
    `${count} executed in 90 days count. ` +
    `${own} completed without another person’s approval and do not.`;

  it.each<[string, PastChange[], number, string]>([
    ['no run', [], 10, counted(0, 0)],
    ['one success', [aPastChange()], 13, counted(1, 0)],
    ['one’s own success', [alone()], 10, counted(0, 1)],
    ['a failure', [aPastChange({ outcome: 'failed' })], 6, counted(1, 0)],
    ['one’s own failure', [alone({ outcome: 'failed' })], 6, counted(1, 0)],
    ['a rollback', [aPastChange({ outcome: 'rolled_back' })], 10, counted(1, 0)],
    ['one’s own rollback', [alone({ outcome: 'rolled_back' })], 8, counted(1, 0)],
    ['two of one’s own', times(2, alone({ outcome: 'rolled_back' })), 6, counted(2, 0)],
    ['none that ended', [aPastChange({ outcome: 'none' })], 10, counted(0, 0)],
    ['another agent’s', [aPastChange({ agent: 'patch_agent' })], 10, counted(0, 0)],
    [
      'some of each',
      [
        ...times(3, aPastChange()),
        alone(),
        aPastChange({ outcome: 'failed' }),
        aPastChange({ outcome: 'none' }),
      ],
      13,
      counted(4, 1),
    ],
  ])('of %s', (...[, past, points, detail]) => {
    expect(operationalHistory(facts(past))).toEqual({ points, detail });
  });
});

describe('the human review', () => {
  const said = (unchanged: number, of: number): string =>
    `${unchanged} of ${of} approved as they were by another person in 90 days.`;

  it.each<[string, PastChange[], number, string]>([
    ['no review', [], 8, said(0, 0)],
    ['an approval', [aPastChange()], 12, said(1, 1)],
    ['one’s own approval', [alone({ review: 'approved_unchanged' })], 8, said(0, 0)],
    ['a modification', [aPastChange({ review: 'approved_modified' })], 5, said(0, 1)],
    ['one’s own modification', [alone({ review: 'approved_modified' })], 5, said(0, 1)],
    ['a rejection', [aPastChange({ review: 'rejected' })], 5, said(0, 1)],
    ['nobody’s', [aPastChange({ review: 'none' })], 8, said(0, 0)],
    ['another agent’s', [aPastChange({ agent: 'patch_agent' })], 8, said(0, 0)],
    [
      'three approvals and a rejection',
      [...times(3, aPastChange()), aPastChange({ review: 'rejected' })],
      12,
      said(3, 4),
    ],
  ])('of %s', (...[, past, points, detail]) => {
    expect(humanReview(facts(past))).toEqual({ points, detail });
  });
});
