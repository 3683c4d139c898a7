import { describe, expect, it } from 'vitest';
import type { OrgSettings } from '../../../functions/application/settings/settings-ports.ts';
import type { PastChange } from '../../../functions/domain/quality/past-changes.ts';
import { changeKeyOf } from '../../../functions/domain/quality/change-key.ts';
import type { Environment } from '../../../functions/domain/shared/environment.ts';
import { TaskId } from '../../../functions/domain/shared/ids.ts';
import { aPastChange, alone, times } from '../../support/builders/a-past-change.ts';
import { aSpec } from '../../support/builders/a-spec.ts';
import { aTask } from '../../support/builders/a-task.ts';
import { someAssets } from '../../support/builders/an-asset.ts';
import { org } from '../../support/builders/ids.ts';
import { noon } from '../../support/builders/moments.ts';
import { memoryRecentRuns } from '../../support/memory/memory-past.ts';
import { someSettings } from '../../support/builders/some-settings.ts';
import { aPlanningWorld } from '../../support/planning/world.ts';

type Mode = OrgSettings['autonomy']['production'];

interface Case {
  readonly environment?: Environment;
  readonly planned?: number;
  /** What is on record, given the key of the change that is planned. */
  readonly past?: (key: string) => readonly PastChange[];
  /** Assets of the same action that others were let change, and how many hours ago. */
  readonly earlier?: readonly { readonly assets: number; readonly hoursAgo: number }[];
  readonly mode?: Mode;
  readonly issuer?: boolean;
}

const otherTask = (number: number) => TaskId.parse(`task-01k${String(number).padStart(23, '0')}`);

const taskIn = (environment: Environment) =>
  aTask({
    environment,
    task_spec: aSpec({
      environment,
      risk_level: 'low',
      selector: { environment, roles: ['web'] },
    }),
  });

const worldOf = (one: Case, past: readonly PastChange[]) => {
  const { environment = 'production', planned = 50, earlier = [], mode = 'score' } = one;
  const runs = earlier.map(({ assets, hoursAgo }, number) => ({
    ...{ org_id: org, environment, action: 'reimage', task_id: otherTask(number) },
    asset_ids: Array.from({ length: assets }, (_, index) => `other-${number}-${index}`),
    at: new Date(noon - hoursAgo * 3_600_000).toISOString(),
  }));
  return aPlanningWorld({
    task: taskIn(environment),
    fleet: { assets: someAssets(planned, { environment }) },
    ledger: past,
    recentRuns: memoryRecentRuns(runs),
    settings: someSettings({
      autonomy: { development: mode, staging: mode, production: mode },
      has_identity_provider: one.issuer ?? true,
      four_eyes: one.issuer ?? true,
    }),
  });
};

const judged = async (one: Case) => {
  const probe = worldOf(one, []);
  await probe.plan();
  const world = worldOf(one, one.past?.(changeKeyOf(probe.planOf())) ?? []);
  await world.plan();
  const revision = { ...world.name, plan_revision: 1 };
  await world.validatePlan(revision);
  const { outcome } = await world.scorePlan(revision);
  const { quality_score: score, approval_requirement: requirement } = world.store.current();
  return { outcome, score, requirement, reasons: requirement?.reasons ?? [] };
};

/** A run in staging of the change that is planned, by one person. */
const proof = (assets: number, changes: Partial<PastChange> = {}, daysAgo = 1) => {
  const size = { assets_planned: assets, assets_completed: assets };
  return (change_key: string): readonly PastChange[] => [
    alone({ environment: 'staging', change_key, ...size, ...changes }, daysAgo),
  ];
};

describe('what a run in a lower environment proves', () => {
  it.each<[string, Case, number]>([
    ['nothing at all', {}, 8],
    ['five of fifty', { past: proof(5) }, 20],
    ['one of fifty', { past: proof(1) }, 8],
    ['three of fifty', { past: proof(3) }, 12],
    ['four of fifty', { past: proof(4) }, 16],
    ['ten of fifty', { past: proof(10) }, 20],
    ['five of 400', { planned: 400, past: proof(5) }, 8],
    ['twenty of 400', { planned: 400, past: proof(20) }, 10],
    ['39 of 400', { planned: 400, past: proof(39) }, 19],
    ['forty of 400', { planned: 400, past: proof(40) }, 20],
    ['two of two, where five are full', { planned: 2, past: proof(2) }, 8],
    ['one asset twenty times', { past: (key) => times(20, proof(1)(key)).flat() }, 8],
    [
      'the largest of several runs',
      { past: (key) => [...proof(1)(key), ...proof(3)(key), ...proof(2)(key)] },
      12,
    ],
    ['a dry run', { past: proof(5, { dry_run: true }) }, 8],
    ['a cancelled run', { past: proof(5, { outcome: 'none' }) }, 8],
    ['a run that was rolled back', { past: proof(5, { outcome: 'rolled_back' }) }, 8],
    ['a failed run', { past: proof(5, { outcome: 'failed' }) }, 8],
    ['a run that skipped one asset', { past: proof(5, { assets_planned: 6 }) }, 8],
    ['an entry of before, without sizes', { past: proof(0) }, 8],
    ['a run of another change', { past: () => proof(5)('another change') }, 8],
    ['a run of 31 days ago', { past: proof(5, {}, 31) }, 8],
    ['a run of 29 days ago', { past: proof(5, {}, 29) }, 20],
    ['a run in production itself', { past: proof(50, { environment: 'production' }) }, 8],
    ['five in development', { past: proof(5, { environment: 'development' }) }, 12],
    ['three in development', { past: proof(3, { environment: 'development' }) }, 8],
    [
      'five, with 450 others changed within the day',
      { past: proof(5), earlier: [{ assets: 450, hoursAgo: 3 }] },
      8,
    ],
    [
      'five, with ten slices of fifty within the day',
      { past: proof(5), earlier: times(9, { assets: 50, hoursAgo: 20 }) },
      8,
    ],
    [
      'fifty, with ten slices of fifty within the day',
      { past: proof(50), earlier: times(9, { assets: 50, hoursAgo: 20 }) },
      20,
    ],
    [
      'five, with 450 others changed the day before',
      { past: proof(5), earlier: [{ assets: 450, hoursAgo: 25 }] },
      20,
    ],
    [
      'five in development for staging',
      { environment: 'staging', past: proof(5, { environment: 'development' }) },
      12,
    ],
    ['five in staging for staging itself', { environment: 'staging', past: proof(5) }, 8],
  ])('%s', async (_what, one, points) => {
    expect((await judged(one)).score?.test_coverage).toBe(points);
  });
});

describe('whose runs make a record', () => {
  const withPast = (...past: readonly PastChange[]): Case => ({ past: () => past });

  it.each<[string, Case, readonly [history: number, review: number]]>([
    ['nobody’s', {}, [10, 8]],
    ['one that another person approved', withPast(aPastChange()), [13, 12]],
    ['fifty that were waived', withPast(...times(50, alone())), [10, 8]],
    [
      'fifty that their requester approved',
      withPast(...times(50, aPastChange({ approved_by: [{ id: 'ada' }] }))),
      [10, 8],
    ],
    [
      'fifty that their requester approved under another spelling of the address',
      withPast(
        ...times(
          50,
          aPastChange({
            requested_by: { id: 'ada', email: 'ada@example.com' },
            approved_by: [{ id: 'page', email: 'Ada@Example.com' }],
          }),
        ),
      ),
      [10, 8],
    ],
    [
      'fifty where nobody could be told apart',
      withPast(...times(50, aPastChange({ people_told_apart: false }))),
      [10, 8],
    ],
    ['a failure that was waived', withPast(alone({ outcome: 'failed' })), [6, 8]],
    ['a rollback that was waived', withPast(alone({ outcome: 'rolled_back' })), [8, 8]],
    [
      'a rollback that another person approved',
      withPast(aPastChange({ outcome: 'rolled_back' })),
      [10, 12],
    ],
    [
      'a rejection, whoever spoke it',
      withPast(alone({ outcome: 'none', review: 'rejected' })),
      [10, 5],
    ],
    [
      'a past that came with the fleet',
      withPast(...times(8, alone({ origin: 'fleet', review: 'approved_unchanged' }))),
      [18, 17],
    ],
    [
      'what came with the fleet and nobody reviewed',
      withPast(...times(8, alone({ origin: 'fleet' }))),
      [10, 8],
    ],
  ])('%s', async (_what, one, [history, review]) => {
    const { score } = await judged(one);

    expect([score?.operational_history, score?.human_review]).toEqual([history, review]);
  });

  it('is told in the dimensions, with what does not count', async () => {
    const { score } = await judged(withPast(...times(3, alone()), aPastChange()));

    expect(score?.dimensions['operational_history']?.[0]?.detail).toBe(
      '1 executed in 90 days count. 3 completed without another person’s approval and do not.',
    );
  });
});

describe('what takes the place of people', () => {
  /** A record that earns as many points as there are, so that nothing but the rule in question asks. */
  const spotless = (key: string): readonly PastChange[] => [
    ...times(80, aPastChange()),
    ...proof(50)(key),
    ...proof(50, { environment: 'development' })(key),
  ];
  const rejectedHere = (environment: Environment, daysAgo: number) => (key: string) => [
    ...spotless(key),
    alone({ environment, change_key: key, outcome: 'none', review: 'rejected' }, daysAgo),
  ];

  it.each<[string, Case, readonly [outcome: string, reasons: readonly string[]]]>([
    ['in production: no score', { past: spotless }, ['await_approval', ['no-earned-grant']]],
    [
      'in production without an issuer: no score',
      { past: spotless, issuer: false },
      ['await_approval', ['no-earned-grant']],
    ],
    [
      'in production: no full autonomy',
      { past: spotless, mode: 'full_auto' },
      ['await_approval', ['no-earned-grant']],
    ],
    [
      'in production: no canary',
      { past: spotless, mode: 'canary_only' },
      ['await_approval', ['mode-canary-only', 'no-earned-grant']],
    ],
    ['in staging: the score', { environment: 'staging', past: spotless }, ['approved', []]],
    [
      'in staging: not after a rejection of the same change',
      { environment: 'staging', past: rejectedHere('staging', 29) },
      ['await_approval', ['rejected-recently']],
    ],
    [
      'in staging: the score again, 31 days after',
      { environment: 'staging', past: rejectedHere('staging', 31) },
      ['approved', []],
    ],
    [
      'in staging: whatever was rejected in production',
      { environment: 'staging', past: rejectedHere('production', 1) },
      ['approved', []],
    ],
    [
      'in staging: full autonomy does not outweigh a rejection',
      { environment: 'staging', past: rejectedHere('staging', 1), mode: 'full_auto' },
      ['await_approval', ['rejected-recently']],
    ],
    [
      'in development: not after a rejection either',
      { environment: 'development', past: rejectedHere('development', 1) },
      ['await_approval', ['rejected-recently']],
    ],
  ])('%s', async (_what, one, [outcome, reasons]) => {
    const found = await judged(one);

    expect([found.outcome, found.reasons]).toEqual([outcome, reasons]);
    expect(found.requirement?.explanations?.map(({ code }) => code)).toEqual(reasons);
  });

  it('is nothing once slices within a day add up to a critical change', async () => {
    const tenth = await judged({
      past: spotless,
      earlier: times(10, { assets: 50, hoursAgo: 23 }),
    });
    const calm = await judged({ past: spotless, earlier: times(9, { assets: 50, hoursAgo: 23 }) });

    expect(tenth.reasons).toEqual(['critical-risk', 'no-earned-grant']);
    expect(tenth.requirement?.quorum).toBe(2);
    expect(tenth.requirement?.explanations?.[0]?.message).toContain(
      '550 assets get reimage in production within 24 hours, 50 of them by this plan',
    );
    expect(calm.reasons).toEqual(['no-earned-grant']);
  });
});
