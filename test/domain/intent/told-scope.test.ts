import { describe, expect, it } from 'vitest';
import { readIntent } from '../../support/planning/intent.ts';

const selectorOf = (intent: string) => {
  const reading = readIntent({ intent });
  if (reading.kind !== 'settled') throw new Error(`“${intent}” is not settled`);
  return reading.spec.selector;
};

const unclearOf = (intent: string): string => {
  const reading = readIntent({ intent });
  return reading.kind === 'unclear' ? reading.reason : reading.kind;
};

describe('withoutTold', () => {
  const web = { environment: 'staging', roles: ['web'] };

  it.each([
    'Our databases were patched on Monday. Patch the staging web servers.',
    'Patch the staging web servers. The databases were patched on Monday.',
    'We patched the databases last week. Patch the staging web servers.',
  ])('takes of “%s” what is asked for alone', (intent) => {
    expect(selectorOf(intent)).toEqual(web);
  });

  it('takes what is only told of where nothing else is named', () => {
    expect(
      selectorOf('The staging web and app servers have drifted. Please fix the drift.'),
    ).toEqual({ environment: 'staging', roles: ['app', 'web'] });
  });

  it('says in the understood words that they are told', () => {
    const reading = readIntent({
      intent: 'Our databases were patched on Monday. Patch the staging web servers.',
    });
    const databases = (reading.kind === 'settled' ? reading.spec : reading).understood?.find(
      ({ text }) => text === 'databases',
    );
    expect(databases).toMatchObject({ as: 'reference', value: 'told' });
  });

  it.each([
    'Patch the staging web servers, the databases were patched on Monday',
    'Patch the staging web servers. The databases need patches as well.',
  ])('asks of “%s” whether more is meant', (intent) => {
    expect(unclearOf(intent)).toContain('is only told of');
  });

  it.each([
    ['Patch the staging web servers, the payment team is in a freeze', 'freeze'],
    ['Patch staging servers. The databases are frozen.', 'frozen'],
    ['Fix drift on staging servers, payment is on hold', 'on hold'],
    ['Patch staging servers. The caches are off limits to us.', 'off limits'],
  ])('lets “%s” not lose that something is off limits', (intent, words) => {
    const reading = readIntent({ intent });
    if (reading.kind !== 'unclear') {
      expect(reading).toMatchObject({ spec: { selector: { exclude: [{ roles: ['cache'] }] } } });
      return;
    }
    expect(reading.reason).toContain(`“${words}”`);
  });

  it('leaves to a drill what it plays through', () => {
    expect(unclearOf('blackout test for the primary data centre, production')).toBe('settled');
  });
});
