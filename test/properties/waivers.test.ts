import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeKeyOf } from '../../functions/domain/quality/change-key.ts';
import type { PastChange } from '../../functions/domain/quality/past-changes.ts';
import { proofOf } from '../../functions/domain/quality/proof.ts';
import { humanReview, operationalHistory } from '../../functions/domain/quality/track-record.ts';
import { aBuiltPlan } from '../support/builders/a-built-plan.ts';
import { aPastChange, alone, times } from '../support/builders/a-past-change.ts';
import { noon } from '../support/builders/moments.ts';
import { onePerson } from '../support/planning/one-person.ts';
import type { Step } from '../support/planning/one-person.ts';

const step: fc.Arbitrary<Step> = fc.record({
  environment: fc.constantFrom('development', 'staging', 'staging', 'production'),
  assets: fc.integer({ min: 1, max: 40 }),
  dryRun: fc.boolean(),
  wantsPeople: fc.boolean(),
  atGate: fc.constantFrom('approve', 'approve', 'reject', 'cancel', 'leave'),
  end: fc.constantFrom(
    'completed',
    'completed',
    'completed',
    'failed',
    'rolled_back',
    'rollback_partial',
    'cancelled',
  ),
  partial: fc.boolean(),
  hoursLater: fc.integer({ min: 0, max: 60 }),
});

const mode = fc.constantFrom('score', 'canary_only', 'full_auto', 'approve_all', 'plan_only');

/** The best past that a fleet can bring along: everything completed and approved as it was. */
const spotless = (count: number): PastChange[] =>
  times(count, alone({ origin: 'fleet', review: 'approved_unchanged' }, 0.5));

const lastWish: Step = {
  environment: 'production',
  assets: 20,
  dryRun: false,
  wantsPeople: false,
  atGate: 'leave',
  end: 'completed',
  partial: false,
  hoursLater: 1,
};

describe('one person’s own actions', () => {
  it('never open production, or what asks for people, without a gate, in any mode, with and without issuer', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 25 }),
        fc.record({ issuer: fc.boolean(), mode, history: fc.constantFrom(0, 80).map(spotless) }),
        async (steps, options) => {
          const org = onePerson(options);
          for (const one of [...steps, lastWish]) expect(await org.take(one)).toBe(false);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('leave a record, so that the sequences are about something', async () => {
    const org = onePerson({ issuer: true, mode: 'score', history: spotless(80) });
    await org.take({ ...lastWish, environment: 'staging' });

    expect(org.pastNow()).toMatchObject([
      { outcome: 'completed', waived: true, approved_by: [], assets_completed: 20 },
    ]);
  });

  it('never raise the record, whatever was before', () => {
    const own = fc.record({
      outcome: fc.constantFrom('completed', 'failed', 'rolled_back', 'none'),
      review: fc.constantFrom('none', 'approved_unchanged', 'rejected'),
      waived: fc.boolean(),
      people_told_apart: fc.boolean(),
      approved_by: fc.constantFrom([], [{ id: 'ada' }]),
    });
    const others = fc.record({
      outcome: fc.constantFrom('completed', 'failed', 'rolled_back', 'none'),
      review: fc.constantFrom('approved_unchanged', 'approved_modified', 'rejected'),
    });
    fc.assert(
      fc.property(fc.array(others, { maxLength: 30 }), fc.array(own, { maxLength: 30 }), (a, b) => {
        const before = a.map((changes) => aPastChange(changes));
        const past = [...before, ...b.map((changes) => alone(changes))];
        for (const grade of [operationalHistory, humanReview]) {
          const of = (record: readonly PastChange[]): number =>
            grade({ agent: 'drift_agent', past: record, now: noon }).points;
          expect(of(past)).toBeLessThanOrEqual(of(before));
        }
      }),
    );
  });
});

describe('a proof', () => {
  const plan = aBuiltPlan({ simulation: null });
  const key = changeKeyOf(plan);
  const provenBy = (sizes: readonly number[]): readonly PastChange[] =>
    sizes.map((size) =>
      alone({
        ...{ environment: 'staging', change_key: key },
        ...{ assets_planned: size, assets_completed: size },
      }),
    );
  const pointsOf = (sizes: readonly number[], assetsInWindow: number): number =>
    proofOf({ plan, past: provenBy(sizes), assetsInWindow, now: noon }).points;
  const sizes = fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 20 });
  const window = fc.integer({ min: 1, max: 5_000 });

  it('is full only where one run alone had five assets and a tenth of those that ride on it', () => {
    fc.assert(
      fc.property(sizes, window, (runs, assets) => {
        const isFull = runs.some((size) => size >= 5 && size * 10 >= assets);

        expect(pointsOf(runs, assets) === 20).toBe(isFull);
      }),
    );
  });

  it('carries no more than its share, and less the more rides on it', () => {
    fc.assert(
      fc.property(sizes, window, fc.integer({ min: 1, max: 500 }), (runs, assets, more) => {
        const points = pointsOf(runs, assets);
        const largest = Math.max(0, ...runs);

        expect(points * Math.max(50, assets)).toBeLessThanOrEqual(20 * 10 * largest);
        expect(pointsOf(runs, assets + more)).toBeLessThanOrEqual(points);
      }),
    );
  });

  it('grows by no repetition of a run', () => {
    fc.assert(
      fc.property(sizes, window, fc.integer({ min: 1, max: 20 }), (runs, assets, again) => {
        expect(pointsOf(times(again, runs).flat(), assets)).toBe(pointsOf(runs, assets));
      }),
    );
  });
});
