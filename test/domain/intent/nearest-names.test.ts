import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fleetVocabularyOf } from '../../../functions/domain/fleet/fleet-vocabulary.ts';
import type { FleetVocabulary } from '../../../functions/domain/fleet/fleet-vocabulary.ts';
import { nearestNames } from '../../../functions/domain/intent/nearest-names.ts';
import { anAsset } from '../../support/builders/an-asset.ts';
import { openStepCounter } from '../../support/planning/count-steps.ts';
import type { StepCounter } from '../../support/planning/count-steps.ts';

const fleetOf = (...names: readonly string[]): FleetVocabulary =>
  fleetVocabularyOf(names.map((name, index) => anAsset(index + 1, { name })));

const fleet = fleetOf(
  'Stage-Web-Orders-03',
  'stage-web-orders-13',
  'prod-web-search-28',
  'prod-app-search-28',
  'prod-api-search-29',
  'web01.prod.example.com',
  'db-7a',
  'mail-host-a',
);

describe('the nearest names of a fleet', () => {
  it.each<[string, readonly string[]]>([
    ['stage-web-orders-3', ['Stage-Web-Orders-03']],
    ['stage-web-orders-003', ['Stage-Web-Orders-03']],
    ['stage-web-order-3', ['Stage-Web-Orders-03']],
    ['prod-web-serch-28', ['prod-web-search-28']],
    ['prod-wbe-saerch-28', ['prod-web-search-28']],
    ['prod-websearch-28', ['prod-web-search-28']],
    ['prod_web_search_28', ['prod-web-search-28']],
    ['web1.prod.example.com', ['web01.prod.example.com']],
    ['web01.prd.example.com', ['web01.prod.example.com']],
  ])('of %s are %j', (name, near) => {
    expect(nearestNames(name, fleet)).toEqual(near);
  });

  it.each([
    ['another number', 'prod-web-search-29'],
    ['another number of more digits', 'prod-web-search-280'],
    ['the same digits in another number', 'prod-web-search-82'],
    ['no number', 'prod-web-search'],
    ['another letter behind the number', 'db-7b'],
    ['another letter by itself', 'mail-host-b'],
    ['another word that the fleet has too', 'prod-web-search-29'],
    ['a role in place of another', 'prod-api-search-28'],
    ['too many slips', 'prod-xyz-srch-28'],
    ['few letters', 'dx-7a'],
    ['no end', 'prod-web-search-28'.padEnd(101, 'x')],
  ])('are none for %s', (_, name) => {
    expect(nearestNames(name, fleet)).toEqual([]);
  });

  it('are the nearest alone, at most three, in order', () => {
    const many = fleetOf('kiosk-berlin-1', 'kiosk-bernin-1', 'kiosk-berxin-1', 'kiosk-berzin-1');

    expect(nearestNames('kiosk-berin-1', many)).toEqual([
      'kiosk-berlin-1',
      'kiosk-bernin-1',
      'kiosk-berxin-1',
    ]);
    expect(nearestNames('kiosk-berlin-01', many)).toEqual(['kiosk-berlin-1']);
  });
});

describe('the work of a look-up', () => {
  let counter: StepCounter;

  beforeAll(async () => {
    counter = await openStepCounter();
  });

  afterAll(() => counter.close());

  const namesOf = (count: number) =>
    Array.from(
      { length: count },
      (_, index) => `${['prod', 'stage', 'dev'][index % 3] ?? ''}-web-orders-${index}`,
    );

  it('grows with the names that have the same numbers, and not with the fleet', async () => {
    const steps = async (count: number): Promise<number> => {
      const large = fleetOf(...namesOf(count));
      nearestNames('nothing', large);
      return counter.stepsOf(() => void nearestNames('prod-web-ordres-33', large));
    };

    expect(await steps(10_000)).toBeLessThan(2 * (await steps(100)));
  });

  it('is bounded where ten thousand names are nearly alike', async () => {
    const alike = fleetOf(
      ...Array.from(
        { length: 10_000 },
        (_, index) => `prod-${index.toString(36).replace(/\d/gu, 'x').padStart(6, 'q')}-1`,
      ),
    );
    nearestNames('nothing', alike);

    expect(await counter.stepsOf(() => void nearestNames('prod-zzzzzz-1', alike))).toBeLessThan(
      1_500_000,
    );
  });
});
