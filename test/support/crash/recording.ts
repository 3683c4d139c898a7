import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databasePath } from '../../../infra/local/data-folder.ts';
import { finishCourse } from './course.ts';
import type { Course, Outcome } from './course.ts';
import { copyWithLog, newestLog, recordEnds } from './level-log.ts';
import { startVirtualProduct } from './virtual-product.ts';
import type { Address } from './virtual-product.ts';

/** One uninterrupted run of a job, with all that a crash after each of its writes would leave. */
export interface Recording {
  readonly outcome: Outcome;
  /** Batches that were written, each of them atomically. */
  readonly writes: number;
  /** Goes on from what a crash after so many writes left, at the time of the crash. */
  readonly goOnAfter: (writes: number) => Promise<Outcome>;
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
  const outcome = await finishCourse(product, course);
  await product.close();
  const ends = recordEnds(readFileSync(newestLog(database)));
  const timeAt = (logBytes: number): number =>
    (marks.find((mark) => mark.logBytes >= logBytes) ?? marks.at(-1))?.nowMs ?? startMs;
  return {
    outcome,
    writes: ends.length,
    goOnAfter: async (writes) => {
      const logBytes = ends[writes - 1] ?? 0;
      const crashed = join(home, `after-${writes}`);
      copyWithLog(database, databasePath(crashed), logBytes);
      const next = await startVirtualProduct({
        address,
        dataDir: crashed,
        startMs: timeAt(logBytes),
      });
      try {
        return await finishCourse(next, course);
      } finally {
        await next.close();
        rmSync(crashed, { recursive: true, force: true });
      }
    },
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
};
