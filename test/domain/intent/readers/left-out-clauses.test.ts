import { describe, expect, it } from 'vitest';
import {
  antecedentOf,
  leftOutClauses,
  listEnd,
} from '../../../../functions/domain/intent/readers/left-out-clauses.ts';
import { demoReader, readIntent } from '../../../support/planning/intent.ts';
import { claimsOf } from '../../../support/planning/small-fleet.ts';

/** What is left out of a request, in its words, or the doubt about it. */
const leftOut = (intent: string) => {
  const claims = claimsOf(intent);
  const words = (from: number, to: number): string =>
    claims.text.source.slice(claims.text.tokens[from]?.start, claims.text.tokens[to - 1]?.end);
  return leftOutClauses(claims, demoReader).map(({ begin, limit, doubt, isRest }) =>
    isRest ? 'rest' : doubt === null ? words(begin, limit) : 'doubt',
  );
};

const ways = [
  'stays as it is',
  'stays put',
  'remains untouched',
  'remains as is',
  'keeps out of this',
  'must stay out of scope',
  'is to be left alone',
  'can be ignored',
  'may be skipped',
  'should be left out',
  'has to be left out',
  'is not to be touched',
  'is not to be counted',
  'not included since its owner is away',
  'must not be patched',
  'need not be touched',
  "isn't in scope",
  "doesn't need it",
  'is off limits',
  'excluded this time',
  'exempt',
  ': skip',
  '— hands off',
  'not',
  'stays out of it',
  'stays',
] as const;

describe('leftOutClauses', () => {
  it.each(ways)('reads a host that “%s”', (way) => {
    expect(leftOut(`Patch prod web; prod-web-search-28 ${way}`)).toEqual(['prod-web-search-28']);
  });

  it.each(ways)('never changes only the host that “%s”', (way) => {
    for (const intent of [
      `Patch the production web servers; prod-web-search-28 ${way}.`,
      `Patch the production web servers. The host prod-web-search-28 ${way}`,
      `Fix drift on prod web, prod-web-search-28 ${way}`,
    ]) {
      const reading = readIntent({ intent });
      const selector = reading.kind === 'settled' ? reading.spec.selector : null;

      expect(selector?.names, intent).toBeUndefined();
      if (selector !== null)
        expect(selector.exclude, intent).toEqual([{ names: ['prod-web-search-28'] }]);
    }
  });

  it.each([
    [
      'Patch prod web; databases, caches and workers stay as they are',
      'databases, caches and workers',
    ],
    ['Patch prod web, databases and caches can be ignored', 'databases and caches'],
    ['Patch web and databases stay as they are', 'databases'],
    [
      'Fix linux in prod; stateful stuff (databases and caches) stays out of it',
      'databases and caches',
    ],
    ['Patch prod but windows is off limits', 'windows'],
    [
      'Patch prod, please make sure the payment databases in eu-west-1 remain untouched',
      'the payment databases in eu-west-1',
    ],
    ['Patch prod with prod-web-search-56 exempted for forensic reasons', 'prod-web-search-56'],
    ['Fix drift in prod; eu-west-1 is not part of this', 'eu-west-1'],
    ['Patch prod and staging stays as it is', 'staging'],
  ])('knows the list in “%s”', (intent, list) => {
    expect(leftOut(intent)).toEqual([list]);
  });

  it.each([
    'Patch prod web, databases, caches stay as they are',
    'Patch the databases stay as they are',
    'Patch the kiosk databases stay as they are',
  ])('doubts where the list begins in “%s”', (intent) => {
    expect(leftOut(intent)).toEqual(['doubt']);
  });

  it.each([
    'everything else stays as it is',
    'the rest remains untouched',
    'all other hosts stay put',
  ])('needs no exclusion for “%s”', (way) => {
    expect(leftOut(`Patch the staging web servers; ${way}`)).toEqual(['rest']);
    expect(readIntent({ intent: `Patch the staging web servers; ${way}` })).toMatchObject({
      kind: 'settled',
      spec: { selector: { environment: 'staging', roles: ['web'] } },
    });
  });

  it.each([
    'The web servers remain vulnerable in prod. Patch them.',
    'The checkout servers were skipped last week; patch them in prod',
    'Patch the web servers that were left out last week in prod',
    'Patch prod; databases must not be left out',
    'Why are orders being skipped in production?',
    'Web servers not touched for two years, patch them',
    'Are we exposed on prod or not',
    'They stay as they are',
  ])('leaves nothing out of “%s”', (intent) => {
    expect(leftOut(intent)).toEqual([]);
  });
});

describe('listEnd', () => {
  it('ends a list that names something where other words do not go on with it', () => {
    const endOf = (words: string) => listEnd(claimsOf(words), 0, demoReader);

    expect(endOf('the caches and databases, then go')).toBe(4);
    expect(endOf('app downtime')).toBeNull();
    expect(endOf('any trouble')).toBeNull();
  });
});

describe('antecedentOf', () => {
  it('is what the clause before begins with and tells something of', () => {
    const of = (words: string) => {
      const claims = claimsOf(`${words} skip`);
      return antecedentOf(claims, claims.text.tokens.length - 1, demoReader);
    };

    expect(of('patch prod; the workers are busy so')).toEqual({ begin: 3, limit: 5 });
    expect(of('patch prod; the workers and caches are busy.')).toEqual({ begin: 3, limit: 7 });
    expect(of('the workers wait for the databases so')).toBeNull();
    expect(of('patch the workers so')).toBeNull();
  });
});
