import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { databasePath } from '../../../infra/local/data/data-folder.ts';
import { until } from '../e2e/until.ts';
import { bundleProduct } from './bundle.ts';
import { followCourse, outcomeOf } from './course.ts';
import type { Course, Outcome } from './course.ts';
import { allTears, tearLastRecord } from './level-log.ts';
import { freePort, startLife } from './product-process.ts';
import { seededRandom } from './random.ts';

const leastLifeMilliseconds = 800;
const lifeInStarts = 2;

/** Runs one job while the process is killed, and after each kill the last record of its log is torn. */
export const runThroughTears = async (
  course: Course,
  options: { readonly kills: number; readonly seed: number },
): Promise<Outcome> => {
  const bundle = bundleProduct();
  const home = mkdtempSync(join(tmpdir(), 'ai-orchestrator-torn-'));
  const dataDir = join(home, 'data');
  const port = await freePort();
  const random = seededRandom(options.seed);
  const defects: string[] = [];
  const start = () =>
    startLife({
      program: bundle.program,
      port,
      dataDir,
      onComplaint: (text) => defects.push(text),
    });
  let life = start();
  try {
    const product = { origin: `http://127.0.0.1:${port}`, defects, until };
    const taskId = followCourse(product, course);
    // A job that fails while the product is still being killed is told after that.
    taskId.catch(() => undefined);
    for (let kill = 0; kill < options.kills; kill += 1) {
      const born = performance.now();
      await life.ready;
      const longest = Math.max(leastLifeMilliseconds, lifeInStarts * (performance.now() - born));
      await pause(random.fraction() * longest);
      await life.end('SIGKILL');
      const tear = allTears[kill % allTears.length];
      if (tear !== undefined) tearLastRecord(databasePath(dataDir), tear);
      life = start();
    }
    await life.ready;
    return await outcomeOf(product, await taskId);
  } finally {
    await life.end('SIGKILL');
    bundle.remove();
    rmSync(home, { recursive: true, force: true });
  }
};
