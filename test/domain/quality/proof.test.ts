import { describe, expect, it } from 'vitest';
import { changeKeyOf, leftOutKeyOf } from '../../../functions/domain/quality/change-key.ts';
import type { PastChange } from '../../../functions/domain/quality/past-changes.ts';
import { proofOf } from '../../../functions/domain/quality/proof.ts';
import type { ProofFacts } from '../../../functions/domain/quality/proof.ts';
import { aBuiltPlan } from '../../support/builders/a-built-plan.ts';
import { aPastChange } from '../../support/builders/a-past-change.ts';
import { aSpec } from '../../support/builders/a-spec.ts';
import { noon } from '../../support/builders/moments.ts';

const plan = aBuiltPlan();
const key = changeKeyOf(plan);

const run = (changes: Partial<PastChange> = {}, daysAgo = 1): PastChange =>
  aPastChange({ change_key: key, environment: 'staging', ...changes }, daysAgo);

const sized = (assets: number, changes: Partial<PastChange> = {}): PastChange =>
  run({ assets_planned: assets, assets_completed: assets, ...changes });

const proof = (changes: Partial<ProofFacts> = {}) =>
  proofOf({ plan, past: [], assetsInWindow: 20, now: noon, ...changes });

const grounds = (environment: string, proven: number, needed: string): string =>
  `Completed in ${environment} within 30 days on ${proven} assets in one run; ${needed} ` +
  'assets of this action in production within 24 hours.';

describe('the proof of a change', () => {
  it.each<[string, ProofFacts['plan'], number, string]>([
    ['simulated', plan, 20, 'A simulation passed.'],
    ['not simulated', { ...plan, simulation: null }, 0, 'No simulation passed.'],
    [
      'whose simulation failed',
      { ...plan, simulation: { passed: false, tool_call_id: 'x' } },
      0,
      'No simulation passed.',
    ],
  ])('for development, %s', (...[, of, points, detail]) => {
    expect(proof({ plan: { ...of, environment: 'development' } })).toEqual({ points, detail });
  });

  it.each<[string, Partial<ProofFacts>, number, string]>([
    [
      'nothing but a simulation',
      {},
      8,
      `Simulated only. ${grounds('staging', 0, '5 prove the 20')}`,
    ],
    [
      'nothing at all',
      { plan: { ...plan, simulation: null } },
      0,
      `Not simulated. ${grounds('staging', 0, '5 prove the 20')}`,
    ],
    ['a run in staging', { past: [sized(20)] }, 20, grounds('staging', 20, '5 prove the 20')],
    [
      'a run in development',
      { past: [sized(20, { environment: 'development' })] },
      12,
      grounds('development', 20, '5 prove the 20'),
    ],
    [
      'runs in both, of which staging is worth more',
      { past: [sized(20, { environment: 'development' }), sized(20)] },
      20,
      grounds('staging', 20, '5 prove the 20'),
    ],
    [
      'a small run in staging and a full one in development',
      { past: [sized(2), sized(20, { environment: 'development' })] },
      12,
      grounds('development', 20, '5 prove the 20'),
    ],
    ['five assets', { past: [sized(5)] }, 20, grounds('staging', 5, '5 prove the 20')],
    ['four assets', { past: [sized(4)] }, 16, grounds('staging', 4, '5 prove the 20')],
    ['three assets', { past: [sized(3)] }, 12, grounds('staging', 3, '5 prove the 20')],
    [
      'two assets, which a simulation equals',
      { past: [sized(2)] },
      8,
      `Simulated only. ${grounds('staging', 2, '5 prove the 20')}`,
    ],
    [
      'two assets without a simulation',
      { past: [sized(2)], plan: { ...plan, simulation: null } },
      8,
      grounds('staging', 2, '5 prove the 20'),
    ],
    [
      'a tenth of a large change',
      { past: [sized(10)], assetsInWindow: 100 },
      20,
      grounds('staging', 10, '10 prove the 100'),
    ],
    [
      'less than a tenth',
      { past: [sized(9)], assetsInWindow: 100 },
      18,
      grounds('staging', 9, '10 prove the 100'),
    ],
    [
      'a tenth rounded up',
      { past: [sized(10)], assetsInWindow: 101 },
      19,
      grounds('staging', 10, '11 prove the 101'),
    ],
    [
      'the largest of several runs, which don’t add up',
      { past: [sized(2), sized(4), sized(3)] },
      16,
      grounds('staging', 4, '5 prove the 20'),
    ],
    [
      'a run that ended on less than it planned',
      { past: [run({ assets_completed: 19 })] },
      8,
      `Simulated only. ${grounds('staging', 0, '5 prove the 20')}`,
    ],
    [
      'a dry run',
      { past: [run({ dry_run: true })] },
      8,
      `Simulated only. ${grounds('staging', 0, '5 prove the 20')}`,
    ],
    [
      'a run of production',
      { past: [run({ environment: 'production' })] },
      8,
      `Simulated only. ${grounds('staging', 0, '5 prove the 20')}`,
    ],
    [
      'a run of another change',
      { past: [run({ change_key: 'another' })] },
      8,
      `Simulated only. ${grounds('staging', 0, '5 prove the 20')}`,
    ],
    [
      'a run of 30 days ago',
      { past: [run({}, 30)] },
      8,
      `Simulated only. ${grounds('staging', 0, '5 prove the 20')}`,
    ],
  ])('for production: %s', (...[, changes, points, detail]) => {
    expect(proof(changes)).toEqual({ points, detail });
  });

  it('for staging comes from development alone', () => {
    const staging = aBuiltPlan({
      spec: aSpec({ environment: 'staging' }),
      selector: { environment: 'staging', roles: ['web'] },
    });

    expect(
      proof({ plan: staging, past: [sized(20, { environment: 'development' })] }),
    ).toMatchObject({ points: 12 });
    expect(proof({ plan: staging, past: [sized(20)] })).toMatchObject({ points: 8 });
  });

  it.each([
    ['none', []],
    ['several', ['web', 'app']],
  ])('is none for a change of %s of the roles', (_what, roles) => {
    const wide = { ...plan, selector: { environment: 'production' as const, roles } };

    expect(proof({ plan: wide, past: [sized(20, { change_key: changeKeyOf(wide) })] }).points).toBe(
      8,
    );
  });

  it('counts a role that is named twice once', () => {
    const twice = { ...plan, selector: { ...plan.selector, roles: ['web', 'web'] } };

    expect(proof({ plan: twice, past: [sized(20)] }).points).toBe(20);
  });
});

describe('a run that left assets out', () => {
  const narrowed = { ...plan, selector: { ...plan.selector, exclude: [{ services: ['orders'] }] } };
  const partly = sized(20, { left_out: leftOutKeyOf(narrowed) });

  it('proves the change that leaves out the same, and no other', () => {
    expect(proof({ past: [partly] }).points).toBe(8);
    expect(proof({ plan: narrowed, past: [partly] }).points).toBe(20);
    const other = { ...plan, selector: { ...plan.selector, exclude: [{ services: ['search'] }] } };
    expect(proof({ plan: other, past: [partly] }).points).toBe(8);
  });

  it('is proven itself by a run that left out nothing', () => {
    expect(proof({ plan: narrowed, past: [sized(20)] }).points).toBe(20);
  });
});
