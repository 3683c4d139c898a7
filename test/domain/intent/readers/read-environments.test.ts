import { describe, expect, it } from 'vitest';
import { makeClaims } from '../../../../functions/domain/intent/claims.ts';
import { readText } from '../../../../functions/domain/intent/request-text.ts';
import { readEnvironments } from '../../../../functions/domain/intent/readers/read-environments.ts';
import { demoReader } from '../../../support/planning/intent.ts';
import { claimsOf, smallReader } from '../../../support/planning/small-fleet.ts';

const read = (intent: string): ReturnType<typeof readEnvironments> =>
  readEnvironments(makeClaims(readText(intent)), demoReader);

describe('readEnvironments', () => {
  it.each([
    ['Fix drift in prod', ['production']],
    ['Fix drift on live web servers', ['production']],
    ['Fix drift in stage', ['staging']],
    ['Fix drift for the product catalogue service', []],
    ['stage the rollout', []],
    ['Patch every environment', ['development', 'staging', 'production']],
    ['Fix drift on production-like web servers', []],
  ])('names in “%s” what it says', (intent, named) => {
    const { named: found, others } = read(intent);

    expect(found.map(({ environment }) => environment)).toEqual(named);
    expect(others).toEqual([]);
  });

  it.each([
    'Fix drift on prodution web servers',
    'Patch QA web servers',
    'Patch prod2 web servers',
    'Fix drift in pre-production',
    'Patch the web servers of the environment called blue-east',
    'An environment named lotus was opened, patch its web servers',
  ])('takes none of the three out of “%s”', (intent) => {
    const { named, others } = read(intent);

    expect(named).toEqual([]);
    expect(others).toHaveLength(1);
  });
});

const all = ['development', 'staging', 'production'];

/** The words of each kind, as they stand in the request. */
const wordsOf = (intent: string) => {
  const claims = claimsOf(intent);
  const { named, sources, others } = readEnvironments(claims, smallReader);
  const { tokens, source } = claims.text;
  return {
    named: named.map(({ environment }) => environment),
    sources: sources.map(({ environment }) => environment),
    others: others.map(({ from, to }) => source.slice(tokens[from]?.start, tokens[to - 1]?.end)),
    taken: claims.spans().map(({ text, as, value }) => [text, as, value]),
  };
};

describe('readEnvironments, of words that mean one only in the right place', () => {
  it.each([
    ...['in live now', 'Patch live web servers', 'Patch live windows', 'Patch live billing'],
    ...['in live traffic', 'on live traffic', 'across live traffic', 'to live traffic'],
    ...['our live traffic', 'of live traffic', 'web live / app', 'Patch it live!'],
    ...['on live', 'across live', 'our live fleet', 'Patch web, live', 'Patch it live.'],
  ])('hears production in “%s”', (intent) => {
    expect(wordsOf(intent)).toMatchObject({ named: ['production'], others: [] });
  });

  it.each([
    ...['go live with the patch', 'the servers are live', 'everything that is live', 'live stream'],
    ...['live', 'they live in Berlin', 'it went live', 'be live now', 'watch live streams'],
    ...['the live team', 'our live teams', 'we go live now', 'it goes live now', 'are live now'],
    ...['the stage team', 'in stage teams'],
  ])('hears no environment in “%s”', (intent) => {
    expect(wordsOf(intent)).toEqual({ named: [], sources: [], others: [], taken: [] });
  });

  it.each([
    ...['Fix drift in stage', 'stage web servers', 'web in stage.', 'Patch the stage', 'my stage'],
    ...['Patch web stage', 'Patch web stage only', 'stage environment'],
    ...['Patch web stage and go', 'Patch web stage please', 'Patch web stage pls'],
    ...['Patch web stage asap', 'Patch web stage now', 'Patch all stage things'],
    ...['stage env', 'two stage envs', 'stage environments', 'Patch stage billing'],
  ])('hears staging in “%s”', (intent) => {
    expect(wordsOf(intent)).toMatchObject({ named: ['staging'], others: [] });
  });

  it.each(['stage the rollout', 'stage', 'Patch and stage fixes', 'develop an adapter'])(
    'hears what is done in “%s”',
    (intent) => {
      expect(wordsOf(intent)).toEqual({ named: [], sources: [], others: [], taken: [] });
    },
  );

  it.each([
    ['Patch test servers', 'test'],
    ['Patch in canary', 'canary'],
    ['Patch the canary environment', 'canary'],
    ['Patch on beta', 'beta'],
    ['Patch beta web servers', 'beta'],
    ['Patch all demo now', 'demo'],
    ['Patch perf, now', 'perf'],
    ['perf web servers', 'perf'],
    ['our perf environment', 'perf'],
    ['Patch lab', 'lab'],
    ['Patch in uat', 'uat'],
    ['Patch QA', 'QA'],
    ['Patch pre-prod', 'pre-prod'],
    ['Patch pre production', 'pre production'],
    ['Patch prod2', 'prod2'],
    ['Patch staging-1', 'staging-1'],
    ['Patch dev_12 hosts', 'dev_12'],
    ['Patch the kiosk environment', 'kiosk'],
    ['Patch kiosk envs', 'kiosk'],
    ['Patch kiosk env', 'kiosk'],
    ['Patch kiosk environments', 'kiosk'],
    ['stage-1 is broken', 'stage-1'],
    ['Patch uat-web', 'uat'],
    ['Patch pre prod', 'pre prod'],
    ['Patch to beta', 'beta'],
    ['Patch our beta', 'beta'],
    ['Patch all beta', 'beta'],
    ['Patch stagging', 'stagging'],
  ])('refuses in “%s” what is none of the three', (intent, other) => {
    expect(wordsOf(intent)).toEqual({
      named: [],
      sources: [],
      others: [other],
      taken: [[other, 'environment', null]],
    });
  });

  it.each([
    ...['test failover', 'the test team', 'the canary phase', 'demo the patch', 'Patch the beta'],
    ...['Patch dr servers', 'Patch canary servers', 'Patch integration servers', 'Patch web, beta'],
    ...['training for staff', 'performance of the web servers', 'test servers'],
    ...['Patch the whole environment', 'Patch our cloud env', 'Patch these envs'],
    ...['Patch kiosk', 'Patch web2', 'Patch 9prod2', 'Patch prod2x', 'Patch web, environment'],
  ])('refuses nothing in “%s”', (intent) => {
    expect(wordsOf(intent).others).toEqual([]);
  });
});

describe('readEnvironments, of all, of sources and of likeness', () => {
  it.each([
    ['Patch every environment', 'every environment'],
    ['Patch all of our environments', 'all of our environments'],
    ['Patch non-prod', 'non-prod'],
    ['Patch in both', 'in both'],
    ['Patch dev through prod', 'dev through prod'],
  ])('hears more than one in “%s”', (intent, words) => {
    expect(wordsOf(intent)).toEqual({
      named: all,
      sources: [],
      others: [],
      taken: [[words, 'environment', null]],
    });
  });

  it.each([
    ['copy from staging to prod', ['production'], ['staging']],
    ['copy from the staging to prod', ['production'], ['staging']],
    ['unlike prod, staging drifts', ['staging'], ['production']],
    ['more than in prod', [], ['production']],
    ['make staging like the prod', ['staging'], ['production']],
    ['make it like prod', [], []],
    ['the copy in prod', ['production'], []],
    ['from web servers in prod', ['production'], []],
  ])('knows in “%s” what something is taken from', (intent, named, sources) => {
    expect(wordsOf(intent)).toMatchObject({ named, sources, others: [] });
  });

  it.each([
    ['production-like servers', 'production-like', 'production'],
    ['production-ready servers', 'production-ready', 'production'],
    ['a staging-grade host', 'staging-grade', 'staging'],
  ])('takes the likeness of “%s” for no place', (intent, words, environment) => {
    expect(wordsOf(intent)).toEqual({
      named: [],
      sources: [],
      others: [],
      taken: [[words, 'reference', `not the place: ${environment}`]],
    });
  });

  it('takes one word alone where something is like an environment', () => {
    expect(wordsOf('unlike prod servers').taken).toEqual([
      ['prod', 'reference', 'not the place: production'],
    ]);
    expect(wordsOf('production ready servers')).toMatchObject({
      named: ['production'],
      taken: [['production', 'environment', 'production']],
    });
  });

  it('says why a word is none of the three', () => {
    const { others } = readEnvironments(claimsOf('Patch uat'), smallReader);

    expect(others).toEqual([
      {
        from: 1,
        to: 2,
        reason: 'is none of this fleet’s environments: development, staging, production',
      },
    ]);
  });

  it('names as a place what is named, and what something is taken from', () => {
    const { named } = readEnvironments(claimsOf('Patch every environment'), smallReader);
    const { sources } = readEnvironments(claimsOf('copy from staging'), smallReader);

    expect(named).toContainEqual({ environment: 'staging', as: 'place' });
    expect(sources).toEqual([{ environment: 'staging', as: 'place' }]);
  });

  it('leaves alone what somebody has taken', () => {
    const claims = claimsOf('Patch prod and staging');
    claims.take({ from: 1, to: 2, as: 'exclusion', value: null });

    expect(readEnvironments(claims, smallReader).named).toEqual([
      { environment: 'staging', as: 'place' },
    ]);
  });
});
