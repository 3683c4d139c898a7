import fc from 'fast-check';

/** A number as sign, digits and power of ten, and one way to write it. */
interface WrittenNumber {
  readonly units: bigint;
  readonly exponent: number;
  readonly text: string;
}

const plain = (digits: bigint, exponent: number): string => {
  if (exponent >= 0) return `${digits}${'0'.repeat(exponent)}`;
  const padded = digits.toString().padStart(1 - exponent, '0');
  return `${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
};

/** Numbers of up to `maxDigits` digits, well within DynamoDB's range, in many spellings. */
export const writtenNumbers = (
  maxDigits: number,
  maxExponent: number,
): fc.Arbitrary<WrittenNumber> =>
  fc
    .record({
      digits: fc.bigInt({ min: 0n, max: 10n ** BigInt(maxDigits) - 1n }),
      isNegative: fc.boolean(),
      exponent: fc.integer({ min: -maxExponent, max: maxExponent }),
      spelling: fc.constantFrom('scientific', 'plain'),
    })
    .map(({ digits, isNegative, exponent, spelling }) => {
      const units = isNegative ? -digits : digits;
      const sign = isNegative ? '-' : '';
      const text = spelling === 'plain' ? plain(digits, exponent) : `${digits}e${exponent}`;
      return { units, exponent, text: sign + text };
    });

/** The value times 10^`power`, a whole number when `power` is large enough. */
export const scaled = ({ units, exponent }: WrittenNumber, power: number): bigint =>
  units * 10n ** BigInt(exponent + power);
