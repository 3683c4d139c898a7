import type { Machine } from '../language/definition.ts';
import type { Engine } from './engine.ts';
import type { Execution, Rest } from '../execution/execution.ts';
import { prefixRange } from '../journal/journal.ts';
import { readForResume, resumeExecution } from './resume.ts';
import { isRunning } from './running.ts';
import { watchSleeper } from './sleep.ts';

/**
 * Goes on with every execution that was running when the journal was last written. One that was
 * at rest is not even read: what will wake it is stored with the mark that it runs.
 */
export const recoverExecutions = async (engine: Engine): Promise<void> => {
  const recovered: Execution[] = [];
  const asleep: string[] = [];
  const machines = new Map<string, Machine>();
  for await (const [path, text] of engine.journal.read(prefixRange('running/'))) {
    const key = path.slice('running/'.length);
    if (isRunning(engine, key)) continue;
    const rest = JSON.parse(text) as Rest | null;
    if (rest !== null) {
      engine.sleeping.set(key, { rest, release: () => undefined, waking: undefined });
      asleep.push(key);
      continue;
    }
    const execution = await readForResume(engine, key, machines);
    if (execution !== undefined) recovered.push(execution);
  }
  // All of them are known before the first goes on: a parent looks for its child.
  for (const execution of recovered) engine.executions.set(execution.key, execution);
  for (const key of asleep) watchSleeper(engine, key);
  for (const execution of recovered) resumeExecution(engine, execution);
  for await (const [path] of engine.journal.read(prefixRange('aborting/'))) {
    engine.abortByKey(path.slice('aborting/'.length));
  }
};
