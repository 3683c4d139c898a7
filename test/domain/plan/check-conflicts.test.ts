import { describe, expect, it } from 'vitest';
import { checkConflicts } from '../../../functions/domain/plan/check-conflicts.ts';
import type { Asset } from '../../../functions/domain/fleet/asset.ts';
import { actionCatalogue } from '../../../functions/specialists/actions/list.ts';
import { aBuiltPlan } from '../../support/builders/a-built-plan.ts';
import { goldenWeb, someAssets } from '../../support/builders/an-asset.ts';
import type { ConflictFacts } from '../../../functions/domain/plan/check-conflicts.ts';

const small = aBuiltPlan({ sorted: { eligible: someAssets(2), excluded: [] } });

const codes = (findings: readonly { code: string }[]) => findings.map(({ code }) => code);

/** A canary of i-000001 and waves of i-000002 and i-000003. */
const plan = aBuiltPlan({ sorted: { eligible: someAssets(3, { zone: 'a' }), excluded: [] } });

const [one, two, three] = someAssets(3, { zone: 'a' }) as readonly [Asset, Asset, Asset];

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
