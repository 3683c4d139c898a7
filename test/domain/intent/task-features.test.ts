import { describe, expect, it } from 'vitest';
import { isRelease, taskFeatures } from '../../../functions/domain/intent/task-features.ts';

const namesOf = (request: string): readonly string[] =>
  taskFeatures(request.split(' ')).map(({ name }) => name);

describe('taskFeatures', () => {
  it('sees stems, neighbours, the first stem and runs of letters', () => {
    expect(namesOf('rebuild the images')).toEqual(
      expect.arrayContaining(['rebuild', '^rebuild', 'rebuild imag', 'imag', '~^reb', '~ages$']),
    );
  });

  it('passes over idle words, and over what other readers have claimed', () => {
    expect(namesOf('please patch the <env> <time>')).toEqual(namesOf('patch'));
  });

  it('sees that machines are named, however many', () => {
    expect(namesOf('patch <scope> <scope>')).toEqual(namesOf('patch <scope>'));
    expect(namesOf('patch <scope>')).toContain('patch <scope>');
  });

  it('sees the kind of an id and not the id', () => {
    expect(namesOf('fix cve-2026-1')).toEqual(namesOf('fix cve-2025-77777'));
  });

  it('sees topics in their order', () => {
    expect(namesOf('draft runbook outages')).toEqual(
      expect.arrayContaining(['^@write', '^@write @paper', '@paper @trouble']),
    );
  });

  it('names the word that each thing was seen at', () => {
    expect(taskFeatures(['the', 'drift']).every(({ at }) => at === 1)).toBe(true);
  });

  it('grows with the number of words and no faster', () => {
    const words = (count: number): readonly string[] =>
      Array.from({ length: count }, (_, index) => `patching${index % 7}`);
    const few = taskFeatures(words(100)).length;
    expect(taskFeatures(words(1000)).length).toBeLessThanOrEqual(10 * few + 100);
  });

  it('reads no more than the beginning of an endless word', () => {
    expect(taskFeatures(['a'.repeat(4000)]).length).toBeLessThan(100);
  });
});

/** All but the runs of letters, each with the word that it was seen at. */
const seen = (request: string): readonly string[] =>
  taskFeatures(request.split(' '))
    .filter(({ name }) => !name.startsWith('~'))
    .map(({ name, at }) => `${name} at ${at}`);

describe('taskFeatures, one by one', () => {
  it('are neighbours, also across a word, and topics by their order', () => {
    expect(seen('write the runbook for patching')).toEqual([
      ...['writ at 0', '^writ at 0', 'writ runbook at 0', 'writ _ patch at 0'],
      ...['runbook at 2', 'runbook patch at 2', 'patch at 4'],
      ...['@write at 0', '^@write at 0'],
      ...['@paper at 2', '^@write @paper at 2', '@write @paper at 2'],
      ...['@renew at 4', '^@write @renew at 4', '@paper @renew at 4'],
    ]);
  });

  it('are of machines where they stand first, with the first word and each topic', () => {
    expect(seen('patch <scope> <env> drift <scope>').slice(-4)).toEqual([
      '<scope> at 1',
      'patch <scope> at 1',
      '@renew <scope> at 1',
      '@state <scope> at 1',
    ]);
    expect(seen('<scope>')).toEqual(['<scope> at 0']);
    expect(seen('kiosk')).toEqual(['kiosk at 0', '^kiosk at 0']);
  });

  it('are of the parts of a word, and of the kind of an id', () => {
    expect(seen('(fix--drift) web')).toEqual(seen('fix-drift web'));
    expect(seen('pd-1 inc77 incident-3')).toEqual([
      ...['incid at 0', '^incid at 0', 'incid incid at 0', 'incid _ incid at 0'],
      ...['incid at 1', 'incid incid at 1', 'incid at 2'],
      ...['@trouble at 0', '^@trouble at 0', '@trouble at 1', '^@trouble @trouble at 1'],
      ...['@trouble @trouble at 1', '@trouble at 2', '^@trouble @trouble at 2'],
      '@trouble @trouble at 2',
    ]);
    expect(seen("don't 12th")).toContain("don't at 0");
  });

  it('are runs of three to five letters', () => {
    const runs = namesOf('abcd').filter((name) => name.startsWith('~'));

    expect(runs).toEqual([
      ...['~^ab', '~abc', '~bcd', '~cd$'],
      ...['~^abc', '~abcd', '~bcd$'],
      ...['~^abcd', '~abcd$'],
    ]);
  });
});

describe('isRelease', () => {
  it.each(['2.4', '10.1.49', 'v1.28.2', '5.14.0-611', '3.0.18-1ubuntu2'])('knows %s', (word) => {
    expect(isRelease(word)).toBe(true);
  });

  it.each(['10', '10.2.3.4.5', '10.20.30.40', 'web', '1.', '.5', '2026-11-28'])(
    'doesn’t take %s for one',
    (word) => {
      expect(isRelease(word)).toBe(false);
    },
  );
});
