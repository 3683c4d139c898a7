import { describe, expect, it } from 'vitest';
import { mergeCriteria } from '../../../../functions/domain/intent/readers/merge-criteria.ts';

describe('mergeCriteria', () => {
  it('has the values of both, each once and in order', () => {
    expect(
      mergeCriteria({ roles: ['web', 'app'], names: ['b'] }, { roles: ['api', 'web'] }),
    ).toEqual({ names: ['b'], roles: ['api', 'app', 'web'] });
  });

  it('has its kinds in order, whoever names them', () => {
    const keys = Object.keys(mergeCriteria({ zones: ['z'], names: ['n'] }, { roles: ['web'] }));

    expect(keys).toEqual(['names', 'roles', 'zones']);
  });

  it('knows tags by what they say', () => {
    const team = { key: 'team', value: 'a' };

    expect(
      mergeCriteria({ tags: [team] }, { tags: [{ ...team }, { key: 'app', value: 'b' }] }),
    ).toEqual({
      tags: [{ key: 'app', value: 'b' }, team],
    });
  });

  it('is nothing of nothing', () => {
    expect(mergeCriteria({}, {})).toEqual({});
  });
});
