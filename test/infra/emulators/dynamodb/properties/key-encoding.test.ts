import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  encodeKeyPart,
  encodeKeyPrefix,
  successor,
} from '../../../../../infra/emulators/dynamodb/storage/key-encoding.ts';
import { scaled, writtenNumbers } from './decimals.ts';

const numbers = writtenNumbers(38, 80);
const texts = fc.string({ unit: 'binary', maxLength: 6 });
const bytes = fc.uint8Array({ maxLength: 6 });
/** Few different bytes, so that shared beginnings and zeros are common. */
const similarBytes = fc.array(fc.constantFrom(0, 1, 16, 255), { maxLength: 5 });

const ofNumber = (N: string) => encodeKeyPart({ N });
const ofText = (S: string) => encodeKeyPart({ S });
const ofBytes = (source: Iterable<number>) =>
  encodeKeyPart({ B: Buffer.from([...source]).toString('base64') });

describe('encoded keys', () => {
  it('sort numbers by value', () => {
    fc.assert(
      fc.property(numbers, numbers, (one, two) => {
        const difference = scaled(one, 80) - scaled(two, 80);
        const expected = difference === 0n ? 0 : difference < 0n ? -1 : 1;

        expect(Buffer.compare(ofNumber(one.text), ofNumber(two.text))).toBe(expected);
      }),
      { numRuns: 1000 },
    );
  });

  it('sort neighbouring numbers by value', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 3 }), (number, step) => {
        const order = Buffer.compare(ofNumber(String(number)), ofNumber(String(number + step)));

        expect(order).toBe(-1);
      }),
    );
  });

  it('sort texts by their UTF-8 bytes', () => {
    fc.assert(
      fc.property(texts, texts, (one, two) => {
        const expected = Buffer.compare(Buffer.from(one), Buffer.from(two));

        expect(Buffer.compare(ofText(one), ofText(two))).toBe(expected);
      }),
    );
  });

  it.each([
    ['any', bytes.map((source) => [...source])],
    ['similar', similarBytes],
  ])('sort %s bytes as unsigned', (_, source) => {
    fc.assert(
      fc.property(source, source, (one, two) => {
        const expected = Buffer.compare(Buffer.from(one), Buffer.from(two));

        expect(Buffer.compare(ofBytes(one), ofBytes(two))).toBe(expected);
      }),
    );
  });

  it('sort pairs by the first part, then by the second', () => {
    fc.assert(
      fc.property(
        fc.tuple(similarBytes, numbers),
        fc.tuple(similarBytes, numbers),
        (left, right) => {
          const [one, first] = left;
          const [two, second] = right;
          const expected =
            Buffer.compare(Buffer.from(one), Buffer.from(two)) ||
            Buffer.compare(ofNumber(first.text), ofNumber(second.text));
          const pair = (part: number[], number: string) =>
            Buffer.concat([ofBytes(part), ofNumber(number)]);

          expect(Buffer.compare(pair(one, first.text), pair(two, second.text))).toBe(expected);
        },
      ),
    );
  });

  it('lie within the range of a prefix exactly when they begin with it', () => {
    fc.assert(
      fc.property(similarBytes, similarBytes, (value, prefix) => {
        const from = encodeKeyPrefix({ B: Buffer.from(prefix).toString('base64') });
        const key = ofBytes(value);
        const isWithin = Buffer.compare(key, from) >= 0 && Buffer.compare(key, successor(from)) < 0;
        const begins = prefix.every((byte, at) => value[at] === byte);

        expect(isWithin).toBe(begins);
      }),
    );
  });
});
