import type { Engine } from './engine.ts';
import type { Execution, ExecutionRecord } from '../execution/execution.ts';

/** Whether an execution of this key runs, in memory or asleep. */
export const isRunning = (engine: Engine, key: string): boolean =>
  engine.executions.has(key) || engine.sleeping.has(key);

/** Calls once when the execution of that key ends; returns what cancels that. */
export const listen = (
  engine: Engine,
  key: string,
  tell: (ended: ExecutionRecord) => void,
): (() => void) => {
  const listeners = engine.listeners.get(key) ?? new Set();
  engine.listeners.set(key, listeners.add(tell));
  return () => {
    listeners.delete(tell);
    if (listeners.size === 0 && engine.listeners.get(key) === listeners) {
      engine.listeners.delete(key);
    }
  };
};

/**
 * Acts on the execution of that key, woken if it sleeps; on undefined when none runs. Nothing
 * comes between finding the execution and acting on it.
 */
export const withExecution = async <Result>(
  engine: Engine,
  key: string,
  act: (execution: Execution | undefined) => Result,
): Promise<Result> => {
  while (engine.sleeping.has(key)) await engine.wake(key);
  return act(engine.executions.get(key));
};
