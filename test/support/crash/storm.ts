import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { bundleProduct } from './bundle.ts';
import { lanes, runLane } from './lanes.ts';
import type { FinishedJob } from './lanes.ts';
import { patientCaller } from './patient-caller.ts';
import { freePort, startLife } from './product-process.ts';
import type { Life } from './product-process.ts';
import { seededRandom } from './random.ts';
import type { Random } from './random.ts';
import { taskApi } from './task-api.ts';

export interface Storm {
  readonly origin: string;
  readonly dataDir: string;
  readonly jobs: readonly FinishedJob[];
  readonly kills: number;
  /** Kills that met the product while it was starting and recovering. */
  readonly killsWhileStarting: number;
  /** Whatever any life wrote to standard error. */
  readonly complaints: readonly string[];
  /** Stops the last life as an operator does. */
  readonly stop: () => Promise<void>;
  /** Ends whatever still runs and removes its data. */
  readonly remove: () => Promise<void>;
}

/** A life that gets ready is killed at any time within this long after it, on an idle machine. */
const leastLifeMilliseconds = 1_000;
/** Where starting takes long, so does everything: a life there is as many starts long. */
const lifeInStarts = 3;
/** Of the lives, those that are killed at any time before they are ready. */
const shareWhileStarting = 0.2;

/** For all of it, on a machine that is busy with other things. */
export const patienceFor = (kills: number): number => 180_000 + kills * 6_000;

interface Lives {
  readonly start: () => Life;
  readonly random: Random;
}

/** Kills one life after another; true for each that was killed while it started. */
const killAgainAndAgain = async ({ start, random }: Lives, kills: number): Promise<boolean[]> => {
  const met: boolean[] = [];
  let startMilliseconds = 400;
  while (met.length < kills) {
    const born = Date.now();
    const life = start();
    if (random.chance(shareWhileStarting)) {
      const wait = random.fraction() * startMilliseconds;
      const isReady = await Promise.race([life.ready.then(() => true), pause(wait, false)]);
      await life.end('SIGKILL');
      met.push(!isReady);
    } else {
      await life.ready;
      startMilliseconds = Date.now() - born;
      const longest = Math.max(leastLifeMilliseconds, lifeInStarts * startMilliseconds);
      await pause(random.fraction() * longest);
      await life.end('SIGKILL');
      met.push(false);
    }
  }
  return met;
};

/** Runs many main jobs at once while the product is killed again and again, and lets them end. */
export const runStorm = async (options: {
  readonly kills: number;
  readonly seed: number;
}): Promise<Storm> => {
  const bundle = bundleProduct();
  const home = mkdtempSync(join(tmpdir(), 'ai-orchestrator-crash-'));
  const remove = (): void => {
    bundle.remove();
    rmSync(home, { recursive: true, force: true });
  };
  const dataDir = join(home, 'data');
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const complaints: string[] = [];
  const start = (): Life =>
    startLife({
      program: bundle.program,
      port,
      dataDir,
      onComplaint: (text) => complaints.push(text),
    });
  const patienceMilliseconds = patienceFor(options.kills);
  const stage = {
    api: taskApi(patientCaller(origin, patienceMilliseconds)),
    origin,
    patienceMilliseconds,
  };
  const state = { isOver: false };
  let last: Life | undefined;
  try {
    const running = Promise.all(lanes.map((lane) => runLane(stage, lane, () => state.isOver)));
    // A job that fails while the product is still being killed is told after the storm.
    running.catch(() => undefined);
    const met = await killAgainAndAgain(
      { start, random: seededRandom(options.seed) },
      options.kills,
    );
    state.isOver = true;
    const life = start();
    last = life;
    await life.ready;
    return {
      origin,
      dataDir,
      jobs: (await running).flat(),
      kills: met.length,
      killsWhileStarting: met.filter(Boolean).length,
      complaints,
      stop: () => life.end('SIGTERM'),
      remove: async () => {
        await life.end('SIGKILL');
        remove();
      },
    };
  } catch (error) {
    await last?.end('SIGKILL');
    remove();
    throw error;
  }
};
