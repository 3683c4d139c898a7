import type { Clock } from '../../../infra/emulators/step-functions/engine/clock.ts';

interface Timer {
  readonly atMs: number;
  readonly fire: () => void;
}

/** A clock that stands still until it is moved: for conformance runs and tests. */
export interface VirtualClock extends Clock {
  /** The time of the next timer; undefined when nothing waits. */
  readonly nextTimer: () => number | undefined;
  /** Moves to a later time and fires what has come due, earliest first. */
  readonly moveTo: (atMs: number) => void;
}

export const createVirtualClock = (startMs: number): VirtualClock => {
  let now = startMs;
  const timers = new Set<Timer>();
  const earliest = (): Timer | undefined =>
    [...timers].reduce<Timer | undefined>(
      (first, timer) => (first === undefined || timer.atMs < first.atMs ? timer : first),
      undefined,
    );
  return {
    now: () => now,
    setTimer: (atMs, fire) => {
      const timer = { atMs, fire };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    nextTimer: () => earliest()?.atMs,
    moveTo: (atMs) => {
      for (let timer = earliest(); timer !== undefined && timer.atMs <= atMs; timer = earliest()) {
        timers.delete(timer);
        now = Math.max(now, timer.atMs);
        timer.fire();
      }
      now = Math.max(now, atMs);
    },
  };
};
