import { describe, expect, it } from 'vitest';
import {
  wasApprovedByAnother,
  wasCarriedOutWhole,
  wasRejected,
  within,
} from '../../../functions/domain/quality/past-changes.ts';
import type { PastChange } from '../../../functions/domain/quality/past-changes.ts';
import { aPastChange } from '../../support/builders/a-past-change.ts';
import { noon } from '../../support/builders/moments.ts';

const at = (time: number): PastChange => aPastChange({ at: new Date(time).toISOString() });

const day = 86_400_000;

describe('the last days', () => {
  it.each([
    ['now', noon, true],
    ['a moment to come', noon + 1, false],
    ['just within', noon - 90 * day + 1, true],
    ['exactly so long ago', noon - 90 * day, false],
  ])('hold what was %s: %#', (_name, time, held) => {
    expect(within([at(time)], noon, 90)).toHaveLength(held ? 1 : 0);
  });
});

describe('a run', () => {
  it.each<[string, Partial<PastChange>, boolean]>([
    ['by another person', {}, true],
    ['by nobody, since it was waived', { waived: true }, false],
    ['by people who can’t be told apart', { people_told_apart: false }, false],
    ['for someone unknown', { requested_by: null }, false],
    ['by nobody', { approved_by: [] }, false],
    ['by its requester', { approved_by: [{ id: 'ada' }] }, false],
    ['by its requester and another', { approved_by: [{ id: 'ada' }, { id: 'bob' }] }, true],
    [
      'by an address that is registered for its requester',
      {
        approved_by: [{ id: 'x', email: 'ada@example.com' }],
        registered: [{ id: 'ada', email: 'ada@example.com' }],
      },
      false,
    ],
    ['as the fleet says', { origin: 'fleet', waived: true, requested_by: null }, true],
    ['as the fleet says, changed', { origin: 'fleet', review: 'approved_modified' }, true],
    ['not, as the fleet says', { origin: 'fleet', review: 'none' }, false],
    ['not, as the fleet says: rejected', { origin: 'fleet', review: 'rejected' }, false],
  ])('was approved %s', (_name, changes, approved) => {
    expect(wasApprovedByAnother(aPastChange(changes))).toBe(approved);
  });

  it.each<[string, Partial<PastChange>, boolean]>([
    ['each asset', {}, true],
    ['more than planned', { assets_planned: 19 }, true],
    ['one asset', { assets_planned: 1, assets_completed: 1 }, true],
    ['no asset', { assets_planned: 0, assets_completed: 0 }, false],
    ['all but one', { assets_completed: 19 }, false],
    ['none for real', { dry_run: true }, false],
    ['what it could until it failed', { outcome: 'failed' }, false],
  ])('was carried out on %s: %#', (_name, changes, whole) => {
    expect(wasCarriedOutWhole(aPastChange(changes))).toBe(whole);
  });

  it.each<[string, PastChange[], boolean]>([
    ['the same one', [aPastChange({ review: 'rejected' })], true],
    ['among others', [aPastChange(), aPastChange({ review: 'rejected' })], true],
    ['another change', [aPastChange({ review: 'rejected', change_key: 'other' })], false],
    ['elsewhere', [aPastChange({ review: 'rejected', environment: 'staging' })], false],
    ['30 days ago', [aPastChange({ review: 'rejected' }, 30)], false],
    ['never', [aPastChange()], false],
  ])('was rejected lately: %s', (_name, past, rejected) => {
    const change = { change_key: 'another change', environment: 'production' } as const;

    expect(wasRejected(past, change, noon)).toBe(rejected);
  });
});
