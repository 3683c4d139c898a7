import { guard, setTimer, stopByFault } from './guard.ts';
import type { Engine, Sleeper } from './engine.ts';
import { retireFrame } from '../execution/execution.ts';
import type { Execution, Rest } from '../execution/execution.ts';
import { readForResume, resumeExecution } from './resume.ts';
import { isRunning, listen } from './running.ts';

/** Whether what the execution waited for has come, so that it is about to go on. */
const isDue = (engine: Engine, { wakeAtMs = Infinity, awaits }: Rest): boolean =>
  wakeAtMs <= engine.now() || awaits.some((child) => !isRunning(engine, child));

const readSleeper = async (engine: Engine, key: string, sleeper: Sleeper): Promise<void> => {
  sleeper.release();
  const execution = await readForResume(engine, key);
  if (engine.stopped) throw new Error('the state machines are stopped');
  engine.sleeping.delete(key);
  if (execution === undefined) return;
  execution.rest = sleeper.rest;
  engine.executions.set(key, execution);
  resumeExecution(engine, execution);
  // Not at once: whoever woke it acts first.
  setImmediate(() => engine.noteRest(execution));
};

/** Brings a sleeping execution back into memory; anything else stays as it is. */
export const wake = (engine: Engine, key: string): Promise<void> => {
  const sleeper = engine.sleeping.get(key);
  if (sleeper === undefined) return Promise.resolve();
  return (sleeper.waking ??= readSleeper(engine, key, sleeper));
};

/** Sets what will wake a sleeping execution; what has happened already wakes it now. */
export const watchSleeper = (engine: Engine, key: string): void => {
  const sleeper = engine.sleeping.get(key);
  if (sleeper === undefined) return;
  const { wakeAtMs, awaits } = sleeper.rest;
  const rouse = (): void => {
    wake(engine, key).catch((error: unknown) => stopByFault(engine, error));
  };
  const releases = awaits.map((child) => {
    if (isRunning(engine, child)) return listen(engine, child, rouse);
    queueMicrotask(rouse);
    return () => undefined;
  });
  if (wakeAtMs !== undefined) releases.push(setTimer(engine, wakeAtMs, rouse));
  sleeper.release = () => {
    for (const release of releases) release();
  };
};

const putToSleep = (engine: Engine, execution: Execution): void => {
  const { key, rest } = execution;
  const sleep = (): void => {
    // Something may have moved it since, or it rests anew.
    const isAtRest = engine.executions.get(key) === execution && execution.rest === rest;
    if (rest === undefined || !isAtRest || engine.resting.has(key) || engine.stopped) return;
    if (isDue(engine, rest)) return;
    for (const frame of execution.frames.values()) retireFrame(frame);
    execution.cancelDeadline?.();
    engine.executions.delete(key);
    engine.sleeping.set(key, { rest, release: () => undefined, waking: undefined });
    watchSleeper(engine, key);
  };
  engine.journal.flush().then(
    () => guard(engine, sleep),
    (error: unknown) => stopByFault(engine, error),
  );
};

/** Notes that an execution is at rest, and puts to sleep what has rested longest. */
export const noteRest = (engine: Engine, execution: Execution): void => {
  engine.resting.delete(execution.key);
  if (execution.rest === undefined || engine.executions.get(execution.key) !== execution) {
    return;
  }
  engine.resting.set(execution.key, execution);
  for (const [key, oldest] of engine.resting) {
    if (engine.resting.size <= engine.mostResting) return;
    engine.resting.delete(key);
    putToSleep(engine, oldest);
  }
};
