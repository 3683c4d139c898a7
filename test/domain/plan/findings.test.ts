import { describe, expect, it } from 'vitest';
import { checkConflicts } from '../../../functions/domain/plan/check-conflicts.ts';
import type { ConflictFacts } from '../../../functions/domain/plan/check-conflicts.ts';
import { checkDrift, listIds } from '../../../functions/domain/plan/check-drift.ts';
import { checkStructure } from '../../../functions/domain/plan/check-structure.ts';
import type { Asset } from '../../../functions/domain/fleet/asset.ts';
import { actionCatalogue, actionNamed } from '../../../functions/specialists/actions/list.ts';
import { aBuiltPlan } from '../../support/builders/a-built-plan.ts';
import { goldenWeb, someAssets } from '../../support/builders/an-asset.ts';

/** A canary of i-000001 and waves of i-000002 and i-000003. */
const plan = aBuiltPlan({ sorted: { eligible: someAssets(3, { zone: 'a' }), excluded: [] } });
const [one, two, three] = someAssets(3, { zone: 'a' }) as readonly [Asset, Asset, Asset];

const fault = (code: string, message: string, phase?: string) => ({
  code,
  severity: 'error',
  message,
  ...(phase === undefined ? {} : { phase }),
  rule: 'schema',
});

describe('what is wrong with the shape of a plan', () => {
  const [first, second, third] = plan.phases;
  if (!first || !second || !third) throw new Error('The plan lost a phase');
  const action = { ...plan.action };

  it.each<[string, unknown, object[]]>([
    [
      'an action of no catalogue',
      { ...plan, action: { ...action, type: 'delete', undo: 'none' } },
      [fault('action-unknown', 'delete is not in the catalogue.')],
    ],
    [
      'parameters and undo of another action',
      { ...plan, action: { ...action, parameters: { command: 'rm' }, undo: 'none' } },
      [
        fault('parameters-invalid', 'The parameters do not fit reimage.'),
        fault('undo-mismatch', 'The undo of reimage is exact.'),
      ],
    ],
    [
      'a wrong total',
      { ...plan, total_assets: 4 },
      [fault('total-mismatch', 'The phases hold 3 assets, not 4.')],
    ],
    [
      'an asset twice',
      { ...plan, phases: [first, { ...second, assets: first.assets }, third] },
      [fault('asset-repeated', 'An asset is in more than one place.')],
    ],
    [
      'an excluded asset, among others',
      { ...plan, excluded: [{ asset_id: 'i-000003', reason: 'x' }] },
      [fault('asset-excluded', 'An excluded asset is in a phase.')],
    ],
    [
      'no phase',
      { ...plan, phases: [], total_assets: 0 },
      [fault('plan-empty', 'The plan has no phase.')],
    ],
    [
      'a phase without assets',
      { ...plan, phases: [first, second, { ...third, assets: [] }], total_assets: 2 },
      [fault('phase-empty', 'The phase has no asset.', 'Wave 2')],
    ],
    [
      'phases of one name',
      { ...plan, phases: [first, second, { ...third, name: 'Wave 1' }] },
      [fault('phase-repeated', 'Two phases have the same name.')],
    ],
    [
      'a second canary',
      { ...plan, phases: [first, { ...second, kind: 'canary' }, third] },
      [fault('canary-not-first', 'A canary comes first.', 'Wave 1')],
    ],
    ['waves alone', { ...plan, phases: [{ ...first, kind: 'wave' }, second, third] }, []],
  ])('is %s', (_what, value, faults) => {
    expect(checkStructure(value, actionNamed)).toEqual(faults);
  });

  it('is told by place where it isn’t a plan at all', () => {
    const findings = checkStructure(
      { ...plan, phases: [{ ...first, max_parallel: 0 }, second, third] },
      actionNamed,
    );

    expect(findings).toMatchObject([{ code: 'schema-invalid', severity: 'error', rule: 'schema' }]);
    expect(findings[0]?.message).toMatch(/^\/phases\/0\/max_parallel: \S/u);
    expect(checkStructure(null, actionNamed)[0]?.message).toMatch(/^\/: \S/u);
  });
});

describe('what changed since the plan was made', () => {
  const drift = (code: string, message: string, phase: string) => ({
    code,
    severity: 'error',
    message,
    phase,
    rule: 'drift_safety',
  });

  it.each<[string, Asset[], object[]]>([
    ['nothing', [one, two, three], []],
    [
      'a gone asset',
      [one, three],
      [drift('asset-gone', '1 assets no longer exist: i-000002', 'Wave 1')],
    ],
    [
      'an asset elsewhere',
      [{ ...one, environment: 'staging' }, two, three],
      [drift('asset-mismatch', '1 assets no longer match the selector: i-000001', 'Canary')],
    ],
    [
      'another version',
      [one, two, { ...three, image: 'ami-9', version: 'v-9' }],
      [drift('asset-moved', '1 assets changed since the plan was made: i-000003', 'Wave 2')],
    ],
    [
      'one thing in each phase',
      [
        { ...two, role: 'app' },
        { ...three, image: 'ami-9', version: 'v-9' },
      ],
      [
        drift('asset-gone', '1 assets no longer exist: i-000001', 'Canary'),
        drift('asset-mismatch', '1 assets no longer match the selector: i-000002', 'Wave 1'),
        drift('asset-moved', '1 assets changed since the plan was made: i-000003', 'Wave 2'),
      ],
    ],
  ])('is %s', (_what, current, findings) => {
    expect(checkDrift(plan, current, actionCatalogue.reimage)).toEqual(findings);
  });

  it('is told by kind within a phase', () => {
    const wide = aBuiltPlan({ sorted: { eligible: someAssets(30, { zone: 'a' }), excluded: [] } });
    const [, wave] = wide.phases;
    const [gone, moved] = wave?.assets ?? [];
    const current = someAssets(30, { zone: 'a' })
      .filter(({ asset_id }) => asset_id !== gone?.asset_id)
      .map((asset) =>
        asset.asset_id === moved?.asset_id ? { ...asset, image: 'ami-x', version: 'x' } : asset,
      );

    expect(
      checkDrift(wide, current, actionCatalogue.reimage).map(
        ({ code, phase }) => `${code} ${phase ?? ''}`,
      ),
    ).toEqual(['asset-gone Wave 1', 'asset-moved Wave 1']);
  });

  it.each([
    [1, 'i1'],
    [10, 'i1, i2, i3, i4, i5, i6, i7, i8, i9, i10'],
    [11, 'i1, i2, i3, i4, i5, i6, i7, i8, i9, i10 and 1 more'],
    [25, 'i1, i2, i3, i4, i5, i6, i7, i8, i9, i10 and 15 more'],
  ])('names of %i assets %s', (count, text) => {
    const assets = Array.from({ length: count }, (_, index) => ({ asset_id: `i${index + 1}` }));

    expect(listIds(assets)).toBe(text);
  });
});

describe('what stands in the way of a plan', () => {
  const conflicts = (changes: Partial<ConflictFacts>) =>
    checkConflicts(plan, {
      current: [one, two, three],
      held: [],
      facts: { goldenImages: [goldenWeb] },
      action: actionCatalogue.reimage,
      ...changes,
    });
  const conflict = (code: string, message: string) => ({
    code,
    severity: 'error',
    message,
    rule: 'conflicts',
  });

  it.each<[string, Partial<ConflictFacts>, object[]]>([
    ['nothing', {}, []],
    [
      'locks, of the plan’s assets alone',
      {
        held: [
          { asset_id: 'i-000002', reason: 'locked' },
          { asset_id: 'i-000009', reason: 'locked' },
        ],
      },
      [conflict('asset-locked', '1 assets are held by another execution: i-000002')],
    ],
    [
      'locks and cooldowns',
      {
        held: [
          { asset_id: 'i-000003', reason: 'cooling_down' },
          { asset_id: 'i-000001', reason: 'locked' },
        ],
      },
      [
        conflict('asset-locked', '1 assets are held by another execution: i-000001'),
        conflict('asset-cooling-down', '1 assets changed a moment ago: i-000003'),
      ],
    ],
    [
      'stopped assets and such that need it no more',
      {
        current: [
          { ...one, state: 'stopped' },
          { ...two, image: 'ami-web-golden' },
          three,
          { ...three, asset_id: someAssets(9)[8]?.asset_id ?? three.asset_id, state: 'stopped' },
        ],
      },
      [
        conflict('asset-stopped', '1 assets are stopped: i-000001'),
        conflict(
          'asset-not-eligible',
          '1 assets can’t take the action or need it no more: i-000002',
        ),
      ],
    ],
    [
      'nothing that is known, where the catalogue lacks the action',
      { action: null, current: [{ ...one, state: 'stopped' }] },
      [],
    ],
  ])('is %s', (_what, changes, findings) => {
    expect(conflicts(changes)).toEqual(findings);
  });

  it('is nothing that parameters which fit no action could tell', () => {
    const odd = { ...plan, action: { ...plan.action, parameters: { command: 'rm' } } };

    expect(
      checkConflicts(odd, {
        current: [{ ...one, state: 'stopped' }],
        held: [],
        facts: { goldenImages: [] },
        action: actionCatalogue.reimage,
      }),
    ).toEqual([]);
  });
});
