import { performance } from 'node:perf_hooks';

const tickMilliseconds = 20;
/** A tick that comes later than this met a process that stood still; sooner is a timer's usual lateness. */
const latenessMilliseconds = 40;

export interface ProbeTimer {
  /** Milliseconds since the beginning, without those in which this process stood still. */
  readonly elapsed: () => number;
  readonly stop: () => void;
}

/**
 * Tells once when so much time has passed. Time in which this process itself stood still, as it does
 * while it starts on a busy machine, is nobody's latency: counted, it would roll back healthy assets.
 */
export const startProbeTimer = (timeoutMilliseconds: number, onTimeout: () => void): ProbeTimer => {
  const begun = performance.now();
  let ticked = begun;
  let stoodStill = 0;
  const lateness = (now: number): number => {
    const late = now - ticked - tickMilliseconds;
    return late > latenessMilliseconds ? late : 0;
  };
  const elapsed = (): number => {
    const now = performance.now();
    return Math.round(now - begun - stoodStill - lateness(now));
  };
  const timer = setInterval(() => {
    const now = performance.now();
    stoodStill += lateness(now);
    ticked = now;
    if (elapsed() < timeoutMilliseconds) return;
    clearInterval(timer);
    onTimeout();
  }, tickMilliseconds);
  return { elapsed, stop: () => clearInterval(timer) };
};
