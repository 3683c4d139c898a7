import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { baseOf, changedFiles } from './changed-files.ts';
import { faultsOf, mergedScore, Score, scoreOf } from './judge-score.ts';
import { NamedSurvivor, Report, tallyOf } from './tally.ts';

/*
 * npm run mutation                        all rules; fails below the committed score
 * npm run mutation -- --accept            the same, and commits to what was reached
 * npm run mutation -- --changed [base]    the mutants of the files that changed since a base
 * npm run mutation -- --only <part>       the mutants of files whose path holds the part
 */
const rooms = ['functions/domain', 'functions/specialists'];
/** About 900 mutants: ten minutes on two cores. */
const mostLines = 2_500;

const scorePath = new URL('score.json', import.meta.url).pathname;
const namedPath = new URL('survivors.json', import.meta.url).pathname;
const reportPath = 'node_modules/.cache/stryker/report.json';

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

const filesIn = (folder: string, ending: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => `${folder}/${file}`)
    .sort();

const sources = rooms.flatMap((room) => filesIn(room, '.ts'));
const judges = ['test/domain', 'test/specialists'].flatMap((room) => filesIn(room, '.test.ts'));

/** As many of the files as a run in time bears, in their order, and what is left. */
const upToLimit = (files: readonly string[]) => {
  let lines = 0;
  const taken = files.filter((file) => {
    lines += readFileSync(file, 'utf8').split('\n').length;
    return lines <= mostLines;
  });
  return { taken, left: files.filter((file) => !taken.includes(file)) };
};

const chosenFiles = ([mode, word]: readonly string[]): readonly string[] => {
  if (mode === '--only') return sources.filter((file) => file.includes(word ?? ''));
  if (mode !== '--changed') return sources;
  if (!existsSync(scorePath)) {
    console.log(
      'No score is committed to compare with (npm run mutation -- --accept): none is run.',
    );
    return [];
  }
  const base = word ?? baseOf();
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

const args = process.argv.slice(2);
const files = chosenFiles(args);

const runStryker = (files: readonly string[]): Report => {
  rmSync(reportPath, { force: true });
  const { status } = spawnSync('npx', ['stryker', 'run', '--mutate', files.join(',')], {
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`Stryker ended with ${status ?? 'a signal'}.`);
  const report = Report.parse(readJson(reportPath));
  // A suite that doesn't load, because a mutant is no valid code, is passed over in silence.
  const lost = judges.filter((file) => !(file in report.testFiles));
  if (lost.length > 0) throw new Error(`Tests that were not run: ${lost.join(', ')}.`);
  return report;
};

const isWhole = files.length === sources.length;
const committed = existsSync(scorePath) ? Score.parse(readJson(scorePath)) : null;
const named = z.array(NamedSurvivor).parse(readJson(namedPath));

if (files.length > 0) {
  const begun = performance.now();
  const tally = tallyOf(runStryker(files), named);
  const reached = scoreOf(tally.files);
  const score =
    isWhole || committed === null
      ? reached
      : mergedScore(committed, { files: tally.files, looked: files, present: sources });

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

  const faults = [
    ...faultsOf(score, committed),
    ...tally.stale.map(
      ({ file, line }) => `survivors.json names what is killed now: ${file}  ${line}`,
    ),
  ];
  for (const fault of faults) console.error(fault);
  if (args.includes('--accept')) {
    writeFileSync(scorePath, `${JSON.stringify(score, null, 2)}\n`);
    console.log('Written: test/mutation/score.json.');
  }
  process.exitCode = faults.length === 0 ? 0 : 1;
}
