import { describe, expect, it } from 'vitest';
import type { Doubt } from '../../../../functions/domain/intent/read-context.ts';
import { readEnvironments } from '../../../../functions/domain/intent/readers/read-environments.ts';
import {
  readCounts,
  readNames,
  readScope,
} from '../../../../functions/domain/intent/readers/read-scope.ts';
import { claimsOf, smallReader } from '../../../support/planning/small-fleet.ts';

const open = (claims: ReturnType<typeof claimsOf>, doubts: readonly Doubt[]) =>
  doubts.map(({ from, to, reason }) => [
    claims.text.tokens
      .slice(from, to)
      .map(({ text }) => text)
      .join(' '),
    reason,
  ]);

const scopeOf = (intent: string) => {
  const claims = claimsOf(intent);
  const { criteria, doubts } = readScope(claims, smallReader);
  return { criteria, doubts: open(claims, doubts) };
};

describe('readNames', () => {
  it('reads what is called by its name, and where it is', () => {
    const claims = claimsOf('Patch edge-berlin and SHARED-1 and web');

    expect(readNames(claims, smallReader)).toEqual({
      criteria: { names: ['Edge-Berlin', 'shared-1'] },
      environments: ['production', 'staging'],
      doubts: [],
      found: [
        { from: 1, to: 3, criteria: { names: ['Edge-Berlin'] }, environments: ['production'] },
        {
          from: 4,
          to: 6,
          criteria: { names: ['shared-1'] },
          environments: ['production', 'staging'],
        },
      ],
    });
    expect(claims.spans().map(({ text, as, value }) => [text, as, value])).toEqual([
      ['edge-berlin', 'scope', 'name=Edge-Berlin'],
      ['SHARED-1', 'scope', 'name=shared-1'],
    ]);
  });

  it('doubts a name that nothing bears, and takes it', () => {
    const claims = claimsOf('Patch web-77 and 10.9.9.9');

    const { criteria, doubts } = readNames(claims, smallReader);

    expect(criteria).toEqual({});
    expect(doubts.map(({ names }) => names)).toEqual([true, false]);
    expect(open(claims, doubts)).toEqual([
      ['web 77', 'is the name of nothing in this fleet'],
      ['10 9 9 9', 'is no address of this fleet'],
    ]);
    expect(claims.isFree(0)).toBe(true);
    expect(claims.isFree(1)).toBe(false);
    expect(claims.isFree(2)).toBe(false);
  });
});

describe('readScope', () => {
  it.each([
    ['Patch web and app servers', { roles: ['app', 'web'] }],
    ['Patch web, app servers', { roles: ['app', 'web'] }],
    ['Patch web/app servers', { roles: ['app', 'web'] }],
    ['Patch web & app', { roles: ['app', 'web'] }],
    ['Patch web+app', { roles: ['app', 'web'] }],
    ['Patch web\napp', { roles: ['app', 'web'] }],
    ['Patch web web servers', { roles: ['web'] }],
    ['Patch billing web servers', { roles: ['web'], services: ['Billing'] }],
    ['Patch US web servers', { roles: ['web'], regions: ['us-east-1'] }],
    ['Patch the rollout', {}],
  ])('reads “%s”', (intent, criteria) => {
    expect(scopeOf(intent)).toEqual({ criteria, doubts: [] });
  });

  it.each([
    ['Patch web app servers', 'app', 'web'],
    ['Patch web oracle servers', 'oracle', 'web'],
    ['Patch web servers, web caches', 'caches', 'web'],
    ['Patch app and web\tcache', 'cache', 'web'],
  ])('doubts whether both are meant in “%s”', (intent, second, first) => {
    expect(scopeOf(intent).doubts).toEqual([
      [second, `stands beside ${first}: say “and” where both are meant`],
    ]);
  });

  it.each([
    'search for drift',
    'please cache the pages',
    '(cache the pages)',
    'app the pages',
    'Please search the logs',
    'and cache the pages',
    'now: stage our work',
    'then app all',
    'to order in time',
    'cache on write',
    'cache through it',
  ])('takes the verb of “%s” for no machine', (intent) => {
    expect(scopeOf(intent).criteria).toEqual({});
  });

  it.each([
    ['our cache for pages', { roles: ['cache'] }],
    ['cache servers', { roles: ['cache'] }],
    ['web for all', { roles: ['web'] }],
    ['old cache for pages', { roles: ['cache'] }],
    ['~ cache / web', { roles: ['cache', 'web'] }],
  ])('reads the machines of “%s”', (intent, criteria) => {
    expect(scopeOf(intent).criteria).toEqual(criteria);
  });

  it('leaves alone what somebody has taken', () => {
    const claims = claimsOf('web app');
    claims.take({ from: 0, to: 1, as: 'exclusion', value: null });

    expect(readScope(claims, smallReader)).toEqual({
      criteria: { roles: ['app'] },
      environments: [],
      doubts: [],
      found: [{ from: 1, to: 2, criteria: { roles: ['app'] }, environments: [] }],
    });
  });
});

const counted = (intent: string) => {
  const claims = claimsOf(intent);
  readEnvironments(claims, smallReader);
  readNames(claims, smallReader);
  readScope(claims, smallReader);
  const before = claims.spans().length;
  const { constraints, doubts } = readCounts(claims, smallReader);
  const values = claims.spans().map(({ text, value }) => `${text}: ${value ?? ''}`);
  return { constraints, doubts: open(claims, doubts), values, taken: values.length - before };
};

describe('readCounts, of numbers', () => {
  it.each([
    ['Patch 3 web servers', 3, '3'],
    ['Patch three of the staging web servers', 3, 'three'],
    ['Patch one of the drifted web servers in prod', 1, 'one'],
    ['Patch a single web server', 1, 'single'],
    ['Patch twelve hosts', 12, 'twelve'],
    ['Patch 2022 windows servers', 2022, '2022'],
    ['Patch 3 random old linux servers', 3, '3'],
    ['Patch 3 of the eu-west-1 web servers', 3, '3'],
    ['Patch 2 vulnerable unpatched affected drifting boxes', 2, '2'],
    ['Patch first 2 web servers', 2, '2'],
    ['Patch web servers, only 3 of them', 3, '3'],
    ['Patch 4 billing machines', 4, '4'],
    ['Patch limit 3', 3, '3'],
    ['Patch web servers, just 5 on staging', 5, '5'],
    ['Patch web servers, only 5. Now', 5, '5'],
  ])('reads how many “%s” means', (intent, max_assets, word) => {
    const { constraints, doubts, values } = counted(intent);

    expect({ constraints, doubts }).toEqual({ constraints: { max_assets }, doubts: [] });
    expect(values).toContain(`${word}: count=${max_assets}`);
  });

  it.each([
    ['Patch at most 5 web servers', 'at most'],
    ['Patch web servers, at most 3', 'at most'],
    ['Patch web servers, max 5 in staging', 'max'],
    ['Patch web servers, exactly two', 'exactly'],
    ['Patch up to 4 caches', 'up to'],
    ['Patch no more than 4 caches', 'no more than'],
  ])('takes the words before the number of “%s”', (intent, words) => {
    expect(counted(intent).values).toContain(`${words}: `);
  });

  it.each([
    'Patch web servers 5',
    'Patch 5 in web servers',
    'Patch 5 things on web servers',
    'Patch 5 kiosk web servers',
    'Patch 5 renewed web servers',
    'Patch 5 outdrifted web servers',
    'Patch 5 . web servers',
    'Patch 5 to web servers',
    'Patch 5 for web servers',
    'Patch 5 from web servers',
    'Patch 5 at web servers',
    'Patch 5 with web servers',
    'Patch 5 on web servers',
    'Patch almost 5',
    'Patch onlyx 5',
    'Patch web-5 linux hosts',
    'Patch 3 eu-west-1',
    'Patch web servers, 5 of them',
    'Patch 1234567 web servers',
    'Patch at most web servers',
    'Patch windows-3 servers',
    'Patch 5, web servers',
    'Patch 5 of of of of of of web servers',
    'Patch at most 5 things',
    'Patch web servers',
  ])('reads no number of machines in “%s”', (intent) => {
    expect(counted(intent)).toMatchObject({ constraints: {}, doubts: [], taken: 0 });
  });

  it('doubts none at all, and a second number', () => {
    expect(counted('Patch 0 web servers')).toMatchObject({
      constraints: {},
      doubts: [['0', 'leaves no asset to change']],
    });
    expect(counted('Patch 3 web servers and 4 caches')).toMatchObject({
      constraints: { max_assets: 3 },
      doubts: [['4', 'is a second number of assets beside another']],
    });
  });
});

describe('readCounts, of shares', () => {
  it.each([
    ['Patch half of the web servers', 50, 'half of'],
    ['Patch a third of the web servers', 33, 'a third of'],
    ['Patch one quarter of the web servers', 25, 'one quarter of'],
    ['Patch 25% of web servers', 25, '25% of'],
    ['Patch at most 10 percent of the web servers', 10, 'at most 10 percent of'],
    ['Patch web servers up to 30 pct', 30, 'up to 30 pct'],
    ['Patch 100% of the fleet', 100, '100% of'],
    ['Patch 1% of the fleet', 1, '1% of'],
  ])('reads the share of “%s”', (intent, max_share_percent, words) => {
    const { constraints, doubts, values } = counted(intent);

    expect({ constraints, doubts }).toEqual({ constraints: { max_share_percent }, doubts: [] });
    expect(values).toContain(`${words}: share=${max_share_percent}%`);
  });

  it.each(['0%', '101%'])('doubts a share of %s', (share) => {
    expect(counted(`Patch ${share} of web servers`)).toMatchObject({
      constraints: {},
      doubts: [[`${share.slice(0, -1)} % of`, 'is no share of 1 to 100 per cent']],
    });
  });

  it('sees machines by a service or a platform', () => {
    expect(counted('Patch 3 billing').constraints).toEqual({ max_assets: 3 });
    expect(counted('Patch 3 linux').constraints).toEqual({ max_assets: 3 });
    expect(counted('Patch 3 edge-berlin').constraints).toEqual({});
  });

  it('takes “at most” before a share in words', () => {
    expect(counted('Patch web servers, limited to half of them').values).toContain('limited to: ');
  });

  it.each([
    ['Patch some web servers', 'some'],
    ['Patch a few of our web servers', 'a few of our'],
    ['Patch most web servers', 'most'],
    ['Patch several hosts', 'several'],
    ['Patch a handful of machines', 'a handful of'],
  ])('doubts the amount of “%s”', (intent, words) => {
    const { constraints, doubts, values } = counted(intent);

    expect(constraints).toEqual({});
    expect(doubts).toEqual([[words, 'is no number: say how many, or what tells them apart']]);
    expect(values).toContain(`${words}: `);
  });
});
