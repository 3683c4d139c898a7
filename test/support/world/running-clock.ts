import type { Clock } from '../../../infra/emulators/step-functions/engine/clock.ts';
import { morning } from '../builders/moments.ts';

interface Timer {
  readonly at: number;
  readonly fire: () => void;
  handle: NodeJS.Timeout;
}

const longestDelay = 2_000_000_000;

export interface RunningClock extends Clock {
  readonly speed: number;
  /** Takes that much of this clock's time, so less of the wall's; a jump does not shorten it. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly jump: (seconds: number) => void;
}

/**
 * A clock that runs many times faster than the wall's and can jump ahead, so that waits of the
 * machines and actions of the fleet keep their order and take a test no time.
 */
export const aRunningClock = (speed = 20): RunningClock => {
  const begun = performance.now();
  let jumped = 0;
  const timers = new Set<Timer>();
  const now = () => Math.floor(morning + jumped + (performance.now() - begun) * speed);
  const arm = (timer: Timer) => {
    clearTimeout(timer.handle);
    const delay = Math.min(longestDelay, Math.max(0, (timer.at - now()) / speed));
    timer.handle = setTimeout(() => {
      if (now() < timer.at) {
        arm(timer);
        return;
      }
      timers.delete(timer);
      timer.fire();
    }, delay);
  };
  return {
    speed,
    now,
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds / speed)),
    setTimer: (at, fire) => {
      const timer: Timer = { at, fire, handle: setTimeout(() => undefined, 0) };
      timers.add(timer);
      arm(timer);
      return () => {
        clearTimeout(timer.handle);
        timers.delete(timer);
      };
    },
    jump: (seconds) => {
      jumped += seconds * 1_000;
      for (const timer of timers) arm(timer);
    },
  };
};
