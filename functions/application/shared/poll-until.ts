import type { Sleep } from '../execution/execution-ports.ts';
import type { Clock } from './ports.ts';

export interface Poll<Value> {
  /** What is seen already. */
  readonly seen: Value;
  /** Looks again, knowing what was seen last. */
  readonly look: (last: Value) => Promise<Value>;
  readonly isDone: (seen: Value) => boolean;
  /** Milliseconds before each further look, in turn; asked for one at a time. */
  readonly pauses: Iterable<number>;
}

/** Looks again after each pause until it is done or the pauses are over; gives what was seen last. */
export const pollUntil = async <Value>(
  sleep: Sleep,
  { seen, look, isDone, pauses }: Poll<Value>,
): Promise<Value> => {
  let last = seen;
  for (const pause of pauses) {
    if (isDone(last)) break;
    await sleep(pause);
    last = await look(last);
  }
  return last;
};

/** Pauses that grow up to the longest, without an end. */
export const growingPauses = function* (growth: {
  readonly first: number;
  readonly factor: number;
  readonly longest: number;
}): Generator<number> {
  for (let pause = growth.first; ; pause = Math.min(growth.longest, pause * growth.factor)) {
    yield pause;
  }
};

/** The pauses as long as the time is not up; the last one ends with it. */
export const pausesUntil = function* (
  { clock, until }: { readonly clock: Clock; readonly until: number },
  pauses: Iterable<number>,
): Generator<number> {
  for (const pause of pauses) {
    const left = until - clock.now();
    if (left <= 0) return;
    yield Math.min(pause, left);
  }
};
