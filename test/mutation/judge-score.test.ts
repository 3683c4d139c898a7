import { describe, expect, it } from 'vitest';
import { faultsOf, folderOf, mergedScore, scoreOf, unjudgedIn } from './judge-score.ts';
import type { Score } from './judge-score.ts';
import { partOf, tallyOf } from './tally.ts';
import type { NamedSurvivor, Report } from './tally.ts';

const plan = 'functions/domain/plan/strategy.ts';
const other = 'functions/domain/plan/plan.ts';
const chain = 'functions/domain/audit/chain.ts';

const mutant = (status: Report['files'][string]['mutants'][number]['status'], line = 1) => ({
  mutatorName: 'X',
  replacement: 'false',
  status,
  location: { start: { line, column: 1 } },
});

const report = (...statuses: Parameters<typeof mutant>[]): Report => ({
  testFiles: {},
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
  unmeasured: [],
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

it('the part of a report is of the given files alone', () => {
  const given = report(['Killed']);
  const more = { ...given, files: { ...given.files, [chain]: { source: '', mutants: [] } } };

  expect(partOf(more, [plan])).toEqual(given);
  expect(partOf(more, [chain, other]).files).toEqual({ [chain]: { source: '', mutants: [] } });
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
      [other]: { noticed: 1, counted: 2 },
      [chain]: { noticed: 8, counted: 8 },
    });

    expect(score).toEqual({
      overall: 90,
      folders: { 'domain/audit': 100, 'domain/plan': 83.3 },
      files: {
        [chain]: [8, 8],
        [other]: [1, 2],
        [plan]: [9, 10],
      },
      unmeasured: [],
    });
  });

  it('has no folder in which nothing counts', () => {
    expect(scoreOf({ [plan]: { noticed: 0, counted: 0 } })).toEqual({
      overall: 100,
      folders: {},
      files: { [plan]: [0, 0] },
      unmeasured: [],
    });
  });

  it('of some files stands with the rest as committed, without what is gone', () => {
    const before = scoreOf({
      ...files(90),
      [other]: { noticed: 50, counted: 50 },
      'functions/domain/plan/gone.ts': { noticed: 0, counted: 50 },
    });
    const present = [plan, other];

    expect(mergedScore(before, { files: files(80), looked: [plan], present })).toEqual(
      scoreOf({ ...files(80), [other]: { noticed: 50, counted: 50 } }),
    );
    expect(mergedScore(before, { files: {}, looked: [plan], present }).files).toEqual({
      [other]: [50, 50],
      [plan]: [0, 0],
    });
  });

  it('begins with a part, and names what was not looked at', () => {
    const present = [chain, other, plan];
    const first = mergedScore(null, { files: files(90), looked: [plan], present });
    const second = mergedScore(first, {
      files: { [chain]: { noticed: 8, counted: 8 } },
      looked: [chain],
      present,
    });

    expect(first).toEqual(scoreOf(files(90), [chain, other]));
    expect(second.unmeasured).toEqual([other]);
    expect(second.folders).toEqual({ 'domain/audit': 100, 'domain/plan': 90 });
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
      scoreOf({ ...files(84), [chain]: { noticed: 300, counted: 300 } }),
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

describe('a score of a part', () => {
  const good = { [chain]: { noticed: 100, counted: 100 } };
  const poor = { [plan]: { noticed: 8, counted: 10 } };

  it('judges nothing of a folder that was never measured as a whole', () => {
    const score = scoreOf({ ...good, ...poor }, [other]);

    expect(unjudgedIn(score, null)).toEqual(['domain/plan']);
    expect(faultsOf(score, null)).toEqual([]);
    expect(faultsOf(scoreOf(poor, [other]), null)).toEqual([]);
  });

  it.each<[string, Score, Score | null]>([
    ['whole', scoreOf({ ...good, ...poor }), null],
    ['committed', scoreOf({ ...good, ...poor }, [other]), scoreOf(poor, [other])],
    ['whole beside another in part', scoreOf({ ...good, ...poor }, [`${chain}.more.ts`]), null],
  ])('judges a folder that is %s', (_what, score, before) => {
    expect(unjudgedIn(score, before)).not.toContain('domain/plan');
    expect(faultsOf(score, before)).toContain('domain/plan 80 % is below 85 %');
  });

  it('judges the whole by the folders that are judged', () => {
    const low = { [plan]: { noticed: 88, counted: 100 } };
    const away = 'functions/domain/task/task.ts';

    expect(faultsOf(scoreOf({ ...good, ...low }), null)).toEqual([]);
    expect(
      faultsOf(scoreOf({ [away]: { noticed: 1, counted: 1_000 }, ...low }, [`${away}.ts`]), null),
    ).toEqual(['overall 88 % is below 90 %']);
  });

  it('is no ratchet for a folder that was committed in part, and is one once it is whole', () => {
    const before = { [plan]: { noticed: 100, counted: 100 } };
    const now = { ...before, [other]: { noticed: 90, counted: 100 }, ...good };

    expect(faultsOf(scoreOf(now), scoreOf({ ...good, ...before }, [other]))).toEqual([]);
    expect(faultsOf(scoreOf(now), scoreOf({ ...good, ...before }))).toEqual([
      'overall 96.7 % is below the committed 100 %',
      'domain/plan 95 % is below the committed 100 %',
    ]);
  });

  it('compares the whole by folders that both hold', () => {
    const now = { ...good, [plan]: { noticed: 90, counted: 100 } };

    expect(faultsOf(scoreOf(now), scoreOf(good))).toEqual([]);
    expect(faultsOf(scoreOf(good), scoreOf(now))).toEqual([]);
  });
});
