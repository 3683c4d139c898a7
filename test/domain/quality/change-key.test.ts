import { describe, expect, it } from 'vitest';
import { changeKeyOf, leftOutKeyOf } from '../../../functions/domain/quality/change-key.ts';
import type { Selector } from '../../../functions/domain/task/task-spec.ts';
import { aBuiltPlan } from '../../support/builders/a-built-plan.ts';

const plan = aBuiltPlan();
const { action } = plan;
const selector: Selector = { environment: 'production', roles: ['web'] };
const key = (changes: Partial<Selector>) =>
  changeKeyOf({ action, selector: { ...selector, ...changes } });

describe('the name of a change', () => {
  it.each<[string, Partial<Selector>]>([
    ['environment', { environment: 'staging' }],
    ['regions', { regions: ['us-east-1'] }],
    ['single assets', { asset_ids: ['i-000001'] }],
    ['how often a role is named', { roles: ['web', 'web'] }],
    ['lists that name nothing', { services: [], platforms: [] }],
  ])('is the same whatever the %s', (_what, changes) => {
    expect(key(changes)).toBe(key({}));
  });

  it.each<[string, readonly [string, string], (words: string[]) => Partial<Selector>]>([
    ['roles', ['app', 'web'], (roles) => ({ roles })],
    ['services', ['checkout', 'orders'], (services) => ({ services })],
  ])('differs by %s, in whatever order they come', (_list, [one, two], listed) => {
    expect(key(listed([one, two]))).not.toBe(key({}));
    expect(key(listed([one, two]))).not.toBe(key(listed([one])));
    expect(key(listed([two, one]))).toBe(key(listed([one, two])));
  });

  it('differs by platforms, in whatever order they come', () => {
    expect(key({ platforms: ['linux'] })).not.toBe(key({}));
    expect(key({ platforms: ['windows', 'linux'] })).toBe(key({ platforms: ['linux', 'windows'] }));
  });

  it('differs by the action and by its parameters, and by nothing else of it', () => {
    const named = (changes: Partial<typeof action>) =>
      changeKeyOf({ action: { ...action, ...changes }, selector });

    expect(named({ type: 'patch' })).not.toBe(key({}));
    expect(named({ parameters: { image: 'ami-other' } })).not.toBe(key({}));
    expect(named({ undo: 'none' })).toBe(key({}));
  });
});

describe('what a change leaves out', () => {
  const leftOut = (exclude: Selector['exclude']) =>
    leftOutKeyOf({ selector: { ...selector, ...(exclude && { exclude }) } });

  it('is nothing where nothing is excluded', () => {
    expect([leftOut(undefined), leftOut([])]).toEqual([null, null]);
  });

  it.each<[string, Selector['exclude']]>([
    ['another service', [{ services: ['orders'] }]],
    ['a single asset', [{ names: ['prod-web-1'] }]],
    ['a tag', [{ tags: [{ key: 'Team', value: 'payments' }] }]],
    ['one thing more', [{ services: ['search'] }, { zones: ['us-east-1a'] }]],
    ['less, by one criterion more', [{ services: ['search'], zones: ['us-east-1a'] }]],
  ])('differs by %s', (_what, exclude) => {
    expect(leftOut(exclude)).not.toBe(leftOut([{ services: ['search'] }]));
    expect(leftOut(exclude)).not.toBeNull();
  });

  it('is the same in whatever order and spelling it comes', () => {
    const tags = [{ key: 'team', value: 'PAYMENTS' }];
    expect(leftOut([{ services: ['search', 'orders'] }, { tags }])).toBe(
      leftOut([
        { tags: [{ key: 'Team', value: 'payments' }], regions: [] },
        { services: ['orders', 'search', 'orders'] },
      ]),
    );
  });

  it('leaves the name of the change as it is, so that a rejection stands', () => {
    expect(key({ exclude: [{ names: ['prod-web-1'] }] })).toBe(key({}));
  });
});
