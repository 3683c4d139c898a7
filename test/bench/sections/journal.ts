import { openDatabase } from '../../../infra/local/data/data-folder.ts';
import { newFolder } from '../folders.ts';
import { connect } from '../http.ts';
import type { Caller } from '../http.ts';
import { inParallel, pause } from '../measure.ts';
import { startProduct } from '../product.ts';
import { atMost, forInformation, kilobytes, megabytes, times } from '../report.ts';
import type { Section } from '../report.ts';
import { submit } from '../submission.ts';

const tasks = 1_000;
const quarters = 4;
const perQuarter = tasks / quarters;

interface Listed {
  readonly executions: readonly { readonly stateMachineArn: string }[];
}

const machineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:task-lifecycle';

const isAnyRunning = async (url: string): Promise<boolean> => {
  const response = await fetch(`${url}/_local/aws/`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'AWSStepFunctions.ListExecutions',
    },
    body: JSON.stringify({ stateMachineArn: machineArn, statusFilter: 'RUNNING', maxResults: 1 }),
  });
  if (!response.ok) throw new Error(`ListExecutions answered ${response.status}`);
  return ((await response.json()) as Listed).executions.length > 0;
};

/** What the journal of the state machines has on disk, all of LevelDB's own leftovers merged away. */
const journalBytes = async (folder: string): Promise<number> => {
  const database = await openDatabase(folder);
  const [from, to] = ['!states!', '!states~'];
  await database.compactRange(from, to);
  const bytes = await database.approximateSize(from, to);
  await database.close();
  return bytes;
};

const submitAll = async (caller: Caller): Promise<readonly string[]> => {
  const ids: string[] = [];
  await inParallel(Array.from({ length: perQuarter }).keys(), 2, async () => {
    ids.push((await submit(caller)).task_id);
  });
  return ids;
};

/** Plans a quarter of the tasks; they wait in the folder when the product is stopped. */
const plan = async (folder: string): Promise<readonly string[]> => {
  const product = await startProduct(folder);
  const caller = connect(product.url);
  try {
    return await submitAll(caller);
  } finally {
    caller.close();
    await product.stop();
  }
};

/** Ends the tasks, so that no execution runs any more. */
const end = async (folder: string, ids: readonly string[]): Promise<void> => {
  const product = await startProduct(folder);
  const caller = connect(product.url);
  try {
    await inParallel(ids, 2, (id) =>
      caller.call('POST', `/api/v1/ai/tasks/${id}/cancel`, { reason: 'Enough was measured' }),
    );
    while (await isAnyRunning(product.url)) await pause(200);
    // Histories are packed behind everything else.
    await pause(3_000);
  } finally {
    caller.close();
    await product.stop();
  }
};

interface Quarter {
  readonly waiting: number;
  readonly ended: number;
}

export const journalSection: Section = {
  name: 'journal',
  title: `size of the machines' journal over ${tasks} tasks, planned and then cancelled by ${perQuarter}`,
  measure: async () => {
    const folder = newFolder();
    const sizes: Quarter[] = [];
    for (let quarter = 0; quarter < quarters; quarter += 1) {
      const ids = await plan(folder);
      const waiting = await journalBytes(folder);
      await end(folder, ids);
      sizes.push({ waiting, ended: await journalBytes(folder) });
    }
    const endedAt = (index: number): number => sizes[index]?.ended ?? Number.NaN;
    const first = endedAt(0) / perQuarter;
    const last = (endedAt(quarters - 1) - endedAt(quarters - 2)) / perQuarter;
    const waiting = (sizes[0]?.waiting ?? Number.NaN) / perQuarter;
    return [
      forInformation('a task that waits', kilobytes(waiting), '1×'),
      atMost({
        what: 'a task that has ended, first quarter',
        value: first,
        limit: waiting,
        format: kilobytes,
        ratio: times(first, waiting, 'one that waits'),
      }),
      atMost({
        what: 'a task that has ended, last quarter',
        value: last,
        limit: 1.25 * first,
        format: kilobytes,
        ratio: times(last, first, 'the first quarter'),
      }),
      ...sizes.flatMap(({ waiting: open, ended }, index) => [
        forInformation(
          `journal at ${(index + 1) * perQuarter} tasks, the last waiting`,
          megabytes(open),
        ),
        forInformation(`journal at ${(index + 1) * perQuarter} tasks, all ended`, megabytes(ended)),
      ]),
    ];
  },
};
