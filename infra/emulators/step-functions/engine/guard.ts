import type { Engine } from './engine.ts';

export const stopByFault = (engine: Engine, fault: unknown): void => {
  engine.fault ??= fault;
  engine.stopped = true;
};

/**
 * Does what nobody waits for. Going on after a fault, such as a journal that can not be
 * written, would act on what is not stored: everything stops, and every later answer says why.
 */
export const guard = (engine: Engine, act: () => void): void => {
  try {
    act();
  } catch (error) {
    stopByFault(engine, error);
  }
};

/** A timer whose work can not bring the process down. What is due already needs no clock. */
export const setTimer = (engine: Engine, atMs: number, fire: () => void): (() => void) => {
  if (atMs > engine.now()) return engine.clock.setTimer(atMs, () => guard(engine, fire));
  let isWanted = true;
  queueMicrotask(() => {
    if (isWanted) guard(engine, fire);
  });
  return () => {
    isWanted = false;
  };
};
