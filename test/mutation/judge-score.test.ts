import { describe, expect, it } from 'vitest';
import { faultsOf, folderOf, mergedScore, scoreOf } from './judge-score.ts';
import type { Score } from './judge-score.ts';
import { tallyOf } from './tally.ts';
import type { NamedSurvivor, Report } from './tally.ts';

const plan = 'functions/domain/plan/strategy.ts';

const mutant = (status: Report['files'][string]['mutants'][number]['status'], line = 1) => ({
  mutatorName: 'X',
  replacement: 'false',
  status,
  location: { start: { line, column: 1 } },
});

const report = (...statuses: Parameters<typeof mutant>[]): Report => ({
  files: {
    [plan]: {
      source: 'if (a)\n  return b;',
      mutants: statuses.map((given) => mutant(...given)),
    },
  },
});

const named = (changes: Partial<NamedSurvivor> = {}): NamedSurvivor => ({
  file: plan,
  line: 'return b;',
  replacement: 'false',
  reason: 'b is false here in any case.',
  ...changes,
});

const files = (noticed: number, counted = 100) => ({ [plan]: { noticed, counted } });

const committed = (percent: number): Score => ({
  overall: percent,
  folders: { 'domain/plan': percent },
  files: { [plan]: [percent, 100] },
});

describe('the tally of a report', () => {
  it('counts what was noticed of what counts', () => {
    const tally = tallyOf(
      report(['Killed'], ['Timeout'], ['Survived'], ['NoCoverage', 2], ['RuntimeError']),
      [],
    );

    expect(tally.files).toEqual({ [plan]: { noticed: 2, counted: 4 } });
    expect(tally.survivors).toEqual([
      { file: plan, at: 1, line: 'if (a)', replacement: 'false' },
      { file: plan, at: 2, line: 'return b;', replacement: 'false' },
    ]);
  });

  it('leaves out what is static, and says how much', () => {
    const given = report(['Killed'], ['Ignored'], ['Ignored']);
    const [, first, second] = given.files[plan]?.mutants ?? [];
    if (first) first.statusReason = 'Static mutant (and "ignoreStatic" was enabled)';
    if (second) second.statusReason = 'for another reason';

    expect(tallyOf(given, [])).toMatchObject({
      statics: 1,
      files: { [plan]: { noticed: 1, counted: 1 } },
    });
  });

  it('leaves out survivors that are named, by their line and what is put there', () => {
    const given = report(['Killed'], ['Survived', 2]);

    expect(tallyOf(given, [named()])).toMatchObject({
      files: { [plan]: { noticed: 1, counted: 1 } },
      survivors: [],
      stale: [],
    });
    for (const other of [{ line: 'if (a)' }, { replacement: 'true' }])
      expect(tallyOf(given, [named(other)])).toMatchObject({
        files: { [plan]: { noticed: 1, counted: 2 } },
        stale: [named(other)],
      });
  });

  it('looks for named survivors in the files of the report alone', () => {
    expect(tallyOf(report(['Killed']), [named({ file: 'functions/other.ts' })]).stale).toEqual([]);
    expect(tallyOf(report(['Killed']), [named()]).stale).toEqual([named()]);
  });

  it('has no file in which nothing counts', () => {
    expect(tallyOf(report(['Ignored']), []).files).toEqual({});
  });
});

describe('a score', () => {
  it.each([
    [plan, 'domain/plan'],
    ['functions/specialists/drift/rules.ts', 'specialists/drift'],
    ['functions/specialists/list.ts', 'specialists'],
  ])('of %s counts for %s', (file, folder) => {
    expect(folderOf(file)).toBe(folder);
  });

  it('is by folder and overall, from the sums', () => {
    const score = scoreOf({
      ...files(9, 10),
      'functions/domain/plan/plan.ts': { noticed: 1, counted: 2 },
      'functions/domain/audit/chain.ts': { noticed: 8, counted: 8 },
    });

    expect(score).toEqual({
      overall: 90,
      folders: { 'domain/audit': 100, 'domain/plan': 83.3 },
      files: {
        'functions/domain/audit/chain.ts': [8, 8],
        'functions/domain/plan/plan.ts': [1, 2],
        [plan]: [9, 10],
      },
    });
  });

  it('of some files stands with the rest as committed, without what is gone', () => {
    const before = scoreOf({
      ...files(90),
      'functions/domain/plan/plan.ts': { noticed: 50, counted: 50 },
      'functions/domain/plan/gone.ts': { noticed: 0, counted: 50 },
    });
    const present = [plan, 'functions/domain/plan/plan.ts'];

    expect(mergedScore(before, { files: files(80), looked: [plan], present })).toEqual(
      scoreOf({ ...files(80), 'functions/domain/plan/plan.ts': { noticed: 50, counted: 50 } }),
    );
    expect(mergedScore(before, { files: {}, looked: [plan], present }).files).toEqual({
      'functions/domain/plan/plan.ts': [50, 50],
    });
  });

  it.each<[string, Score, Score | null, string[]]>([
    ['holds at the least', scoreOf(files(90)), null, []],
    ['holds where it rose', scoreOf(files(95)), committed(92), []],
    [
      'holds within the tolerance',
      scoreOf({ [plan]: { noticed: 915, counted: 1_000 } }),
      committed(92),
      [],
    ],
    ['fails below the least', scoreOf(files(89)), null, ['overall 89 % is below 90 %']],
    [
      'fails in a folder',
      scoreOf({ ...files(84), 'functions/domain/audit/chain.ts': { noticed: 300, counted: 300 } }),
      null,
      ['domain/plan 84 % is below 85 %'],
    ],
    [
      'fails below what is committed',
      scoreOf(files(91)),
      committed(92),
      ['overall 91 % is below the committed 92 %', 'domain/plan 91 % is below the committed 92 %'],
    ],
  ])('%s', (...[, score, before, faults]) => {
    expect(faultsOf(score, before)).toEqual(faults);
  });
});
