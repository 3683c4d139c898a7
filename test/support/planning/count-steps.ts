import { Session } from 'node:inspector/promises';

/** Counts the work of some code, without a clock: the same on every machine and under any load. */
export interface StepCounter {
  /** Blocks of the product's code and the calendar library that ran, and characters that patterns passed over. */
  readonly stepsOf: (work: () => void) => Promise<number>;
  readonly close: () => Promise<void>;
}

const isCounted = (url: string): boolean =>
  url.includes('/functions/') || url.includes('/chrono-node/');

/** Characters between where each search began and where it ended; restores what it replaces. */
const countingSearches = (work: () => void): number => {
  let passed = 0;
  const exec = Reflect.get<RegExp, 'exec'>(RegExp.prototype, 'exec');
  RegExp.prototype.exec = function (this: RegExp, text: string) {
    const from = this.global || this.sticky ? this.lastIndex : 0;
    const found = exec.call(this, text);
    // A sticky pattern, as `split` makes one, looks at one place and moves on.
    const furthest = this.sticky ? from + 1 : text.length;
    const to = found === null ? furthest : found.index + found[0].length;
    passed += Math.max(0, to - from);
    return found;
  };
  try {
    work();
  } finally {
    RegExp.prototype.exec = exec;
  }
  return passed;
};

export const openStepCounter = async (): Promise<StepCounter> => {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  return {
    stepsOf: async (work) => {
      await session.post('Profiler.takePreciseCoverage');
      const passed = countingSearches(work);
      const { result } = await session.post('Profiler.takePreciseCoverage');
      const blocks = result
        .filter(({ url }) => isCounted(url))
        .flatMap(({ functions }) => functions)
        .flatMap(({ ranges }) => ranges)
        .reduce((sum, { count }) => sum + count, 0);
      return blocks + passed;
    },
    close: async () => {
      await session.post('Profiler.stopPreciseCoverage');
      session.disconnect();
    },
  };
};
