import { beforeAll, describe, expect, it } from 'vitest';
import { eventfulCourse } from '../support/crash/course.ts';
import type { Outcome } from '../support/crash/course.ts';
import { endOfUnhealthyCourse } from '../support/crash/end-of-course.ts';
import { allTears } from '../support/crash/level-log.ts';
import { recordCourse } from '../support/crash/recording.ts';
import type { Recording } from '../support/crash/recording.ts';
import { openAddress } from '../support/crash/virtual-product.ts';

/** Each so many-th write only; `npm run crash:search` looks at every one. */
const stride = Number(process.env['CRASH_STRIDE'] ?? 60);

const { events, counters } = endOfUnhealthyCourse;
const beforePause = events.indexOf('execution_running') + 1;

/** Beside that, the canary's bake was paused and resumed. */
const endOfCourse: Outcome = {
  ...endOfUnhealthyCourse,
  events: [
    ...events.slice(0, beforePause),
    'execution_pausing',
    'execution_paused',
    'execution_running',
    ...events.slice(beforePause),
    // The operator's own words, in the chain of the execution's controls.
    'controls execution_pausing',
    'controls execution_running',
  ],
  counters: {
    ...counters,
    'executions pausing': 1,
    'executions paused': 1,
    'executions running': 2,
  },
};

describe('a crash between any two writes of a job', () => {
  let recording: Recording;

  beforeAll(async () => {
    const address = await openAddress();
    recording = await recordCourse(address, eventfulCourse);
    return async () => {
      recording.remove();
      await address.close();
    };
  }, 120_000);

  it('would do nothing to a job that is not interrupted', () => {
    expect(recording.outcome).toEqual(endOfCourse);
    expect(recording.writes).toBeGreaterThan(100);
  });

  it('makes no difference to its end, whether the next write is absent or torn', async () => {
    const kinds = [null, ...allTears];
    for (let writes = 0; writes < recording.writes; writes += stride) {
      const tear = kinds[writes % kinds.length] ?? null;

      const outcome = await recording.goOnAfter(writes, tear);

      expect
        .soft(outcome, `after ${writes} writes, the next ${tear ?? 'absent'}`)
        .toEqual(endOfCourse);
    }
  }, 3_600_000);
});
