import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databasePath } from '../../../infra/local/data/data-folder.ts';
import { followCourse, outcomeOf } from './course.ts';
import type { Course, Outcome } from './course.ts';
import { copyWithLog, newestLog, recordEnds, tears } from './level-log.ts';
import type { Tear } from './level-log.ts';
import { startVirtualProduct } from './virtual-product.ts';
import type { Address } from './virtual-product.ts';

/** One uninterrupted run of a job, with all that a crash after each of its writes would leave. */
export interface Recording {
  readonly outcome: Outcome;
  /** Batches that were written, each of them atomically. */
  readonly writes: number;
  /** Goes on from what a crash after so many writes left, at its time; the next one may be torn. */
  readonly goOnAfter: (writes: number, tear: Tear | null) => Promise<Outcome>;
  readonly remove: () => void;
}

interface Mark {
  readonly logBytes: number;
  readonly nowMs: number;
}

const startMs = Date.UTC(2026, 2, 2, 9);

export const recordCourse = async (address: Address, course: Course): Promise<Recording> => {
  const home = mkdtempSync(join(tmpdir(), 'ai-orchestrator-writes-'));
  const dataDir = join(home, 'recorded');
  const database = databasePath(dataDir);
  const marks: Mark[] = [];
  const product = await startVirtualProduct({
    address,
    dataDir,
    startMs,
    onStep: (nowMs) => marks.push({ logBytes: statSync(newestLog(database)).size, nowMs }),
  });
  const outcome = await outcomeOf(product, await followCourse(product, course));
  await product.close();
  const log = readFileSync(newestLog(database));
  const ends = [0, ...recordEnds(log)];
  const timeAt = (logBytes: number): number =>
    (marks.find((mark) => mark.logBytes >= logBytes) ?? marks.at(-1))?.nowMs ?? startMs;
  return {
    outcome,
    writes: ends.length - 1,
    goOnAfter: async (writes, tear) => {
      const end = ends[writes] ?? 0;
      const torn = tear === null ? [] : [tears[tear](log.subarray(end, ends[writes + 1]))];
      const crashed = join(home, `after-${writes}`);
      copyWithLog(database, databasePath(crashed), Buffer.concat([log.subarray(0, end), ...torn]));
      const next = await startVirtualProduct({ address, dataDir: crashed, startMs: timeAt(end) });
      try {
        return await outcomeOf(next, await followCourse(next, course));
      } finally {
        await next.close();
        rmSync(crashed, { recursive: true, force: true });
      }
    },
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
};
