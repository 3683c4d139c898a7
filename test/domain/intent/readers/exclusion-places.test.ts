import { describe, expect, it } from 'vitest';
import { exclusionPlaces } from '../../../../functions/domain/intent/readers/exclusion-places.ts';
import { readExclusions } from '../../../../functions/domain/intent/readers/read-exclusions.ts';
import type { Criteria } from '../../../../functions/domain/task/task-spec.ts';
import { demoReader, readIntent, specOf } from '../../../support/planning/intent.ts';
import { claimsOf } from '../../../support/planning/small-fleet.ts';

const host = { names: ['prod-web-search-28'] };

describe('exclusionPlaces', () => {
  it.each<readonly [string, readonly Criteria[]]>([
    ['patch prod nginx, but keep your hands off prod-web-search-28, Marta is there', [host]],
    ['patch staging. Leave the databases be.', [{ roles: ['database'] }]],
    ['patch prod web but leave prod-web-search-28 as it is, two at a time', [host]],
    ['patch prod web sans prod-web-search-28', [host]],
    ['patch prod web short of the caches', [{ roles: ['cache'] }]],
    ['patch prod web, bar prod-web-search-28', [host]],
    ['patch prod web without the caches', [{ roles: ['cache'] }]],
    ['patch prod servers, not counting search', [{ services: ['search'] }]],
    ['patch prod servers, everything but search', [{ services: ['search'] }]],
    ['patch staging, not search', [{ services: ['search'] }]],
    ['patch orders in prod but not on the DB servers', [{ roles: ['database'] }]],
    ['patch live; exceptions: prod-web-search-28', [host]],
    [
      'patch live; avoid eu-west-1 and windows',
      [{ regions: ['eu-west-1'] }, { platforms: ['windows'] }],
    ],
  ])('reads “%s”', (intent, exclude) => {
    const { exclude: found, doubts } = readExclusions(claimsOf(intent), demoReader);

    expect(doubts).toEqual([]);
    expect(found).toEqual(exclude);
  });

  it.each<readonly [string, readonly Criteria[]]>([
    [
      'get prod back; the batch workers are crunching month end so skip those',
      [{ roles: ['worker'] }],
    ],
    ['patch prod; orders has its own window so not them', [{ services: ['orders'] }]],
    ['patch prod web; prod-web-search-28 has a core dump, so leave it', [host]],
    ['patch prod web, the databases are fragile, so don’t touch those', [{ roles: ['database'] }]],
    ['patch prod. The caches are warming up. Leave them alone.', [{ roles: ['cache'] }]],
  ])('knows what “those” are in “%s”', (intent, exclude) => {
    const { exclude: found, doubts } = readExclusions(claimsOf(intent), demoReader);

    expect(doubts).toEqual([]);
    expect(found).toEqual(exclude);
  });

  it.each([
    'patch prod; the workers are waiting on the databases so skip those',
    'patch the prod web servers so skip those',
    'patch prod web, skip it',
    "patch prod, don't skip the databases",
    'patch prod, never leave out the databases',
    'patch prod web, not ignoring the caches',
  ])('doubts what is left out of “%s”', (intent) => {
    expect(readExclusions(claimsOf(intent), demoReader).doubts).not.toEqual([]);
  });

  it.each([
    'patch prod web without downtime',
    'patch prod web without app downtime',
    'patch prod web, no exceptions',
    'patch prod web and avoid outages',
    'are we exposed on prod or not',
    'patch prod web, not tomorrow',
  ])('leaves nothing out of “%s”', (intent) => {
    const claims = claimsOf(intent);

    expect(exclusionPlaces(claims, demoReader)).toEqual([]);
  });

  it('keeps what follows “as it is”', () => {
    const { selector, constraints } = specOf(
      'patch the prod web servers but leave prod-web-search-28 as it is, two at a time',
    );

    expect(selector).toEqual({ environment: 'production', roles: ['web'], exclude: [host] });
    expect(constraints).toEqual({ max_parallel: 2 });
  });

  it('makes no change wider by what it names to leave out', () => {
    for (const way of ['without the caches', 'sans caches', 'not counting the caches']) {
      const reading = readIntent({ intent: `patch the prod web servers, ${way}` });

      expect(reading).toMatchObject({
        spec: { selector: { roles: ['web'], exclude: [{ roles: ['cache'] }] } },
      });
    }
  });
});
