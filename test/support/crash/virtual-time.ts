import { vi } from 'vitest';
import { createVirtualClock } from '../../../infra/local/states/virtual-clock.ts';

/** Time that stands still until it is moved, for state machines and `Date` alike; other timers stay real. */
export const openVirtualTime = (startMs: number) => {
  vi.useFakeTimers({ toFake: ['Date'], now: startMs });
  const clock = createVirtualClock(startMs);
  const moveTo = (atMs: number): void => {
    vi.setSystemTime(atMs);
    clock.moveTo(atMs);
  };
  return { clock, moveTo, close: () => vi.useRealTimers() };
};

export type VirtualTime = ReturnType<typeof openVirtualTime>;
