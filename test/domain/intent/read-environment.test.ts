import { describe, expect, it } from 'vitest';
import { foldIntent, intentWords } from '../../../functions/domain/intent/intent-words.ts';
import {
  readEnvironment,
  settleEnvironment,
} from '../../../functions/domain/intent/read-environment.ts';
import type { EnvironmentReading } from '../../../functions/domain/intent/read-environment.ts';

const read = (intent: string): EnvironmentReading =>
  readEnvironment(intentWords(foldIntent(intent)));

const reading = (
  named: EnvironmentReading['named'],
  excluded: EnvironmentReading['excluded'] = [],
  doubtful: EnvironmentReading['doubtful'] = [],
): EnvironmentReading => ({ named, excluded, doubtful });

const production = reading(['production']);
const staging = reading(['staging']);
const development = reading(['development']);
const none = reading([]);

describe('the environments that words name', () => {
  it.each([
    ['patch production', production],
    ['production', production],
    ['patch prod and staging', reading(['production', 'staging'])],
    ['patch staging and prod', reading(['production', 'staging'])],
    ['promote from staging to production', production],
    ['like production', none],
    ['like the production', none],
    ['since our staging', none],
    ['fix the production', production],
    ['on live', production],
    ['patch live web servers', production],
    ['live patching', none],
    ['go live', none],
    ['on live patches', none],
    ['stage the rollout', none],
    ['in stage', staging],
    ['in stage, please', staging],
    ['stage hosts', none],
    ['patch stage hosts', staging],
    ['test failover', none],
    ['on test', development],
    ['on test linux', development],
    ['the test environment', development],
    ['for testing', development],
    ['testing databases', none],
    ['patch testing databases', development],
    ['dev team', none],
    ['for the dev teams', none],
    ['patch dev', development],
    ['dev', none],
    ['in dev', development],
    ['on dev boxes', development],
    ['patch development and staging', reading(['development', 'staging'])],
    ['development patches', none],
    ['our development patches', development],
    ['patch dev only', development],
    ['patch dev!', development],
  ])('“%s”: %j', (intent, expected) => {
    expect(read(intent)).toEqual(expected);
  });

  it.each([
    ['patch web, not production', reading([], ['production'])],
    ['do not touch production', reading([], ['production'])],
    ['do not reboot production', reading([], [], ['production'])],
    ['not the production database', reading([], [], ['production'])],
    ['not databases in staging', reading([], [], ['staging'])],
    ['not servers in production', reading([], [], ['production'])],
    ['not production or staging', reading([], ['production', 'staging'])],
    ['not staging or production', reading([], ['production', 'staging'])],
    ['not databases in staging or production', reading([], [], ['production', 'staging'])],
    ['databases, not production', reading([], ['production'])],
    ['reboot web, not production', reading([], ['production'])],
  ])('and exclude: “%s”: %j', (intent, expected) => {
    expect(read(intent)).toEqual(expected);
  });
});

describe('where a task is', () => {
  const settled = (environment: string) => ({ kind: 'settled', environment });
  const contradiction = (reason: string) => ({ kind: 'contradiction', reason });

  it.each([
    [none, undefined, settled('development')],
    [production, undefined, settled('production')],
    [reading([], ['production']), undefined, settled('development')],
    [none, 'production', settled('production')],
    [production, 'production', settled('production')],
    [reading(['staging'], ['production']), undefined, settled('staging')],
    [reading(['staging'], ['production']), 'staging', settled('staging')],
    [reading([], [], ['staging']), 'staging', settled('staging')],
    [reading(['production'], [], ['staging']), undefined, settled('production')],
    [
      reading([], [], ['production', 'staging']),
      undefined,
      {
        kind: 'unclear',
        reason:
          'The intent names production and staging only in an exclusion; say the environment.',
      },
    ],
    [
      reading(['production', 'staging']),
      undefined,
      contradiction('The intent names production and staging; a task is about one environment.'),
    ],
    [
      reading(['staging', 'production'], ['production']),
      undefined,
      contradiction('The intent both asks for production and asks to keep out of it.'),
    ],
    [
      reading(['production'], ['production']),
      'production',
      contradiction('The intent both asks for production and asks to keep out of it.'),
    ],
    [
      reading(['production', 'staging']),
      'production',
      contradiction('The request says production, and the intent says staging.'),
    ],
    [
      reading(['development', 'staging']),
      'production',
      contradiction('The request says production, and the intent says development and staging.'),
    ],
    [
      reading([], ['production']),
      'production',
      contradiction('The request says production, and the intent asks to keep out of it.'),
    ],
  ] as const)('read as %j and given as %s: %j', (words, given, expected) => {
    expect(settleEnvironment(words, given)).toEqual(expected);
  });
});
