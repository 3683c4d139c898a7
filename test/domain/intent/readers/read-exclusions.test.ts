import { describe, expect, it } from 'vitest';
import { makeClaims } from '../../../../functions/domain/intent/claims.ts';
import { readText } from '../../../../functions/domain/intent/request-text.ts';
import { readExclusions } from '../../../../functions/domain/intent/readers/read-exclusions.ts';
import { demoReader } from '../../../support/planning/intent.ts';

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
