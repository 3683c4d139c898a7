import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDecimals,
  compareDecimals,
  formatDecimal,
  normalizeNumber,
  parseDecimal,
} from '../../../../../infra/emulators/dynamodb/values/decimal.ts';
import { scaled, writtenNumbers } from './decimals.ts';

const power = 60;
const numbers = writtenNumbers(18, 9);

/** The value of a plainly written number, times 10^`power`. */
const readPlain = (text: string): bigint => {
  const [whole = '', fraction = ''] = text.split('.');
  return BigInt(`${whole}${fraction.padEnd(power, '0')}`);
};

describe('numbers', () => {
  it('keep their exact value, in one spelling', () => {
    fc.assert(
      fc.property(writtenNumbers(38, 40), (number) => {
        const normal = normalizeNumber(number.text);

        expect(readPlain(normal)).toBe(scaled(number, power));
        expect(normal).toMatch(/^(0|-?([1-9]\d*|0\.\d*[1-9]|[1-9]\d*\.\d*[1-9]))$/);
        expect(normalizeNumber(normal)).toBe(normal);
      }),
    );
  });

  it('add exactly', () => {
    fc.assert(
      fc.property(numbers, numbers, (one, two) => {
        const sum = formatDecimal(addDecimals(parseDecimal(one.text), parseDecimal(two.text)));

        expect(readPlain(sum)).toBe(scaled(one, power) + scaled(two, power));
      }),
    );
  });

  it('compare by value', () => {
    fc.assert(
      fc.property(numbers, numbers, (one, two) => {
        const difference = scaled(one, power) - scaled(two, power);
        const expected = difference === 0n ? 0 : difference < 0n ? -1 : 1;

        expect(compareDecimals(parseDecimal(one.text), parseDecimal(two.text))).toBe(expected);
      }),
    );
  });
});
