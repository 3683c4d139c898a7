import { performance } from 'node:perf_hooks';
import { TaskType } from '../../functions/domain/task/task-type.ts';
import { readIntent } from '../support/planning/intent.ts';
import { countOf } from './judge-engine.ts';
import type { JudgedReading, Verdict } from './judge-engine.ts';

const percent = (part: number, whole: number): string =>
  `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;

const line = (name: string, cells: readonly string[]): string =>
  `${name.padEnd(24)}${cells.map((cell) => cell.padStart(12)).join('')}`;

const rowOf = (name: string, judged: readonly JudgedReading[], verdicts: readonly Verdict[]) =>
  line(name, [
    String(judged.length),
    ...verdicts.map((verdict) => String(countOf(judged, verdict))),
    percent(countOf(judged, verdicts[0] ?? 'right'), judged.length),
  ]);

const typed: readonly Verdict[] = ['right', 'wrong', 'other type', 'unread'];
const refusing: readonly Verdict[] = ['refused', 'let through'];

const tables = (judged: readonly JudgedReading[]): readonly string[] => {
  const read = judged.filter(({ expected }) => expected.wanted !== null);
  const refused = judged.filter(({ expected }) => expected.wanted === null);
  const reasons = [...new Set(refused.map(({ expected }) => expected.why))].sort();
  return [
    line('must be read', ['asked', ...typed, 'right']),
    ...TaskType.options.map((type) =>
      rowOf(
        type,
        read.filter(({ expected }) => expected.wanted?.type === type),
        typed,
      ),
    ),
    rowOf('all', read, typed),
    line('must be refused', ['asked', ...refusing, 'refused']),
    ...reasons.map((why) =>
      rowOf(
        why,
        refused.filter(({ expected }) => expected.why === why),
        refusing,
      ),
    ),
    rowOf('all', refused, refusing),
  ];
};

const listed = (judged: readonly JudgedReading[], verdict: Verdict): readonly string[] => [
  `${verdict}:`,
  ...judged
    .filter((one) => one.verdict === verdict)
    .map(({ expected, why, isChange }) => {
      const what = expected.wanted?.type ?? expected.why;
      const mark = verdict === 'let through' && isChange ? ' (CHANGE)' : '';
      return `  ${what}${mark}: ${expected.request} => ${why}`;
    }),
];

const timeOf = (intent: string): number => {
  const begun = performance.now();
  readIntent({ intent });
  return performance.now() - begun;
};

const longText = 'Patch the production web servers except the canary, because of the report. '
  .repeat(60)
  .slice(0, 4_000);

const times = (judged: readonly JudgedReading[]): readonly string[] => {
  const sorted = judged.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return [
    `a reading takes ${median.toFixed(2)} ms (median), ${(sorted.at(-1) ?? 0).toFixed(2)} ms at worst; one of 4,000 characters ${timeOf(longText).toFixed(2)} ms`,
  ];
};

/** The figures of a judged set, by type and by reason, each miss named, and the times, line by line. */
export const reportOf = (name: string, judged: readonly JudgedReading[]): readonly string[] => [
  `\n${name}`,
  ...tables(judged),
  ...times(judged),
  ...(['let through', 'other type', 'wrong', 'unread'] as const).flatMap((verdict) =>
    listed(judged, verdict),
  ),
];
