import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBulkhead } from '../../../infra/local/lambda/bulkhead.ts';

/** Work that ends when it is told to. */
const aPiece = () => {
  let end: (failure?: Error) => void = () => undefined;
  const done = new Promise<void>((resolve, reject) => {
    end = (failure) => (failure ? reject(failure) : resolve());
  });
  return { done, end: (failure?: Error) => end(failure) };
};

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('a bulkhead', () => {
  it('never runs more than its width, runs all, and in the order of coming', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.boolean(), { maxLength: 30 }),
        async (width, failures) => {
          const bulkhead = createBulkhead(width);
          const begun: number[] = [];
          let running = 0;
          let most = 0;
          const results = await Promise.allSettled(
            failures.map((fails, number) =>
              bulkhead.run(async () => {
                begun.push(number);
                running += 1;
                most = Math.max(most, running);
                await turn();
                running -= 1;
                if (fails) throw new Error('Failed');
                return number;
              }),
            ),
          );

          expect(most).toBeLessThanOrEqual(width);
          expect(begun).toEqual(failures.map((_, number) => number));
          expect(results.map(({ status }) => status)).toEqual(
            failures.map((fails) => (fails ? 'rejected' : 'fulfilled')),
          );
          expect(bulkhead.waiting()).toBe(0);
        },
      ),
    );
  });

  it('says how many wait, and passes a place on to the next', async () => {
    const bulkhead = createBulkhead(1);
    const [first, second] = [aPiece(), aPiece()];
    const runs = [bulkhead.run(() => first.done), bulkhead.run(() => second.done)];

    expect(bulkhead.waiting()).toBe(1);
    first.end(new Error('Failed'));
    await expect(runs[0]).rejects.toThrow('Failed');
    expect(bulkhead.waiting()).toBe(0);
    second.end();
    await expect(runs[1]).resolves.toBeUndefined();
  });
});
