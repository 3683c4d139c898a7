import { describe, expect, it } from 'vitest';
import { checkEffect } from '../../../functions/domain/plan/check-effect.ts';
import type { EffectOfNow } from '../../../functions/domain/plan/check-effect.ts';
import type { Plan } from '../../../functions/domain/plan/plan.ts';
import { actionCatalogue } from '../../../functions/specialists/actions/list.ts';
import { aBuiltPlan } from '../../support/builders/a-built-plan.ts';
import { anAsset, someAssets } from '../../support/builders/an-asset.ts';

const now = (changes: Partial<EffectOfNow> = {}): EffectOfNow => ({
  action: actionCatalogue.reimage,
  current: someAssets(20),
  parameters: { image: 'ami-web-golden' },
  vulnerabilities: [],
  now: '2026-03-02T13:00:00.000Z',
  ...changes,
});

const codes = (plan: Plan, facts: EffectOfNow): readonly string[] =>
  checkEffect(plan, facts).map(({ code }) => code);

/** As plans were stored before they told what changes. */
const earlier = (plan: Plan): Plan => ({
  ...plan,
  phases: plan.phases.map((phase) => ({
    ...phase,
    assets: phase.assets.map((asset) => ({ ...asset, changes: undefined })),
  })),
});

describe('a plan that is applied', () => {
  it.each([
    ['with its changes', aBuiltPlan()],
    ['of before changes were told', earlier(aBuiltPlan())],
  ])('%s stands while it would do the same', (_, plan) => {
    expect(codes(plan, now())).toEqual([]);
    expect(codes(plan, now({ parameters: { images: { 'web/linux': 'ami-web-golden' } } }))).toEqual(
      [],
    );
    expect(codes(plan, now({ current: someAssets(19) }))).toEqual([]);
  });

  it.each([
    ['with its changes', aBuiltPlan()],
    ['of before changes were told', earlier(aBuiltPlan())],
  ])('%s falls where another image is golden by now', (_, plan) => {
    expect(codes(plan, now({ parameters: { image: 'ami-web-newer' } }))).toEqual([
      'effect-changed',
    ]);
  });

  it('falls where an asset starts from something else, and says which', () => {
    const current = [anAsset(1, { image: 'ami-other' }), ...someAssets(20).slice(1)];

    expect(checkEffect(aBuiltPlan(), now({ current }))).toMatchObject([
      { rule: 'drift_safety', message: expect.stringContaining('1 assets') as string },
    ]);
  });

  it('falls where the request gives no change any more', () => {
    expect(codes(aBuiltPlan(), now({ parameters: null }))).toEqual(['effect-changed']);
    expect(codes(aBuiltPlan(), now({ action: null }))).toEqual(['effect-changed']);
  });

  it('falls where the time to begin is over, and not before', () => {
    const plan = { ...aBuiltPlan(), not_after: '2026-03-02T13:00:00.000Z' };

    expect(codes(plan, now())).toEqual(['time-passed']);
    expect(codes(plan, now({ now: '2026-03-02T12:59:59.999Z' }))).toEqual([]);
  });
});
