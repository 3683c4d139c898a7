import * as z from 'zod';
import type { FileTally, Tally } from './tally.ts';

/** The committed score: by file what was noticed of what counts, so that one changed file can be judged. */
export const Score = z.strictObject({
  overall: z.number().min(0).max(100),
  folders: z.record(z.string(), z.number().min(0).max(100)),
  /** `[noticed, counted]` */
  files: z.record(z.string(), z.tuple([z.int().min(0), z.int().min(1)])),
});
export type Score = z.infer<typeof Score>;

const leastOverall = 90;
const leastOfFolder = 85;
/** A time-out on a busy machine decides a mutant now and then. */
const tolerance = 0.5;

/** The room that a file counts for: `domain/policy`, `specialists/drift`. */
export const folderOf = (file: string): string => {
  const rooms = file
    .replace(/^functions\//u, '')
    .split('/')
    .slice(0, -1);
  return rooms.slice(0, 2).join('/');
};

const percentOf = (tallies: readonly FileTally[]): number => {
  const noticed = tallies.reduce((sum, tally) => sum + tally.noticed, 0);
  const counted = tallies.reduce((sum, tally) => sum + tally.counted, 0);
  return counted === 0 ? 100 : Math.round((1_000 * noticed) / counted) / 10;
};

/** The score of a tally: per cent overall and by folder, to a tenth. */
export const scoreOf = (files: Tally['files']): Score => {
  const entries = Object.entries(files).sort(([left], [right]) => (left < right ? -1 : 1));
  const folders = [...new Set(entries.map(([file]) => folderOf(file)))].sort();
  return {
    overall: percentOf(entries.map(([, tally]) => tally)),
    folders: Object.fromEntries(
      folders.map((folder) => [
        folder,
        percentOf(entries.filter(([file]) => folderOf(file) === folder).map(([, tally]) => tally)),
      ]),
    ),
    files: Object.fromEntries(
      entries.map(([file, { noticed, counted }]) => [file, [noticed, counted]]),
    ),
  };
};

/** The committed score with the files of a partial run in place of theirs; files that are gone leave. */
export const mergedScore = (
  committed: Score,
  run: {
    readonly files: Tally['files'];
    readonly looked: readonly string[];
    readonly present: readonly string[];
  },
): Score => {
  const kept = Object.entries(committed.files)
    .filter(([file]) => run.present.includes(file) && !run.looked.includes(file))
    .map(([file, [noticed, counted]]) => [file, { noticed, counted }] as const);
  return scoreOf({ ...Object.fromEntries(kept), ...run.files });
};

/** What is wrong with a score: below the least, or below what is committed. Empty where it holds. */
export const faultsOf = (score: Score, committed: Score | null): readonly string[] => {
  const folders = Object.entries(score.folders);
  return [
    ...(score.overall < leastOverall
      ? [`overall ${score.overall} % is below ${leastOverall} %`]
      : []),
    ...folders
      .filter(([, percent]) => percent < leastOfFolder)
      .map(([folder, percent]) => `${folder} ${percent} % is below ${leastOfFolder} %`),
    ...(committed !== null && score.overall < committed.overall - tolerance
      ? [`overall ${score.overall} % is below the committed ${committed.overall} %`]
      : []),
    ...folders
      .filter(([folder, percent]) => percent < (committed?.folders[folder] ?? 0) - tolerance)
      .map(
        ([folder, percent]) =>
          `${folder} ${percent} % is below the committed ${committed?.folders[folder] ?? 0} %`,
      ),
  ];
};
