import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import * as z from 'zod';
import { baseOf, changedFiles } from './changed-files.ts';
import { faultsOf, mergedScore, Score, scoreOf, unjudgedIn } from './judge-score.ts';
import { unshared } from '../unshared.ts';
import { NamedSurvivor, partOf, Report, tallyOf } from './tally.ts';

/*
 * npm run mutation                        all rules; fails below the committed score
 * npm run mutation -- --changed [base]    the mutants of the files that changed since a base
 * npm run mutation -- --only <parts>      the mutants of files whose path holds one of the parts
 *   --except <parts>  without the files whose path holds one of them; parts are a list with commas
 *   --accept          commits to what was reached; of a part, together with the rest as committed
 *   --reuse           results of the last runs stand where neither a mutant nor its tests changed
 */
const rooms = ['functions/domain', 'functions/specialists'];
/** Regular expressions give many mutants a line: a few minutes on two cores. */
const mostLines = 300;

const scorePath = new URL('score.json', import.meta.url).pathname;
const namedPath = new URL('survivors.json', import.meta.url).pathname;
const reportPath = 'node_modules/.cache/stryker/report.json';
/** What `--reuse` goes by, as stryker.config.mjs names it. */
const reusedPath = 'node_modules/.cache/stryker/incremental.json';

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

const filesIn = (folder: string, ending: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => `${folder}/${file}`)
    .sort();

const sources = rooms.flatMap((room) => filesIn(room, '.ts'));
const judges = ['test/domain', 'test/specialists']
  .flatMap((room) => filesIn(room, '.test.ts'))
  .filter((file) => !unshared.includes(file));

/** As many of the files as a run in time bears, in their order, and what is left. */
const upToLimit = (files: readonly string[]) => {
  let lines = 0;
  const taken = files.filter((file) => {
    lines += readFileSync(file, 'utf8').split('\n').length;
    return lines <= mostLines;
  });
  return { taken, left: files.filter((file) => !taken.includes(file)) };
};

const args = process.argv.slice(2);

/** The word after an option; null where the option or its word is not given. */
const wordAfter = (option: string): string | null => {
  const word = args.includes(option) ? args[args.indexOf(option) + 1] : undefined;
  return word === undefined || word.startsWith('--') ? null : word;
};

const isNamedBy = (option: string) => {
  const parts = wordAfter(option)?.split(',') ?? [];
  return (file: string): boolean => parts.some((part) => file.includes(part));
};

const chosenFiles = (): readonly string[] => {
  if (args.includes('--only')) return sources.filter(isNamedBy('--only'));
  if (!args.includes('--changed')) return sources;
  if (!existsSync(scorePath)) {
    console.log(
      'No score is committed to compare with (npm run mutation -- --accept): none is run.',
    );
    return [];
  }
  const base = wordAfter('--changed') ?? baseOf();
  const changed = base === null ? null : changedFiles(base);
  if (base === null || changed === null) {
    console.log('There is no history to compare with: no mutant is run.');
    return [];
  }
  const { taken, left } = upToLimit(changed.filter((file) => sources.includes(file)));
  console.log(`${taken.length} files of the rules changed since ${base}.`);
  if (left.length > 0) {
    console.log(
      `${left.length} more changed than a run of this kind takes; npm run mutation does:`,
    );
    for (const file of left) console.log(`  ${file}`);
  }
  return taken;
};

const isLeftOut = isNamedBy('--except');
const files = chosenFiles().filter((file) => !isLeftOut(file));
const isWhole = files.length === sources.length;
const reuses = args.includes('--reuse');

const runStryker = (): Report => {
  rmSync(reportPath, { force: true });
  const { status } = spawnSync(
    'npx',
    ['stryker', 'run', ...(reuses ? ['--incremental'] : []), '--mutate', files.join(',')],
    { stdio: 'inherit' },
  );
  if (status !== 0) throw new Error(`Stryker ended with ${status ?? 'a signal'}.`);
  const report = Report.parse(readJson(reportPath));
  // A suite that doesn't load, because a mutant is no valid code, is passed over in silence.
  const lost = judges.filter((file) => !(file in report.testFiles));
  if (lost.length > 0) throw new Error(`Tests that were not run: ${lost.join(', ')}.`);
  if (isWhole && !reuses) copyFileSync(reportPath, reusedPath);
  return partOf(report, files);
};

/** As the formatter of this repository has it: a pair of numbers on one line. */
const scoreText = (score: Score): string =>
  `${JSON.stringify(score, null, 2).replace(/\[\s+(\d+),\s+(\d+)\s+\]/gu, '[$1, $2]')}\n`;

const committed = existsSync(scorePath) ? Score.parse(readJson(scorePath)) : null;
const named = z.array(NamedSurvivor).parse(readJson(namedPath));

if (files.length > 0) {
  const begun = performance.now();
  const tally = tallyOf(runStryker(), named);
  const reached = scoreOf(tally.files);
  const score = mergedScore(committed, { files: tally.files, looked: files, present: sources });

  for (const { file, at, line, replacement } of tally.survivors)
    console.log(`survived: ${file}:${at}  ${line}  →  ${replacement}`);
  const counted = Object.values(tally.files).reduce((sum, file) => sum + file.counted, 0);
  console.log(
    `${counted} mutants in ${Math.round((performance.now() - begun) / 1_000)} s; ` +
      `${tally.statics} of what is evaluated as a module loads were left out.`,
  );
  console.table(reached.folders);
  console.log(
    `Of what was run: ${reached.overall} %. With the rest as committed: ${score.overall} %.`,
  );

  for (const folder of unjudgedIn(score, committed))
    console.log(`${folder} was never measured as a whole: nothing is judged of it.`);

  const faults = [
    ...faultsOf(score, committed),
    ...tally.stale.map(
      ({ file, line }) => `survivors.json names what is killed now: ${file}  ${line}`,
    ),
  ];
  for (const fault of faults) console.error(fault);
  if (args.includes('--accept')) {
    writeFileSync(scorePath, scoreText(score));
    console.log('Written: test/mutation/score.json.');
  }
  process.exitCode = faults.length === 0 ? 0 : 1;
}
