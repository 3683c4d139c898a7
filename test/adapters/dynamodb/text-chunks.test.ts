import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunkName, splitText } from '../../../functions/adapters/dynamodb/text-chunks.ts';

const lone = /\p{Surrogate}/u;

describe('the chunks of a text', () => {
  it('are whole characters below the size of an item, and are the text again together', () => {
    const unit = fc.constantFrom('x', '€', '🚀', '\u0301');
    const text = fc
      .tuple(fc.string({ unit, maxLength: 9 }), unit, fc.integer({ min: 0, max: 250_000 }))
      .map(([start, repeated, times]) => start + repeated.repeat(times));
    fc.assert(
      fc.property(text, (whole) => {
        const chunks = splitText(whole);

        expect(chunks.join('') === whole).toBe(true);
        expect(chunks.every((chunk) => chunk !== '' && !lone.test(chunk))).toBe(true);
        expect(chunks.every((chunk) => Buffer.byteLength(chunk) <= 300_000)).toBe(true);
      }),
      { numRuns: 60, examples: [[`${'x'.repeat(99_999)}🚀x`], ['🚀'.repeat(50_000)], ['']] },
    );
  });

  it('sort by their names', () => {
    expect([0, 1, 9, 10, 100].map(chunkName)).toEqual(['0000', '0001', '0009', '0010', '0100']);
  });
});
