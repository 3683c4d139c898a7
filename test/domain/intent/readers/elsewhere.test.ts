import { describe, expect, it } from 'vitest';
import { readIntent } from '../../../support/planning/intent.ts';

const placeOf = (intent: string): string => {
  const reading = readIntent({ intent });
  return reading.kind === 'settled' ? reading.spec.environment : reading.kind;
};

describe('a word for an environment that stands for people or for what others have', () => {
  it.each([
    ['Install pending updates on the dev api hosts so QA can start regression', 'development'],
    ['Apply the lua sandbox fix to staging web servers', 'staging'],
    ['Write an adapter for the vendor’s sandbox api in staging', 'staging'],
    ['Write a connector for our gateway’s sandbox from its openapi', 'development'],
    ['The staging web servers point at a vendor sandbox, bring them back to baseline', 'staging'],
    ['Promote the base image to production, QA signed it off', 'production'],
  ])('puts “%s” in %s', (intent, environment) => {
    expect(placeOf(intent)).toBe(environment);
  });

  it.each([
    'Patch the sandbox web boxes in dev',
    'Patch web servers in the vendor’s sandbox, like staging',
    'Patch the vendor’s sandbox servers in staging',
    'Patch web servers so QA can start testing',
    'Patch the QA web servers',
    'QA needs patches on its web servers, like staging',
    'Patch web servers in QA and staging',
    'Patch web servers in the canary environment',
    'Patch the web servers on perf',
    'Patch web servers in the qa fleet',
    'Patch the vendor’s sandbox',
  ])('puts “%s” nowhere', (intent) => {
    expect(['unclear', 'contradiction']).toContain(placeOf(intent));
  });
});
