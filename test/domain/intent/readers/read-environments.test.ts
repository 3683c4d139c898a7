import { describe, expect, it } from 'vitest';
import { makeClaims } from '../../../../functions/domain/intent/claims.ts';
import { readText } from '../../../../functions/domain/intent/request-text.ts';
import { readEnvironments } from '../../../../functions/domain/intent/readers/read-environments.ts';
import { demoReader } from '../../../support/planning/intent.ts';

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
  ])('takes none of the three out of “%s”', (intent) => {
    const { named, others } = read(intent);

    expect(named).toEqual([]);
    expect(others).toHaveLength(1);
  });
});
