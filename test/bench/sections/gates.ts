import { folderBytes, newFolder } from '../folders.ts';
import { connect } from '../http.ts';
import type { Caller } from '../http.ts';
import { inParallel, pause } from '../measure.ts';
import { startProduct } from '../product.ts';
import { atMost, forInformation, megabytes, milliseconds, times } from '../report.ts';
import type { Section } from '../report.ts';
import { submit } from '../submission.ts';

const waiting = 1_000;
const sampleEvery = 100;
const warmUps = 50;
const idleMilliseconds = 20_000;

/** Submits by the hundred; the folder's size after each hundred. */
const fill = async (caller: Caller, folder: string): Promise<readonly number[]> => {
  const sizes = [folderBytes(folder)];
  for (let done = 0; done < waiting; done += sampleEvery) {
    await inParallel(Array.from({ length: sampleEvery }).keys(), 2, () => submit(caller));
    sizes.push(folderBytes(folder));
  }
  return sizes;
};

export const gatesSection: Section = {
  name: 'gates',
  title: `${waiting} executions waiting at gates`,
  measure: async () => {
    const folder = newFolder();
    const product = await startProduct(folder);
    const caller = connect(product.url);
    let before = 0;
    let after = 0;
    let sizes: readonly number[] = [];
    try {
      await inParallel(Array.from({ length: warmUps }).keys(), 2, () => submit(caller));
      await pause(idleMilliseconds);
      before = product.residentBytes();
      sizes = await fill(caller, folder);
      await pause(idleMilliseconds);
      after = product.residentBytes();
    } finally {
      caller.close();
      await product.stop();
    }
    const restarted = await startProduct(folder);
    const empty = await startProduct(newFolder());
    try {
      await pause(idleMilliseconds);
      const [full, bare] = [restarted.residentBytes(), empty.residentBytes()];
      return [
        atMost({
          what: 'memory that they cost, resident after minus before',
          value: after - before,
          limit: 100 * 1024 * 1024,
          format: megabytes,
          ratio: times(after, before, `the ${megabytes(before)} before`),
        }),
        forInformation(
          'after a restart, resident over an empty product',
          megabytes(full - bare),
          times(full, bare, `the ${megabytes(bare)} of an empty one`),
        ),
        forInformation(
          'restart to ready',
          milliseconds(restarted.readyMilliseconds),
          times(restarted.readyMilliseconds, empty.readyMilliseconds, 'empty'),
        ),
        ...sizes.map((size, index) =>
          forInformation(
            `data folder at ${warmUps + index * sampleEvery} tasks, merged or not`,
            megabytes(size),
          ),
        ),
      ];
    } finally {
      await restarted.stop();
      await empty.stop();
    }
  },
};
