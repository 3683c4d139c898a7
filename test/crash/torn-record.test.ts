import { describe, expect, it } from 'vitest';
import { unhealthyCourse } from '../support/crash/course.ts';
import { endOfUnhealthyCourse } from '../support/crash/end-of-course.ts';
import { runThroughTears } from '../support/crash/torn-lives.ts';

const seed = Number(process.env['CRASH_SEED'] ?? Math.floor(Math.random() * 1_000_000));

describe(`a process that is killed, with the last record of its data torn (CRASH_SEED=${seed})`, () => {
  it('starts each time, and its job ends as if nothing had been', async () => {
    const outcome = await runThroughTears(unhealthyCourse, { kills: 15, seed });

    expect(outcome).toEqual(endOfUnhealthyCourse);
  }, 240_000);
});
