import { describe, expect, it, test } from 'vitest';
import { backOffSeconds } from '../../../functions/domain/notification/back-off.ts';

describe('how long a message waits', () => {
  it.each([
    [1, 5],
    [2, 10],
    [3, 20],
    [8, 640],
    [9, 900],
    [30, 900],
  ])('after %i attempts: %i s', (attempts, seconds) => {
    expect(backOffSeconds(attempts)).toBe(seconds);
  });
});

test.each([
  [1, 5],
  [2, 10],
  [5, 80],
  [8, 640],
  [9, 900],
  [60, 900],
])('after %i failed attempts a message waits %i seconds', (attempts, seconds) => {
  expect(backOffSeconds(attempts)).toBe(seconds);
});
