import { describe, expect, it } from 'vitest';
import { changeKeyOf } from '../../../functions/domain/quality/change-key.ts';
import type { Selector } from '../../../functions/domain/task/task-spec.ts';
import { aBuiltPlan } from '../../support/builders/a-built-plan.ts';

const { action } = aBuiltPlan();
const key = (changes: Partial<Selector>) =>
  changeKeyOf({ action, selector: { environment: 'production', roles: ['web'], ...changes } });
const team = (value: string, name = 'Team') => ({ key: name, value });

describe('the name of a change on finer kinds of assets', () => {
  it.each<[string, Partial<Selector>, Partial<Selector>]>([
    ['platform versions', { platform_versions: ['ubuntu 22.04'] }, {}],
    [
      'which platform versions',
      { platform_versions: ['ubuntu 22.04'] },
      { platform_versions: ['ubuntu 24.04'] },
    ],
    [
      'how many platform versions',
      { platform_versions: ['ubuntu 22.04'] },
      { platform_versions: ['ubuntu 22.04', 'ubuntu 24.04'] },
    ],
    ['tags', { tags: [team('blue')] }, {}],
    ['the values of tags', { tags: [team('blue')] }, { tags: [team('red')] }],
    ['the keys of tags', { tags: [team('blue')] }, { tags: [team('blue', 'Owner')] }],
  ])('differs by %s', (_what, one, other) => {
    expect(key(one)).not.toBe(key(other));
  });

  it.each<[string, Partial<Selector>, Partial<Selector>]>([
    [
      'the order of platform versions',
      { platform_versions: ['a', 'b'] },
      { platform_versions: ['b', 'a'] },
    ],
    ['the letters of tags', { tags: [team('Blue', 'TEAM')] }, { tags: [team('blue', 'team')] }],
    [
      'the order of tags',
      { tags: [team('blue'), team('red')] },
      { tags: [team('red'), team('blue')] },
    ],
    ['lists that name nothing', { tags: [], platform_versions: [] }, {}],
  ])('does not differ by %s', (_what, one, other) => {
    expect(key(one)).toBe(key(other));
  });
});
