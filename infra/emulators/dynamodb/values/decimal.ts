import { validationError } from '../errors.ts';

/** An exact decimal: `coefficient × 10^exponent`, with no trailing zero in the coefficient. */
interface Decimal {
  readonly coefficient: bigint;
  readonly exponent: number;
}

const maxDigits = 38;

const maxMagnitude = 125;

const minMagnitude = -130;

const zero: Decimal = { coefficient: 0n, exponent: 0 };

const pattern = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

const plainInteger = /^(?:0|-?[1-9]\d{0,14})$/;

const notNumeric = (text: string): Error => {
  const detail = text === '' ? '' : `: ${text}`;
  return validationError(`The parameter cannot be converted to a numeric value${detail}`);
};

const assertInRange = (digitCount: number, exponent: number): void => {
  const magnitude = digitCount + exponent - 1;
  if (magnitude > maxMagnitude) {
    throw validationError(
      'Number overflow. Attempting to store a number with magnitude larger than supported range',
    );
  }
  if (magnitude < minMagnitude) {
    throw validationError(
      'Number underflow. Attempting to store a number with magnitude smaller than supported range',
    );
  }
  if (digitCount > maxDigits) {
    throw validationError('Attempting to store more than 38 significant digits in a Number');
  }
};

/**
 * Reads a DynamoDB number exactly.
 *
 * @throws ValidationException when it is no number, has more than 38 significant digits, or lies
 * outside 1E-130 … 9.99E+125.
 */
export const parseDecimal = (text: string): Decimal => {
  const match = pattern.exec(text);
  const whole = match?.[2] ?? '';
  const fraction = match?.[3] ?? '';
  if (match === null || whole + fraction === '') throw notNumeric(text);
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return zero;
  const shift = Number(match[4] ?? '0') - fraction.length;
  const exponent = shift + digits.length - significant.length;
  assertInRange(significant.length, exponent);
  const magnitude = BigInt(significant);
  return { coefficient: match[1] === '-' ? -magnitude : magnitude, exponent };
};

/** The significant digits without a sign, `"0"` for zero. */
export const digitsOf = (coefficient: bigint): string =>
  (coefficient < 0n ? -coefficient : coefficient).toString();

export const formatDecimal = ({ coefficient, exponent }: Decimal): string => {
  const sign = coefficient < 0n ? '-' : '';
  const digits = digitsOf(coefficient);
  if (exponent >= 0) return sign + digits + '0'.repeat(coefficient === 0n ? 0 : exponent);
  const point = digits.length + exponent;
  if (point > 0) return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
  return `${sign}0.${'0'.repeat(-point)}${digits}`;
};

/** The one spelling under which DynamoDB gives a number back: plain digits, no padding zeros. */
export const normalizeNumber = (text: string): string =>
  plainInteger.test(text) ? text : formatDecimal(parseDecimal(text));

const reduce = ({ coefficient, exponent }: Decimal): Decimal => {
  if (coefficient === 0n) return zero;
  const digits = digitsOf(coefficient);
  const significant = digits.replace(/0+$/, '');
  const dropped = digits.length - significant.length;
  assertInRange(significant.length, exponent + dropped);
  return { coefficient: coefficient / 10n ** BigInt(dropped), exponent: exponent + dropped };
};

const scaled = (value: Decimal, exponent: number): bigint => {
  if (value.coefficient === 0n) return 0n;
  return value.coefficient * 10n ** BigInt(value.exponent - exponent);
};

/**
 * Adds exactly.
 *
 * @throws ValidationException when the sum needs more than 38 digits or leaves the range.
 */
export const addDecimals = (left: Decimal, right: Decimal): Decimal => {
  const exponent = Math.min(left.exponent, right.exponent);
  return reduce({ coefficient: scaled(left, exponent) + scaled(right, exponent), exponent });
};

export const negateDecimal = ({ coefficient, exponent }: Decimal): Decimal => ({
  coefficient: -coefficient,
  exponent,
});

/** Negative, zero or positive as `left` is less than, equal to or greater than `right`. */
export const compareDecimals = (left: Decimal, right: Decimal): number => {
  const exponent = Math.min(left.exponent, right.exponent);
  const difference = scaled(left, exponent) - scaled(right, exponent);
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
};

/** The power of ten of the first significant digit. */
export const magnitudeOf = ({ coefficient, exponent }: Decimal): number =>
  digitsOf(coefficient).length + exponent - 1;
