import { describe, expect, it } from 'vitest';
import {
  environmentOf,
  fleetWordsOf,
  regionsOf,
  roleOf,
} from '../../../functions/domain/fleet/fleet-words.ts';

const words = fleetWordsOf();

describe('the words of a fleet', () => {
  it.each([
    ['production', 'production'],
    ['PROD ', 'production'],
    ['prd', 'production'],
    ['live', 'production'],
    ['Stage', 'staging'],
    ['stg', 'staging'],
    ['dev', 'development'],
    ['\u200Bdevel', 'development'],
    ['ｐｒｏｄ', 'production'],
  ])('take the environment %s for %s', (word, environment) => {
    expect(environmentOf(word, words)).toBe(environment);
  });

  it.each([
    ...['preprod', 'pre-prod', 'uat', 'qa', 'test', 'perf', 'sandbox', 'non-prod', 'prod-eu'],
    ...['Prod (EU)', 'p', 'prodution', '', 'constructor', 'toString', '__proto__', 'рrod'],
  ])('take "%s" for none of the three', (word) => {
    expect(environmentOf(word, words)).toBeNull();
  });

  it.each([
    ['nginx', 'web'],
    ['Web Servers', 'web'],
    ['front-ends', 'web'],
    ['httpd', 'web'],
    ['postgres', 'database'],
    ['databases', 'database'],
    ['DBs', 'database'],
    ['mariadb', 'database'],
    ['redis', 'cache'],
    ['caches', 'cache'],
    ['sidekiq', 'worker'],
    ['consumers', 'worker'],
    ['apis', 'api'],
    ['app_server', 'app'],
  ])('take the role %s for %s', (word, role) => {
    expect(roleOf(word, words)).toBe(role);
  });

  it.each(['gateway', 'mail', 'constructor', '', 's'])('know no role in "%s"', (word) => {
    expect(roleOf(word, words)).toBeNull();
  });

  it('are the product’s own where settings say nothing', () => {
    const own = fleetWordsOf();

    expect(own.tagKeys).toEqual({
      environment: ['environment', 'env', 'stage'],
      role: ['role', 'component', 'application'],
      service: ['service'],
    });
    expect(own.timeZone).toBeUndefined();
    expect(own.otherEnvironments.has('uat')).toBe(true);
    expect(own.platforms.get('win')).toBe('windows');
    expect(own.distributions.get('ubuntu')).toBe('linux');
  });

  it('are extended by settings, which leave the others alone', () => {
    const own = fleetWordsOf({
      environments: { staging: ['UAT', 'preprod'] },
      roles: { web: ['edge'], search: ['elasticsearch'], proxy: ['nginx'] },
      tag_keys: { role: ['Tier'] },
      time_zone: 'Europe/Berlin',
    });

    expect(environmentOf('uat', own)).toBe('staging');
    expect(environmentOf('prod', own)).toBe('production');
    expect(own.otherEnvironments.has('uat')).toBe(false);
    expect(own.otherEnvironments.has('qa')).toBe(true);
    expect(roleOf('edges', own)).toBe('web');
    expect(roleOf('search', own)).toBe('search');
    expect(roleOf('elasticsearch', own)).toBe('search');
    expect(roleOf('nginx', own)).toBe('proxy');
    expect(own.tagKeys).toEqual({
      environment: ['environment', 'env', 'stage'],
      role: ['tier'],
      service: ['service'],
    });
    expect(own.timeZone).toBe('Europe/Berlin');
  });
});

describe('the places of regions', () => {
  const known = ['ap-southeast-1', 'ap-southeast-2', 'eu-central-1', 'eu-west-1', 'us-gov-west-1'];

  it.each([
    ['Europe', ['eu-central-1', 'eu-west-1']],
    ['frankfurt', ['eu-central-1']],
    ['Asia', ['ap-southeast-1']],
    ['APAC', ['ap-southeast-1', 'ap-southeast-2']],
    ['US', []],
    ['ohio', []],
    ['EMEA', ['eu-central-1', 'eu-west-1']],
    ['govcloud', ['us-gov-west-1']],
    ['singapore', ['ap-southeast-1']],
  ])('%s holds %o of them', (word, regions) => {
    expect(regionsOf(word, known, words)).toEqual(regions);
  });

  it('are none where the word is no place', () => {
    expect(regionsOf('atlantis', known, words)).toBeNull();
  });
});
