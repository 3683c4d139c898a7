import { describe, expect, it } from 'vitest';
import {
  growingPauses,
  pausesUntil,
  pollUntil,
} from '../../../functions/application/shared/poll-until.ts';

const aClock = () => {
  const slept: number[] = [];
  let now = 0;
  return {
    slept,
    clock: { now: () => now },
    sleep: (milliseconds: number) => {
      slept.push(milliseconds);
      now += milliseconds;
      return Promise.resolve();
    },
  };
};

const counting = { look: (last: number) => Promise.resolve(last + 1), isDone: () => false };

describe('polling', () => {
  it('looks once a pause until it is done, knowing what it saw last', async () => {
    const { sleep, slept } = aClock();

    const seen = await pollUntil(sleep, {
      ...counting,
      seen: 5,
      isDone: (count) => count === 7,
      pauses: [10, 20, 30, 40],
    });

    expect(seen).toBe(7);
    expect(slept).toEqual([10, 20]);
  });

  it('does not wait for what is done already', async () => {
    const { sleep, slept } = aClock();

    expect(await pollUntil(sleep, { ...counting, seen: 5, isDone: () => true, pauses: [10] })).toBe(
      5,
    );
    expect(slept).toEqual([]);
  });

  it('gives what it saw last when the pauses are over', async () => {
    const { sleep } = aClock();

    expect(await pollUntil(sleep, { ...counting, seen: 0, pauses: [10, 10] })).toBe(2);
    expect(await pollUntil(sleep, { ...counting, seen: 0, pauses: [] })).toBe(0);
  });

  it('pauses longer each time up to the longest, and ends with the time', async () => {
    const { sleep, slept, clock } = aClock();
    const growing = growingPauses({ first: 200, factor: 1.5, longest: 400 });

    await pollUntil(sleep, {
      ...counting,
      seen: 0,
      pauses: pausesUntil({ clock, until: 1_500 }, growing),
    });

    expect(slept).toEqual([200, 300, 400, 400, 200]);
  });
});
