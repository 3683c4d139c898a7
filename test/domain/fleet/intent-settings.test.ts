import { describe, expect, it } from 'vitest';
import { IntentSettings } from '../../../functions/domain/fleet/intent-settings.ts';

describe('the intent settings', () => {
  it('take words, tag keys and a time zone', () => {
    const settings = {
      environments: { production: ['prod', 'prd', 'live'], staging: ['uat'] },
      roles: { web: ['edge'] },
      tag_keys: { environment: ['Umgebung'], role: ['Tier'] },
      time_zone: 'Europe/Berlin',
    };

    expect(IntentSettings.parse(settings)).toEqual(settings);
  });

  it.each<[unknown, string, string]>([
    [{ environments: { qa: ['qa'] } }, 'environments', ''],
    [{ environments: { staging: 'uat' } }, 'environments.staging', 'must be a list of words'],
    [{ environments: { staging: ['a', ' '] } }, 'environments.staging.1', 'must be a word'],
    [
      { environments: { development: ['PROD'] } },
      'environments.development.0',
      'already stands for production: leave it out of development',
    ],
    [
      { environments: { development: ['uat'], staging: ['qa', 'UAT'] } },
      'environments.staging.1',
      'already stands for development',
    ],
    [
      { roles: { web: ['edge', 'Database'] } },
      'roles.web.1',
      'already stands for database: leave it out of web',
    ],
    [{ roles: { web: ['edge'], api: ['edge'] } }, 'roles.api.0', 'already stands for web'],
    [{ roles: { 'Web Servers': ['edge'] } }, 'roles.Web Servers', 'must be the name of a role'],
    [{ tag_keys: { role: [] } }, 'tag_keys.role', 'must name a tag key'],
    [{ tag_keys: { colour: ['c'] } }, 'tag_keys', ''],
    [{ time_zone: 'Berlin' }, 'time_zone', 'for example Europe/Berlin'],
    [{ zone: 'x' }, '', ''],
  ])('refuse %j with the place %s', (settings, place, message) => {
    const { error } = IntentSettings.safeParse(settings);

    expect(error?.issues.map(({ path }) => path.join('.'))).toEqual([place]);
    expect(error?.issues[0]?.message).toContain(message);
  });

  it('name the place of a word in a list by its number', () => {
    const { error } = IntentSettings.safeParse({ roles: { web: ['edge', 'Database'] } });

    expect(error?.issues[0]?.path).toEqual(['roles', 'web', 1]);
  });
});
