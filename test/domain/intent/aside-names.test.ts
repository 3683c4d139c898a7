import { describe, expect, it } from 'vitest';
import { readIntent, specOf } from '../../support/planning/intent.ts';

describe('asideNames', () => {
  it.each([
    'Patch the production web servers; prod-web-search-28 is done already',
    'Patch the production web servers. prod-web-search-28 already has it.',
    'Patch the production web servers, prod-web-search-28 gets its own window',
    'Patch the production web servers, prod-web-search-28 comes later',
    'Patch production; prod-web-search-28 is quarantined by the forensics people',
    'Patch all servers, prod-web-search-28 is busy',
    'Patch the production web servers. Hold prod-web-search-28',
    'Patch the production web servers, and keep prod-web-search-28 on its kernel',
    'prod-web-search-28 is throwing errors. Patch the production web servers.',
    'Fix drift in production. Park prod-web-search-28.',
  ])('asks back where “%s” could change that host alone', (intent) => {
    const reading = readIntent({ intent });

    expect(reading.kind).not.toBe('settled');
  });

  it('says which name it is about', () => {
    expect(
      readIntent({
        intent: 'Patch the production web servers; prod-web-search-28 is done already',
      }),
    ).toMatchObject({
      kind: 'unclear',
      reason: expect.stringContaining('“prod-web-search-28” is named beside') as unknown,
    });
  });

  it.each([
    'Patch prod-web-search-28',
    'prod-web-search-28 has drifted, fix it please',
    'Patch prod-web-search-28, one of the production web servers',
    'Please patch only prod-web-search-28 and prod-web-search-56 in production',
    'prod-web-search-28 keeps drifting, fix the drift',
  ])('changes by name what “%s” asks for', (intent) => {
    expect(specOf(intent).selector.names).toContain('prod-web-search-28');
  });
});
