import type { AttributeMap, AttributeValue } from './attribute-value.ts';
import { digitsOf, magnitudeOf, parseDecimal } from './decimal.ts';

/** The most that an item may weigh, in bytes. */
export const maxItemBytes = 400 * 1024;

/** Two digits a byte, one byte for the exponent, one for a minus; digits pair on even powers. */
const numberBytes = (text: string): number => {
  const number = parseDecimal(text);
  if (number.coefficient === 0n) return 1;
  const digits = digitsOf(number.coefficient).length;
  const unpaired = digits % 2 === 0 && magnitudeOf(number) % 2 === 0 ? 1 : 0;
  return 1 + Math.ceil(digits / 2) + unpaired + (number.coefficient < 0n ? 1 : 0);
};

const base64Bytes = (encoded: string): number => Buffer.byteLength(encoded, 'base64');

const sum = <T>(values: readonly T[], weigh: (value: T) => number): number =>
  values.reduce((total, value) => total + weigh(value), 0);

const valueBytes = (value: AttributeValue): number => {
  if ('S' in value) return Buffer.byteLength(value.S);
  if ('N' in value) return numberBytes(value.N);
  if ('B' in value) return base64Bytes(value.B);
  // eslint-disable-next-line @typescript-eslint/no-use-before-define -- they call each other
  if ('M' in value) return 3 + Object.keys(value.M).length + itemBytes(value.M);
  if ('L' in value) return 3 + value.L.length + sum(value.L, valueBytes);
  if ('SS' in value) return sum(value.SS, (member) => Buffer.byteLength(member));
  if ('NS' in value) return sum(value.NS, numberBytes);
  if ('BS' in value) return sum(value.BS, base64Bytes);
  return 1;
};

/** The bytes that DynamoDB charges for an item: names and values, UTF-8. */
export const itemBytes = (item: AttributeMap): number => {
  let total = 0;
  for (const [name, value] of Object.entries(item)) {
    total += Buffer.byteLength(name) + valueBytes(value);
  }
  return total;
};
