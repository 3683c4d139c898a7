import { describe, expect, it } from 'vitest';
import { Constraints, Selector } from '../../../functions/domain/task/task-spec.ts';

const selector = { environment: 'production', roles: ['web'] };

describe('what a task selects', () => {
  it.each([
    [{ names: ['web-1'] }],
    [{ platforms: ['linux'], regions: [] }],
    [{ tags: [{ key: 'Team', value: 'blue' }] }],
  ])('may leave out what %j names', (exclusion) => {
    const excluding = { ...selector, exclude: [exclusion] };

    expect(Selector.parse(excluding)).toEqual(excluding);
  });

  it.each([
    ['names nothing', [{}]],
    ['names nothing in its lists', [{ names: [], roles: [] }]],
    ['names nothing beside one that does', [{ names: ['web-1'] }, { services: undefined }]],
    ['names what nothing knows', [{ colours: ['blue'] }]],
  ])('may not leave out by an exclusion that %s', (_what, exclude) => {
    expect(Selector.safeParse({ ...selector, exclude }).success).toBe(false);
  });

  it('says that an exclusion names something', () => {
    const { error } = Selector.safeParse({ ...selector, exclude: [{}] });

    expect(error?.issues.map(({ message, path }) => [path.join('.'), message])).toEqual([
      ['exclude.0', 'An exclusion names something.'],
    ]);
  });
});

describe('what a request asks to hold', () => {
  it.each<[string, Record<string, unknown>, boolean]>([
    ['one asset', { max_assets: 1 }, true],
    ['no asset', { max_assets: 0 }, false],
    ['half an asset', { max_assets: 1.5 }, false],
    ['all of them', { max_share_percent: 100 }, true],
    ['more than all', { max_share_percent: 101 }, false],
    ['none of them', { max_share_percent: 0 }, false],
    ['no failure', { max_failures: 0 }, true],
    ['less than none', { max_failures: -1 }, false],
    ['nothing at a time', { max_parallel: 0 }, false],
    ['a wait of nothing', { phase_wait_seconds: 0 }, false],
    ['a time without an end', { window: { from: '2026-03-01T09:00:00.000Z' } }, true],
    ['a time without a beginning', { window: { to: '2026-03-01T09:00:00.000Z' } }, false],
    ['another profile', { profile: 'bold' }, false],
    ['what nothing knows', { mood: 'calm' }, false],
  ])('may be %s: %j %s', (_what, constraints, isOne) => {
    expect(Constraints.safeParse(constraints).success).toBe(isOne);
  });
});
