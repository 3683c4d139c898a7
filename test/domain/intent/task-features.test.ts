import { describe, expect, it } from 'vitest';
import { taskFeatures } from '../../../functions/domain/intent/task-features.ts';

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
