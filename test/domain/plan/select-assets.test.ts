import { describe, expect, it } from 'vitest';
import { matchesSelector, narrowSelector } from '../../../functions/domain/plan/select-assets.ts';
import type { Asset } from '../../../functions/domain/fleet/asset.ts';
import { AssetId } from '../../../functions/domain/shared/ids.ts';
import type { Selector } from '../../../functions/domain/task/task-spec.ts';
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
