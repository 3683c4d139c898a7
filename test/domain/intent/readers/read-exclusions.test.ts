import { describe, expect, it } from 'vitest';
import { makeClaims } from '../../../../functions/domain/intent/claims.ts';
import { readText } from '../../../../functions/domain/intent/request-text.ts';
import { readExclusions } from '../../../../functions/domain/intent/readers/read-exclusions.ts';
import { demoReader } from '../../../support/planning/intent.ts';
import { claimsOf, smallReader } from '../../../support/planning/small-fleet.ts';

const read = (intent: string): ReturnType<typeof readExclusions> =>
  readExclusions(makeClaims(readText(intent)), demoReader);

describe('readExclusions', () => {
  it.each([
    ['Patch prod servers except prod-web-search-56', [{ names: ['prod-web-search-56'] }]],
    ['Patch staging servers other than databases', [{ roles: ['database'] }]],
    ['Patch prod web servers but skip windows', [{ platforms: ['windows'] }]],
    ['Patch staging web servers not in us-east-1', [{ regions: ['us-east-1'] }]],
    [
      'Patch staging servers except the checkout service and search',
      [{ services: ['checkout'] }, { services: ['search'] }],
    ],
    ['Patch staging web servers', []],
  ])('leaves out what “%s” says', (intent, exclude) => {
    const { exclude: found, doubts } = read(intent);

    expect(found).toEqual(exclude);
    expect(doubts).toEqual([]);
  });

  it.each([
    'Patch prod databases except the primaries',
    'Patch staging web servers minus two',
    'Patch everything in staging except',
  ])('doubts what can’t be left out in “%s”', (intent) => {
    expect(read(intent).doubts.length).toBeGreaterThan(0);
  });
});

const wordsOf = (intent: string) => {
  const claims = claimsOf(intent);
  const { doubts, ...reading } = readExclusions(claims, smallReader);
  const { tokens, source } = claims.text;
  return {
    ...reading,
    doubts: doubts.map(({ from, to, reason }) => [
      source.slice(tokens[from]?.start, tokens[to - 1]?.end),
      reason,
    ]),
    taken: claims.spans().map(({ text, as, value }) => [text, as, value]),
  };
};

const nothing = { exclude: [], exclude_packages: [], environments: [], doubts: [] };
const taken = (text: string) => ({ taken: [[text, 'exclusion', null]] });

describe('readExclusions, of a list', () => {
  it.each([
    ['Patch web', 'except billing', [{ services: ['Billing'] }]],
    [
      'Patch web',
      'except databases, caches and the windows hosts',
      [{ roles: ['database'] }, { roles: ['cache'] }, { platforms: ['windows'] }],
    ],
    [
      'Patch web',
      'except the caches or the apis/databases & workers',
      [{ roles: ['cache'] }, { roles: ['api', 'database'] }, { roles: ['worker'] }],
    ],
    [
      'Patch web',
      'excluding billing databases in frankfurt',
      [{ services: ['Billing'], roles: ['database'], regions: ['eu-central-1'] }],
    ],
    ['Patch web', 'excluding 10.0.0.1', [{ addresses: ['10.0.0.1'] }]],
    ['Patch web', 'except team=payments', [{ tags: [{ key: 'team', value: 'Payments' }] }]],
    ['Patch web', 'without touching caches', [{ roles: ['cache'] }]],
    ['Patch web', 'but do not touch databases', [{ roles: ['database'] }]],
    ['Patch web,', 'not in eu-west-1', [{ regions: ['eu-west-1'] }]],
    ['Patch', 'everything but the databases', [{ roles: ['database'] }]],
    ['Patch web,', 'ignoring linux updates', [{ platforms: ['linux'] }]],
    ['Patch web,', 'the workers stay as they are', [{ roles: ['worker'] }]],
    ['Patch prod;', 'databases are out of scope', [{ roles: ['database'] }]],
    ['', 'Leave the caches alone', [{ roles: ['cache'] }]],
    ['Patch prod and', 'keep edge-berlin out of it', [{ names: ['Edge-Berlin'] }]],
  ])('leaves out after “%s” what “%s” says', (before, words, exclude) => {
    expect(wordsOf(`${before} ${words}`)).toEqual({ ...nothing, exclude, ...taken(words) });
  });

  it.each([
    ['Patch web', 'except billing', ' because it is busy'],
    ['Patch web', 'except billing, caches', ' then reboot'],
    ['Patch web', 'skip caches', ' please'],
    ['Patch web', 'except caches', ', stop at first failure'],
    ['Patch web', 'except caches', ' and reboot'],
    ['Patch web (', 'excluding caches', ')'],
    ['Patch web', 'except caches', '. Patch app'],
  ])('ends after “%s” with “%s”, before “%s”', (before, words, after) => {
    const { exclude, doubts, taken: spans } = wordsOf(`${before} ${words}${after}`);

    expect(exclude.length).toBe(words.includes(',') ? 2 : 1);
    expect(doubts).toEqual([]);
    expect(spans).toEqual([[words, 'exclusion', null]]);
  });

  it('ends where somebody else has taken the words', () => {
    for (const as of ['time', 'reference'] as const) {
      const claims = claimsOf('Patch web except caches sunday databases');
      claims.take({ from: 4, to: 5, as, value: null });

      expect(readExclusions(claims, smallReader).exclude).toEqual([{ roles: ['cache'] }]);
    }
  });

  it('reads nothing of what somebody else has taken', () => {
    const claims = claimsOf('Patch web except caches');
    claims.take({ from: 2, to: 4, as: 'constraint', value: null });

    expect(readExclusions(claims, smallReader)).toEqual(nothing);
  });
});

describe('readExclusions, of packages and environments', () => {
  it.each([
    ['except openssl', ['openssl']],
    ['except sudo and kernel packages', ['kernel', 'sudo']],
    ['except openssl, openssl', ['openssl']],
    ['except the ssm agent', ['ssm-agent']],
  ])('leaves out the packages of “%s”', (words, exclude_packages) => {
    expect(wordsOf(`Patch web ${words}`)).toEqual({
      ...nothing,
      exclude_packages,
      ...taken(words),
    });
  });

  it.each([
    ['but not prod', ['production']],
    ['except in staging', ['staging']],
    ['except the staging env', ['staging']],
    ['except staging and production', ['staging', 'production']],
  ])('keeps out of the environments of “%s”', (words, environments) => {
    expect(wordsOf(`Patch web ${words}`)).toEqual({
      ...nothing,
      environments: environments.map((environment) => ({ environment, as: 'excluded' })),
      ...taken(words),
    });
  });

  it.each(['in', 'on', 'of', 'for', 'within'])(
    'knows “the orders ones %s staging” for what is left out of staging',
    (word) => {
      expect(wordsOf(`Patch web except the orders ones ${word} staging`)).toMatchObject({
        exclude: [{ services: ['orders'] }],
        environments: [{ environment: 'staging', as: 'place' }],
        doubts: [],
      });
    },
  );

  it('takes an environment beside what is left out for a part of its name alone', () => {
    expect(wordsOf('Patch web except the staging databases')).toMatchObject({
      exclude: [{ roles: ['database'] }],
      environments: [],
      doubts: [],
    });
  });
});

describe('readExclusions, of what can’t be left out', () => {
  const lacks = 'is nothing that this fleet has, so that it can’t be left out';
  it.each([
    ['except kiosk', 'kiosk', lacks],
    ['except the primary databases', 'primary', lacks],
    ['except web-77', 'web-77', 'is the name of nothing in this fleet'],
    ['except asia', 'asia', 'holds no region of this fleet'],
    ['except it', 'except it', 'leaves out what the fleet can’t tell apart'],
    ['except', 'except', 'says that something is left out, and not what'],
  ])('doubts “%s”', (words, open, reason) => {
    expect(wordsOf(`Patch web ${words}`).doubts).toEqual([[open, reason]]);
  });

  it('doubts the first of the words that it lacks', () => {
    expect(wordsOf('Patch web except kiosk lobby').doubts).toEqual([['kiosk', lacks]]);
    expect(wordsOf('Patch web except kiosk web-77').doubts).toEqual([['kiosk', lacks]]);
  });
});
