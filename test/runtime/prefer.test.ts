import { describe, expect, it } from 'vitest';
import { preferredWaitSeconds } from '../../functions/runtime/prefer.ts';

describe('the Prefer header', () => {
  it.each<[string | undefined, number]>([
    [undefined, 10],
    ['', 10],
    ['wait=0', 0],
    ['wait=1', 1],
    ['wait=25', 25],
    ['Wait=7', 7],
    ['respond-async', 0],
    ['Respond-Async', 0],
    ['respond-async, wait=5', 5],
    ['wait=5, respond-async', 5],
    ['return=minimal', 10],
    ['return=minimal,wait=3', 3],
    ['handling=lenient, respond-async', 0],
    ['waiting=5', 10],
  ])('%j waits %i s', (header, seconds) => {
    expect(preferredWaitSeconds(header)).toBe(seconds);
  });

  it.each([
    'wait=26',
    'wait=-1',
    'wait=1.5',
    'wait=',
    'wait=abc',
    'wait=1e1',
    'wait=9999',
    'wait=0x5',
  ])('%j is refused, with a pointer', (header) => {
    expect(() => preferredWaitSeconds(header)).toThrow(
      expect.objectContaining({
        code: 'invalid-request',
        details: {
          errors: [{ pointer: '/headers/prefer', detail: 'wait takes 0 to 25 whole seconds' }],
        },
      }) as Error,
    );
  });
});
