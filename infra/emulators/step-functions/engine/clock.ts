/** Time as the interpreter sees it. Injected, so that a thirty-day wait takes a test no time. */
export interface Clock {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Calls `fire` once at or after `atMs`, never before, however far away; returns a cancel. */
  readonly setTimer: (atMs: number, fire: () => void) => () => void;
}
