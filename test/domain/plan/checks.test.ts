import { describe, expect, it } from 'vitest';
import { checkConflicts } from '../../../functions/domain/plan/check-conflicts.ts';
import { checkDrift } from '../../../functions/domain/plan/check-drift.ts';
import { checkStructure } from '../../../functions/domain/plan/check-structure.ts';
import { judgeFindings } from '../../../functions/domain/plan/judge-findings.ts';
import { Plan } from '../../../functions/domain/plan/plan.ts';
import type { PlannedPhase } from '../../../functions/domain/plan/plan.ts';
import { narrowSelector } from '../../../functions/domain/plan/select-assets.ts';
import type { Asset } from '../../../functions/domain/fleet/asset.ts';
import { actionCatalogue, actionNamed } from '../../../functions/specialists/actions/list.ts';
import { aBuiltPlan } from '../../support/builders/a-built-plan.ts';
import { goldenWeb, someAssets } from '../../support/builders/an-asset.ts';

const small = aBuiltPlan({ sorted: { eligible: someAssets(2), excluded: [] } });
const codes = (findings: readonly { code: string }[]) => findings.map(({ code }) => code);

const withPhase = (change: Partial<PlannedPhase>): Plan => {
  const [first, ...rest] = small.phases;
  if (first === undefined) throw new Error('The plan has no phase');
  return { ...small, phases: [{ ...first, ...change }, ...rest] };
};

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

describe('checkDrift', () => {
  const [one, two] = someAssets(2) as readonly [Asset, Asset];

  it.each<[string, readonly Asset[], string[]]>([
    ['nothing while the fleet is as planned', [one, two], []],
    ['an asset that is gone', [one], ['asset-gone']],
    ['an asset that changed', [one, { ...two, image: 'ami-99', version: 'v-99' }], ['asset-moved']],
    ['an asset of another role now', [one, { ...two, role: 'app' }], ['asset-mismatch']],
  ])('finds %s', (_case, current, expected) => {
    expect(codes(checkDrift(small, current, actionCatalogue.reimage))).toEqual(expected);
  });

  it.each<[string, Partial<Asset>, string[]]>([
    ['a scan and a tag', { missing_cves: ['CVE-2026-0009'], tags: { Scanned: 'today' } }, []],
    [
      'another image, whatever the version',
      { image: 'ami-99', version: two.version },
      ['asset-moved'],
    ],
  ])('of a reimage sees %s as %j', (_change, change, expected) => {
    const now = { ...two, version: 'v-99', ...change };

    expect(codes(checkDrift(small, [one, now], actionCatalogue.reimage))).toEqual(expected);
  });

  it('goes by the version in a plan that was stored without digests', () => {
    const phases = small.phases.map((phase) => ({
      ...phase,
      assets: phase.assets.map(({ asset_id, name, version }) => ({ asset_id, name, version })),
    }));
    const stored = Plan.parse({ ...small, phases });
    const check = (now: Asset) => codes(checkDrift(stored, [one, now], actionCatalogue.reimage));

    expect(check(two)).toEqual([]);
    expect(check({ ...two, version: 'v-99' })).toEqual(['asset-moved']);
  });

  it('names the phase and the asset', () => {
    expect(checkDrift(small, [one], actionCatalogue.reimage)).toEqual([
      {
        code: 'asset-gone',
        severity: 'error',
        message: '1 assets no longer exist: i-000002',
        phase: 'Wave 1',
        rule: 'drift_safety',
      },
    ]);
  });
});

describe('checkConflicts', () => {
  const facts = { goldenImages: [goldenWeb] };
  const action = actionCatalogue.reimage;
  const current = someAssets(2);

  it('finds nothing where the assets are free', () => {
    expect(checkConflicts(small, { current, held: [], facts, action })).toEqual([]);
  });

  it.each([
    ['locked', 'asset-locked'],
    ['cooling_down', 'asset-cooling-down'],
  ] as const)('finds assets that are %s', (reason, code) => {
    const held = [
      { asset_id: 'i-000001', reason },
      { asset_id: 'i-999999', reason },
    ];

    expect(checkConflicts(small, { current, held, facts, action })).toMatchObject([
      { code, severity: 'error', rule: 'conflicts' },
    ]);
  });

  it.each([
    [{ state: 'stopped' }, 'asset-stopped'],
    [{ image: 'ami-web-golden' }, 'asset-not-eligible'],
  ] as const)('finds assets that became %j', (change, code) => {
    const changed = current.map((asset, index) => (index === 0 ? { ...asset, ...change } : asset));

    expect(codes(checkConflicts(small, { current: changed, held: [], facts, action }))).toEqual([
      code,
    ]);
  });
});

describe('judgeFindings', () => {
  const error = (rule: string) => ({ code: 'x', severity: 'error' as const, message: '', rule });
  const warning = { ...error('production_safety'), severity: 'warning' as const };

  it.each([
    [[], 0, 'valid'],
    [[warning], 0, 'valid'],
    [[error('drift_safety')], 0, 'repairable'],
    [[error('conflicts'), warning], 1, 'repairable'],
    [[error('drift_safety')], 2, 'invalid'],
    [[error('production_safety')], 0, 'invalid'],
    [[error('schema'), error('drift_safety')], 0, 'invalid'],
  ] as const)('judges %j after %i repairs %s', (findings, repairs, outcome) => {
    expect(judgeFindings(findings, repairs)).toBe(outcome);
  });
});

describe('narrowSelector', () => {
  const task = { environment: 'production', roles: ['web', 'app'] } as const;

  it.each([
    [{}, { environment: 'production', roles: ['web', 'app'] }],
    [{ roles: ['web'] }, { environment: 'production', roles: ['web'] }],
    [{ roles: [] }, { environment: 'production', roles: ['web', 'app'] }],
    [
      { services: ['checkout'] },
      { environment: 'production', roles: ['web', 'app'], services: ['checkout'] },
    ],
    [{ roles: ['database'] }, null],
    [{ roles: ['web', 'database'] }, null],
  ])('narrows by %j and never widens', (proposed, narrowed) => {
    expect(narrowSelector({ ...task, roles: [...task.roles] }, proposed)).toEqual(narrowed);
  });
});
