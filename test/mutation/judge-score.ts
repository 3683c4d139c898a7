import * as z from 'zod';
import type { FileTally, Tally } from './tally.ts';

const Percent = z.number().min(0).max(100);

/** The committed score: by file what was noticed of what counts, so that one changed file can be judged. */
export const Score = z.strictObject({
  overall: Percent,
  folders: z.record(z.string(), Percent),
  /** `[noticed, counted]`; a file in which nothing counts stands as `[0, 0]`: it was looked at. */
  files: z.record(z.string(), z.tuple([z.int().min(0), z.int().min(0)])),
  /** Files of the rules that no run looked at when the score was written. */
  unmeasured: z.array(z.string()),
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

const percentIn = (score: Score, folders: readonly string[]): number =>
  percentOf(
    Object.entries(score.files)
      .filter(([file]) => folders.includes(folderOf(file)))
      .map(([, [noticed, counted]]) => ({ noticed, counted })),
  );

/** The score of a tally: per cent overall and by folder in which something counts, to a tenth. */
export const scoreOf = (files: Tally['files'], unmeasured: readonly string[] = []): Score => {
  const entries = Object.entries(files).sort(([left], [right]) => (left < right ? -1 : 1));
  const counting = entries.filter(([, { counted }]) => counted > 0);
  const folders = [...new Set(counting.map(([file]) => folderOf(file)))].sort();
  return {
    overall: percentOf(entries.map(([, tally]) => tally)),
    folders: Object.fromEntries(
      folders.map((folder) => [
        folder,
        percentOf(counting.filter(([file]) => folderOf(file) === folder).map(([, tally]) => tally)),
      ]),
    ),
    files: Object.fromEntries(
      entries.map(([file, { noticed, counted }]) => [file, [noticed, counted]]),
    ),
    unmeasured: [...unmeasured].sort(),
  };
};

/**
 * The committed score with the files of a run in place of theirs; files that are gone leave, and what
 * neither looked at is named. Without a committed score it holds the run alone.
 */
export const mergedScore = (
  committed: Score | null,
  run: {
    readonly files: Tally['files'];
    readonly looked: readonly string[];
    readonly present: readonly string[];
  },
): Score => {
  const kept = Object.entries(committed?.files ?? {})
    .filter(([file]) => run.present.includes(file) && !run.looked.includes(file))
    .map(([file, [noticed, counted]]) => [file, { noticed, counted }] as const);
  const looked = run.looked.map(
    (file) => [file, run.files[file] ?? { noticed: 0, counted: 0 }] as const,
  );
  const files = Object.fromEntries([...kept, ...looked]);
  return scoreOf(
    files,
    run.present.filter((file) => !(file in files)),
  );
};

/**
 * Folders of a score that nothing is judged of: some of their files were never looked at, and no
 * committed score has them. A file or two say nothing of a folder.
 */
export const unjudgedIn = (score: Score, committed: Score | null): readonly string[] => {
  const inPart = score.unmeasured.map(folderOf);
  return Object.keys(score.folders).filter(
    (folder) => inPart.includes(folder) && !(folder in (committed?.folders ?? {})),
  );
};

const belowLeast = (score: Score, folders: readonly string[]): readonly string[] => {
  const overall = percentIn(score, folders);
  return [
    ...(overall < leastOverall ? [`overall ${overall} % is below ${leastOverall} %`] : []),
    ...folders
      .map((folder) => ({ folder, percent: percentIn(score, [folder]) }))
      .filter(({ percent }) => percent < leastOfFolder)
      .map(({ folder, percent }) => `${folder} ${percent} % is below ${leastOfFolder} %`),
  ];
};

/** The ratchet holds for folders that the committed score has whole. */
const belowCommitted = (
  score: Score,
  committed: Score,
  folders: readonly string[],
): readonly string[] => {
  const inPart = committed.unmeasured.map(folderOf);
  const whole = folders.filter((folder) => folder in committed.folders && !inPart.includes(folder));
  const compared = [
    { name: 'overall', of: whole },
    ...whole.map((folder) => ({ name: folder, of: [folder] })),
  ];
  return compared
    .map(({ name, of }) => ({ name, now: percentIn(score, of), then: percentIn(committed, of) }))
    .filter(({ now, then }) => now < then - tolerance)
    .map(({ name, now, then }) => `${name} ${now} % is below the committed ${then} %`);
};

/**
 * What is wrong with a score, of the folders that can be judged: below the least, or below what is
 * committed. Empty where it holds.
 */
export const faultsOf = (score: Score, committed: Score | null): readonly string[] => {
  const unjudged = unjudgedIn(score, committed);
  const folders = Object.keys(score.folders).filter((folder) => !unjudged.includes(folder));
  return [
    ...belowLeast(score, folders),
    ...(committed === null ? [] : belowCommitted(score, committed, folders)),
  ];
};
