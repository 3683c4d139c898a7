import * as z from 'zod';

/** What Stryker's report says of a mutant; the rest of the report is not read. */
const Mutant = z.object({
  mutatorName: z.string(),
  replacement: z.string().default(''),
  status: z.enum([
    'Killed',
    'Timeout',
    'Survived',
    'NoCoverage',
    'Ignored',
    'RuntimeError',
    'CompileError',
    'Pending',
  ]),
  statusReason: z.string().optional(),
  location: z.object({ start: z.object({ line: z.int().min(1), column: z.int().min(1) }) }),
});

export const Report = z.object({
  files: z.record(z.string(), z.object({ source: z.string(), mutants: z.array(Mutant) })),
  /** The files of tests that were run. */
  testFiles: z.record(z.string(), z.unknown()),
});
export type Report = z.infer<typeof Report>;

/** What a report says of the given files: one that reuses results tells of others as well. */
export const partOf = (report: Report, files: readonly string[]): Report => ({
  ...report,
  files: Object.fromEntries(Object.entries(report.files).filter(([file]) => files.includes(file))),
});

/** A survivor that can't matter, by its place in the text and not by a number that moves. */
export const NamedSurvivor = z.strictObject({
  file: z.string(),
  /** The line of source, without the space around it. */
  line: z.string(),
  /** What the mutant puts there. */
  replacement: z.string(),
  /** Why no test can tell it from the source. */
  reason: z.string().min(20),
});
export type NamedSurvivor = z.infer<typeof NamedSurvivor>;

export interface Survivor {
  readonly file: string;
  readonly at: number;
  readonly line: string;
  readonly replacement: string;
}

export interface FileTally {
  /** Mutants that a test noticed, a time-out among them. */
  readonly noticed: number;
  /** Mutants that count: all but what is named, broken or static. */
  readonly counted: number;
}

export interface Tally {
  readonly files: Readonly<Record<string, FileTally>>;
  readonly survivors: readonly Survivor[];
  /** Mutants of what is evaluated as a module loads: schemas and tables, which are left out. */
  readonly statics: number;
  /** Entries of the list that no survivor answers to any more. */
  readonly stale: readonly NamedSurvivor[];
}

const isNoticed = ({ status }: z.infer<typeof Mutant>): boolean =>
  status === 'Killed' || status === 'Timeout';

const isMissed = ({ status }: z.infer<typeof Mutant>): boolean =>
  status === 'Survived' || status === 'NoCoverage';

const isSame = (named: NamedSurvivor, survivor: Survivor): boolean =>
  named.file === survivor.file &&
  named.line === survivor.line &&
  named.replacement === survivor.replacement;

/** Counts a report by file. Only files of the report are looked for in the list of named survivors. */
export const tallyOf = (report: Report, named: readonly NamedSurvivor[]): Tally => {
  const missed = Object.entries(report.files).flatMap(([file, { source, mutants }]) => {
    const lines = source.split('\n');
    return mutants.filter(isMissed).map(({ replacement, location: { start } }): Survivor => ({
      file,
      at: start.line,
      line: (lines[start.line - 1] ?? '').trim(),
      replacement,
    }));
  });
  const survivors = missed.filter((one) => !named.some((entry) => isSame(entry, one)));
  const files = Object.entries(report.files).map(([file, { mutants }]) => {
    const noticed = mutants.filter(isNoticed).length;
    const left = survivors.filter((one) => one.file === file).length;
    return [file, { noticed, counted: noticed + left }] as const;
  });
  return {
    files: Object.fromEntries(files.filter(([, { counted }]) => counted > 0)),
    survivors,
    statics: Object.values(report.files)
      .flatMap(({ mutants }) => mutants)
      .filter(
        ({ status, statusReason = '' }) => status === 'Ignored' && /static/iu.test(statusReason),
      ).length,
    stale: named.filter(
      (entry) => entry.file in report.files && !missed.some((one) => isSame(entry, one)),
    ),
  };
};
