import { describe, expect, it } from 'vitest';
import { draftOf, readWords } from '../../../functions/domain/intent/read-words.ts';
import type { Environment } from '../../../functions/domain/shared/environment.ts';
import { claimsOf, smallReader } from '../../support/planning/small-fleet.ts';

const read = (intent: string, environment?: Environment) =>
  readWords(claimsOf(intent), { intent, environment }, smallReader);

describe('readWords', () => {
  it('reads names, words, exclusions, counts and manners each once', () => {
    const { claims, ...words } = read(
      'Patch 3 of the web servers and edge-berlin in us-east-1 on staging except caches and openssl, one at a time',
      'production',
    );

    expect(words).toMatchObject({
      criteria: { names: ['Edge-Berlin'], regions: ['us-east-1'], roles: ['web'] },
      exclude: [{ roles: ['cache'] }],
      constraints: { max_assets: 3, max_parallel: 1, exclude_packages: ['openssl'] },
      place: {
        given: 'production',
        named: [{ environment: 'staging', as: 'place' }],
        sources: [],
        others: [],
        ofNames: ['production'],
      },
      unknown: [],
      doubts: [],
    });
    expect(claims.spans().length).toBeGreaterThan(5);
  });

  it('reads nothing where nothing is said', () => {
    const { claims, ...words } = read('Patch');

    expect(words).toMatchObject({
      criteria: {},
      exclude: [],
      constraints: {},
      place: { given: undefined, named: [], sources: [], others: [], ofNames: [] },
      unknown: [],
      doubts: [],
    });
    expect(claims.spans()).toEqual([]);
  });

  it('keeps apart what is named, kept out of and taken from', () => {
    const { place } = read('copy from staging to dev but not prod and uat');

    expect(place).toMatchObject({
      named: [
        { environment: 'development', as: 'place' },
        { environment: 'production', as: 'excluded' },
      ],
      sources: [{ environment: 'staging', as: 'place' }],
    });
    expect(place.others).toHaveLength(1);
  });

  it('tells names that nothing bears from other doubts', () => {
    const { unknown, doubts } = read('Patch web-99 and asia, some servers, except kiosk');

    expect(unknown.map(({ reason }) => reason)).toEqual([
      'is the name of nothing in this fleet',
      'holds no region of this fleet',
    ]);
    expect(doubts.map(({ reason }) => reason)).toEqual([
      'is nothing that this fleet has, so that it can’t be left out',
      'is no number: say how many, or what tells them apart',
    ]);
  });
});

describe('readWords, of packages that are left out', () => {
  it.each([
    ['Patch web except openssl', { exclude_packages: ['openssl'] }],
    ['Patch web except openssl libraries', { exclude_packages: ['openssl'] }],
    ['Patch web except kernel updates', { exclude_packages: ['kernel'] }],
    ['Patch openssl on web but not curl', { packages: ['openssl'], exclude_packages: ['curl'] }],
    ['Patch openssl except openssl', { packages: ['openssl'], exclude_packages: ['openssl'] }],
    [
      'Security updates on web except kernel updates',
      { patch_kinds: ['security'], exclude_packages: ['kernel'] },
    ],
  ])('wants in “%s” what is said, and not what is left out', (intent, constraints) => {
    expect(read(intent).constraints).toEqual(constraints);
  });

  it('takes their words for what is left out', () => {
    const { claims } = read('Patch web except openssl libraries');

    expect(claims.spans().map(({ text, as }) => [text, as])).toContainEqual([
      'openssl libraries',
      'exclusion',
    ]);
  });
});

describe('draftOf', () => {
  const web = { roles: ['web'] };
  it.each<[string, Environment | undefined, readonly Environment[]]>([
    ['Patch staging web servers', undefined, ['staging']],
    ['Patch staging web servers', 'production', ['staging']],
    ['Patch web servers', 'production', ['production']],
    ['Patch web servers', undefined, []],
    ['Patch web servers in staging, staging and dev', undefined, ['development', 'staging']],
  ])('has what is clear of “%s” where the caller says %s', (intent, given, environments) => {
    expect(draftOf(read(intent, given))).toEqual({ criteria: web, environments });
  });

  it('does not go where a request keeps out', () => {
    expect(draftOf(read('Patch web but not prod'))).toEqual({ criteria: web, environments: [] });
  });

  it.each([
    'Patch web servers except caches',
    'Patch web servers and web-99',
    'Patch web servers except kiosk',
    'Patch web servers in uat',
    'Patch web servers one at a time',
    'Patch 3 web servers',
  ])('is none where “%s” would lose something', (intent) => {
    expect(draftOf(read(intent))).toBeNull();
  });
});
