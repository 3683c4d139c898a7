import { describe, expect, it } from 'vitest';
import { TaskType } from '../../functions/domain/task/task-type.ts';
import { readCorpus, RefusalReason } from './corpus.ts';
import type { LabelledRequest } from './corpus.ts';

const corpus = readCorpus();
const read = corpus.filter(({ outcome }) => outcome === 'read');
const refused = corpus.filter(({ outcome }) => outcome === 'refuse');
/** Written one by one, and not as one of a family of paraphrases. */
const isAlone = ({ group }: LabelledRequest): boolean => /-h\d+$/u.test(group);

describe('the corpus', () => {
  it('holds as many requests as the figures rest on', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(2500);
    expect(read.filter(isAlone).length).toBeGreaterThanOrEqual(800);
    expect(refused.length).toBeGreaterThanOrEqual(600);
  });

  it.each(TaskType.options)('holds 80 requests for %s that were written one by one', (type) => {
    const ofType = read.filter(({ task_type }) => task_type === type);
    expect(ofType.filter(isAlone).length).toBeGreaterThanOrEqual(80);
  });

  it.each(RefusalReason.options)('holds 20 requests that are refused for %s', (why) => {
    expect(refused.filter((request) => request.why === why).length).toBeGreaterThanOrEqual(20);
  });

  it('says of each request that is read its type and environment, of each other one why', () => {
    const halfLabelled = corpus.filter(({ outcome, task_type, environment, why }) =>
      outcome === 'read'
        ? task_type === null || environment === null || why !== null
        : why === null || environment !== null,
    );
    expect(halfLabelled).toEqual([]);
  });

  it('holds no request twice', () => {
    const spelled = corpus.map(({ request }) => request.toLowerCase().replace(/\s+/gu, ' ').trim());
    const doubles = spelled.filter((text, index) => spelled.indexOf(text) !== index);
    expect(doubles).toEqual([]);
  });

  it('keeps one type and one outcome within a group', () => {
    const labels = new Map<string, Set<string>>();
    for (const { group, outcome, task_type, why } of corpus)
      labels.set(
        group,
        (labels.get(group) ?? new Set()).add(`${outcome} ${task_type ?? ''} ${why ?? ''}`),
      );
    expect([...labels].filter(([, ofGroup]) => ofGroup.size > 1)).toEqual([]);
  });
});
