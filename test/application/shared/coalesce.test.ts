import { describe, expect, it } from 'vitest';
import { coalesce } from '../../../functions/application/shared/coalesce.ts';

/** Work that ends when it is let go. */
const heldWork = () => {
  const begun: string[] = [];
  const ends: ((error?: Error) => void)[] = [];
  const work = (key: string) =>
    new Promise<number>((resolve, reject) => {
      begun.push(key);
      const number = begun.length;
      ends.push((error) => (error ? reject(error) : resolve(number)));
    });
  return { begun, ends, call: coalesce(work) };
};

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('coalesced work', () => {
  it('runs once for all who call before it begins', async () => {
    const { begun, ends, call } = heldWork();
    const calls = Array.from({ length: 100 }, () => call('a'));
    await settle();
    ends[0]?.();

    expect(await Promise.all(calls)).toEqual(Array.from({ length: 100 }, () => 1));
    expect(begun).toEqual(['a']);
  });

  it('runs once more, and after, for all who call while it runs', async () => {
    const { begun, ends, call } = heldWork();
    const first = call('a');
    await settle();
    const later = [call('a'), call('a')];
    await settle();
    expect(begun).toEqual(['a']);
    ends[0]?.();
    await settle();
    ends[1]?.();

    expect([await first, ...(await Promise.all(later))]).toEqual([1, 2, 2]);
    expect(begun).toEqual(['a', 'a']);
  });

  it('runs apart for each key', async () => {
    const { begun, ends, call } = heldWork();
    const both = [call('a'), call('b')];
    await settle();
    ends.forEach((end) => end());

    expect(await Promise.all(both)).toEqual([1, 2]);
    expect(begun).toEqual(['a', 'b']);
  });

  it('goes on after a run that failed, which only its own callers hear of', async () => {
    const { ends, call } = heldWork();
    const first = call('a');
    await settle();
    const second = call('a');
    ends[0]?.(new Error('failed'));
    await expect(first).rejects.toThrow('failed');
    await settle();
    ends[1]?.();

    expect(await second).toBe(2);
    const third = call('a');
    await settle();
    ends[2]?.();
    expect(await third).toBe(3);
  });
});
