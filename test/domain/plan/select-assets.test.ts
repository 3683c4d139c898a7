import { describe, expect, it } from 'vitest';
import {
  matchesSelector,
  narrowSelector,
  setExcludedAside,
} from '../../../functions/domain/plan/select-assets.ts';
import type { Asset } from '../../../functions/domain/fleet/asset.ts';
import { AssetId } from '../../../functions/domain/shared/ids.ts';
import { Selector } from '../../../functions/domain/task/task-spec.ts';
import type { Criteria } from '../../../functions/domain/task/task-spec.ts';
import { anAsset } from '../../support/builders/an-asset.ts';

const web = anAsset(1);

describe('a selector', () => {
  it.each<[Partial<Selector>, boolean]>([
    [{}, true],
    [{ environment: 'staging' }, false],
    [{ roles: [] }, true],
    [{ roles: ['web'] }, true],
    [{ roles: ['app', 'WEB'] }, true],
    [{ roles: ['app'] }, false],
    [{ services: ['checkout'] }, true],
    [{ services: ['orders'] }, false],
    [{ platforms: ['linux'] }, true],
    [{ platforms: ['windows'] }, false],
    [{ regions: ['us-east-1'] }, true],
    [{ regions: ['us-west-2'] }, false],
    [{ asset_ids: [AssetId.parse('i-000001')] }, true],
    [{ asset_ids: [AssetId.parse('i-000002')] }, false],
    [{ roles: ['web'], regions: ['us-west-2'] }, false],
  ])('of %j means a production web server: %s', (selector, means) => {
    expect(matchesSelector(web, { environment: 'production', ...selector })).toBe(means);
  });

  it('of a role means it in whatever letters the inventory has it', () => {
    const loud: Asset = { ...web, role: 'Web' };

    expect(matchesSelector(loud, { environment: 'production', roles: ['web'] })).toBe(true);
  });

  it('of services means no asset that has none', () => {
    const bare: Asset = { ...web, service: null };

    expect(matchesSelector(bare, { environment: 'production', services: ['checkout'] })).toBe(
      false,
    );
    expect(matchesSelector(bare, { environment: 'production' })).toBe(true);
  });
});

describe('a narrowed selector', () => {
  const task: Selector = {
    environment: 'production',
    roles: ['web', 'app'],
    services: ['checkout', 'orders'],
    platforms: ['linux', 'windows'],
    regions: ['us-east-1', 'us-west-2'],
  };

  it.each([
    ['roles', ['web'], ['web', 'cache']],
    ['services', ['orders'], ['search']],
    ['platforms', ['linux'], null],
    ['regions', ['us-west-2'], ['eu-west-1']],
  ] as const)('has fewer %s, and never others', (member, fewer, others) => {
    expect(narrowSelector(task, { [member]: [...fewer] })).toEqual({ ...task, [member]: fewer });
    expect(narrowSelector(task, { [member]: [] })).toEqual(task);
    if (others !== null) expect(narrowSelector(task, { [member]: [...others] })).toBeNull();
  });

  it('refuses a platform beyond the task', () => {
    expect(
      narrowSelector({ ...task, platforms: ['linux'] }, { platforms: ['windows'] }),
    ).toBeNull();
  });

  it('has its words in order', () => {
    const open: Selector = { environment: 'production' };

    expect(
      narrowSelector(open, {
        roles: ['web', 'app'],
        services: ['orders', 'checkout'],
        platforms: ['windows', 'linux'],
        regions: ['us-west-2', 'us-east-1'],
      }),
    ).toEqual({
      environment: 'production',
      roles: ['app', 'web'],
      services: ['checkout', 'orders'],
      platforms: ['linux', 'windows'],
      regions: ['us-east-1', 'us-west-2'],
    });
    expect(narrowSelector(open, {})).toEqual(open);
  });
});

/** A server of which the inventory knows all that it can. */
const known = anAsset(1, {
  name: 'prod-web-1',
  platform_version: 'ubuntu 24.04',
  account: '111122223333',
  vpc: 'vpc-0a1b',
  auto_scaling_group: 'web-asg',
  addresses: ['10.0.0.7', '203.0.113.9'],
  tags: { Team: 'payments', Tier: 'gold' },
});

/** Each criterion with a value that the server has, and one that it has not. */
const eachCriterion: readonly (readonly [Criteria, Criteria, string])[] = [
  [{ roles: ['WEB'] }, { roles: ['app'] }, 'role WEB'],
  [{ services: ['Checkout'] }, { services: ['orders'] }, 'service Checkout'],
  [{ platforms: ['linux'] }, { platforms: ['windows'] }, 'platform linux'],
  [
    { platform_versions: ['Ubuntu 24.04'] },
    { platform_versions: ['ubuntu 22.04'] },
    'platform version Ubuntu 24.04',
  ],
  [{ regions: ['us-east-1'] }, { regions: ['us-west-2'] }, 'region us-east-1'],
  [{ zones: ['us-east-1b'] }, { zones: ['us-east-1a'] }, 'zone us-east-1b'],
  [{ accounts: ['111122223333'] }, { accounts: ['1'] }, 'account 111122223333'],
  [{ vpcs: ['vpc-0A1B'] }, { vpcs: ['vpc-2'] }, 'VPC vpc-0A1B'],
  [
    { auto_scaling_groups: ['web-asg'] },
    { auto_scaling_groups: ['api-asg'] },
    'Auto Scaling group web-asg',
  ],
  [{ names: ['PROD-WEB-1'] }, { names: ['prod-web-10'] }, 'name PROD-WEB-1'],
  [{ asset_ids: ['I-000001'] }, { asset_ids: ['i-000002'] }, 'id I-000001'],
  [{ addresses: ['203.0.113.9'] }, { addresses: ['10.0.0.70'] }, 'address 203.0.113.9'],
  [
    { tags: [{ key: 'team', value: 'Payments' }] },
    { tags: [{ key: 'team', value: 'search' }] },
    'tag team=Payments',
  ],
];

describe('each criterion', () => {
  it.each(eachCriterion)('of %j means the server, and of %j does not', (fitting, other) => {
    expect(matchesSelector(known, { environment: 'production', ...fitting })).toBe(true);
    expect(matchesSelector(known, { environment: 'production', ...other })).toBe(false);
  });

  it.each(eachCriterion.slice(3, 4).concat(eachCriterion.slice(6, 9), eachCriterion.slice(11, 12)))(
    'of %j means no asset of which the inventory does not say it',
    (fitting) => {
      expect(matchesSelector(web, { environment: 'production', ...fitting })).toBe(false);
    },
  );

  it.each(eachCriterion)(
    'of %j excludes the server, and of %j does not',
    (fitting, other, words) => {
      const without = (exclusion: Criteria) =>
        setExcludedAside([known], { environment: 'production', exclude: [exclusion] });

      expect(without(fitting)).toEqual({
        meant: [],
        excluded: [{ asset: known, reason: `Excluded by the request: ${words}.` }],
      });
      expect(without(other)).toEqual({ meant: [known], excluded: [] });
    },
  );
});

describe('tags', () => {
  it.each([
    [['Team=payments', 'Team=search'], true],
    [['Team=payments', 'Tier=gold'], true],
    [['Team=payments', 'Tier=silver'], false],
  ])('%j: one of the values of each key: %s', (wanted, means) => {
    const tags = wanted.map((word) => {
      const [key = '', value = ''] = word.split('=');
      return { key, value };
    });

    expect(matchesSelector(known, { environment: 'production', tags })).toBe(means);
  });
});

describe('an exclusion', () => {
  it('leaves out what fits all of its criteria, and nothing that fits some of them', () => {
    const both: Criteria = { roles: ['web'], zones: ['us-east-1b'] };
    const one: Criteria = { roles: ['web'], zones: ['us-east-1a'] };

    expect(matchesSelector(known, { environment: 'production', exclude: [both] })).toBe(false);
    expect(matchesSelector(known, { environment: 'production', exclude: [one] })).toBe(true);
  });

  it.each<[Criteria[]]>([[[{}]], [[{ names: [] }]], [[{ names: ['a'] }, {}]]])(
    'without criteria is refused: %j',
    (exclude) => {
      expect(Selector.safeParse({ environment: 'production', exclude }).success).toBe(false);
    },
  );

  it('without criteria leaves nothing out', () => {
    expect(matchesSelector(known, { environment: 'production', exclude: [{}] })).toBe(true);
  });

  it('stays whatever a proposal says', () => {
    const exclude: Criteria[] = [{ names: ['prod-web-1'] }];
    const task: Selector = { environment: 'production', names: ['a', 'b'], exclude };

    expect(narrowSelector(task, { roles: ['web'] })).toEqual({ ...task, roles: ['web'] });
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
