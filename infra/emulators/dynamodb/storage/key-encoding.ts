import type { AttributeValue } from '../values/attribute-value.ts';
import { digitsOf, magnitudeOf, parseDecimal } from '../values/decimal.ts';

const tags = { S: 0x10, N: 0x20, B: 0x30 };

const terminator = Buffer.from([0x00, 0x01]);

const signs = { negative: 0x01, zero: 0x02, positive: 0x03 };

const digitPairs = (digits: string): readonly number[] => {
  const padded = digits.length % 2 === 0 ? digits : `${digits}0`;
  const pairs: number[] = [];
  for (let at = 0; at < padded.length; at += 2) pairs.push(Number(padded.slice(at, at + 2)) + 1);
  return pairs;
};

/** Sign, power of ten, digit pairs from 1 to 100, a closing 0; all complemented when negative. */
const encodeNumber = (text: string): readonly number[] => {
  const number = parseDecimal(text);
  if (number.coefficient === 0n) return [signs.zero];
  const body = [magnitudeOf(number) + 130, ...digitPairs(digitsOf(number.coefficient)), 0];
  if (number.coefficient > 0n) return [signs.positive, ...body];
  return [signs.negative, ...body.map((byte) => 0xff - byte)];
};

/** Zero bytes become `00 FF`, so that the closing `00 01` sorts before every continuation. */
const escaped = (tag: number, bytes: Buffer): Buffer => {
  if (!bytes.includes(0)) return Buffer.concat([Buffer.from([tag]), bytes]);
  const out = [tag];
  for (const byte of bytes) {
    out.push(byte);
    if (byte === 0) out.push(0xff);
  }
  return Buffer.from(out);
};

/** The bytes with which every string or binary begins that begins with `value`. */
export const encodeKeyPrefix = (value: AttributeValue): Buffer => {
  if ('S' in value) return escaped(tags.S, Buffer.from(value.S));
  if ('B' in value) return escaped(tags.B, Buffer.from(value.B, 'base64'));
  throw new TypeError('Only strings and binaries have prefixes.');
};

/**
 * Encodes a key value so that the bytes sort as DynamoDB sorts the values (strings by UTF-8, numbers
 * by value, binaries by unsigned byte), and so that no encoding is a prefix of another: encoded
 * parts can stand one after another.
 */
export const encodeKeyPart = (value: AttributeValue): Buffer => {
  if ('N' in value) return Buffer.from([tags.N, ...encodeNumber(value.N)]);
  return Buffer.concat([encodeKeyPrefix(value), terminator]);
};

/** The first key after all keys that begin with `prefix`. */
export const successor = (prefix: Buffer): Buffer => {
  let end = prefix.length;
  while (end > 0 && prefix[end - 1] === 0xff) end -= 1;
  const next = Buffer.from(prefix.subarray(0, end));
  next.writeUInt8(next.readUInt8(end - 1) + 1, end - 1);
  return next;
};
