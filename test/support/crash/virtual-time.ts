import { createVirtualClock } from '../emulators/virtual-clock.ts';

/** Time that stands still until it is moved, for state machines and `Date.now`; other timers stay real. */
export const openVirtualTime = (startMs: number) => {
  const realNow = Date.now;
  const clock = createVirtualClock(startMs);
  Date.now = () => clock.now();
  return {
    clock,
    moveTo: (atMs: number): void => clock.moveTo(atMs),
    close: () => {
      Date.now = realNow;
    },
  };
};
