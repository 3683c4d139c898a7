import { parseArgs } from 'node:util';
import { TaskType } from '../../functions/domain/task/task-type.ts';
import { readCorpus } from './corpus.ts';
import { reportOf } from './engine-report.ts';
import { judgeByFolds } from './folds.ts';
import type { Judged } from './folds.ts';
import { readHeldOut, readSet } from './held-out.ts';
import { expectedOf, judgeEngine } from './judge-engine.ts';

const isTaken = ({ request, reading }: Judged): boolean =>
  reading.type !== null && reading.type !== request.task_type;

const percent = (part: number, whole: number): string =>
  `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;

const line = (name: string, judged: readonly Judged[]): string => {
  const right = judged.filter(({ request, reading }) => reading.type === request.task_type).length;
  const taken = judged.filter(isTaken).length;
  const cells = [right, taken, judged.length - right - taken].map((part) =>
    percent(part, judged.length).padStart(9),
  );
  return `${name.padEnd(24)}${String(judged.length).padStart(6)}${cells.join('')}`;
};

const reportFolds = (): void => {
  const judged = judgeByFolds(readCorpus(), 10).filter(({ request }) => request.outcome === 'read');
  console.log(
    `${'on folds'.padEnd(24)}${'asked'.padStart(6)}${['right', 'other', 'abstains'].map((head) => head.padStart(9)).join('')}`,
  );
  for (const type of TaskType.options)
    console.log(
      line(
        type,
        judged.filter(({ request }) => request.task_type === type),
      ),
    );
  console.log(line('all', judged));
  console.log('\nMissed:');
  for (const { request, reading } of judged)
    if (reading.type !== request.task_type)
      console.log(
        `${request.group}: ${reading.type ?? 'abstains'} (${reading.decided.join(', ')}): ${request.request}`,
      );
};

const reportEngine = (): void => {
  console.log(reportOf('the engine on held-out requests', judgeEngine(readHeldOut())).join('\n'));
  console.log(
    reportOf('the engine on the corpus', judgeEngine(expectedOf(readCorpus()))).join('\n'),
  );
};

/** `-- --set FILE` judges the engine on the labelled requests of that file, and nothing else. */
const { set = [] } = parseArgs({ options: { set: { type: 'string', multiple: true } } }).values;
for (const file of set) console.log(reportOf(file, judgeEngine(readSet(file))).join('\n'));
if (set.length === 0) {
  reportFolds();
  reportEngine();
}
