import { describe, expect, it } from 'vitest';
import { checkStructure } from '../../../functions/domain/plan/check-structure.ts';
import type { Plan, PlannedPhase } from '../../../functions/domain/plan/plan.ts';
import { actionNamed } from '../../../functions/specialists/actions/list.ts';
import { aBuiltPlan } from '../../support/builders/a-built-plan.ts';
import { someAssets } from '../../support/builders/an-asset.ts';

const small = aBuiltPlan({ sorted: { eligible: someAssets(2), excluded: [] } });

const codes = (findings: readonly { code: string }[]) => findings.map(({ code }) => code);

const withPhase = (change: Partial<PlannedPhase>): Plan => {
  const [first, ...rest] = small.phases;
  if (first === undefined) throw new Error('The plan has no phase');
  return { ...small, phases: [{ ...first, ...change }, ...rest] };
};

/** A canary of i-000001 and waves of i-000002 and i-000003. */
const plan = aBuiltPlan({ sorted: { eligible: someAssets(3, { zone: 'a' }), excluded: [] } });

const fault = (code: string, message: string, phase?: string) => ({
  code,
  severity: 'error',
  message,
  ...(phase === undefined ? {} : { phase }),
  rule: 'schema',
});

describe('checkStructure', () => {
  it('finds nothing wrong with a plan that was built', () => {
    expect(checkStructure(small, actionNamed)).toEqual([]);
  });

  it.each<[string, unknown, string[]]>([
    ['another shape', { ...small, phases: 'none' }, ['schema-invalid']],
    [
      'an unknown action',
      { ...small, action: { ...small.action, type: 'delete' } },
      ['action-unknown'],
    ],
    [
      'parameters that don’t fit',
      { ...small, action: { ...small.action, parameters: { command: 'rm' } } },
      ['parameters-invalid'],
    ],
    ['another undo', { ...small, action: { ...small.action, undo: 'none' } }, ['undo-mismatch']],
    ['a wrong total', { ...small, total_assets: 3 }, ['total-mismatch']],
    [
      'an asset in two phases',
      withPhase({ assets: small.phases[1]?.assets ?? [] }),
      ['asset-repeated'],
    ],
    [
      'an excluded asset in a phase',
      { ...small, excluded: [{ asset_id: 'i-000001', reason: 'x' }] },
      ['asset-excluded'],
    ],
    ['no phase', { ...small, phases: [], total_assets: 0 }, ['plan-empty']],
    ['an empty phase', { ...withPhase({ assets: [] }), total_assets: 1 }, ['phase-empty']],
    ['two phases of one name', withPhase({ name: 'Wave 1' }), ['phase-repeated']],
    [
      'a canary that is not first',
      { ...small, phases: [...small.phases].reverse() },
      ['canary-not-first'],
    ],
  ])('finds %s', (_case, plan, expected) => {
    expect(codes(checkStructure(plan, actionNamed))).toEqual(expected);
  });
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
