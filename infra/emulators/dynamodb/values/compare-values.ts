import { attributeOf } from './attribute-value.ts';
import type { AttributeMap, AttributeValue } from './attribute-value.ts';
import { compareDecimals, parseDecimal } from './decimal.ts';

/** Whether two items have the same attributes with equal values. */
export const equalMaps = (left: AttributeMap, right: AttributeMap): boolean => {
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return false;
  return names.every((name) => {
    const [ours, theirs] = [attributeOf(left, name), attributeOf(right, name)];
    // eslint-disable-next-line @typescript-eslint/no-use-before-define -- they call each other
    return ours !== undefined && theirs !== undefined && equalValues(ours, theirs);
  });
};

const equalLists = (left: readonly AttributeValue[], right: readonly AttributeValue[]): boolean => {
  if (left.length !== right.length) return false;
  return left.every((value, index) => {
    const other = right[index];
    // eslint-disable-next-line @typescript-eslint/no-use-before-define -- they call each other
    return other !== undefined && equalValues(value, other);
  });
};

const equalSets = (left: readonly string[], right: readonly string[]): boolean => {
  if (left.length !== right.length) return false;
  const members = new Set(left);
  return right.every((member) => members.has(member));
};

/** Equality as DynamoDB has it: same type, same content; sets and maps without an order. */
export const equalValues = (left: AttributeValue, right: AttributeValue): boolean => {
  if ('S' in left) return 'S' in right && left.S === right.S;
  if ('N' in left) return 'N' in right && left.N === right.N;
  if ('B' in left) return 'B' in right && left.B === right.B;
  if ('BOOL' in left) return 'BOOL' in right && left.BOOL === right.BOOL;
  if ('NULL' in left) return 'NULL' in right;
  if ('M' in left) return 'M' in right && equalMaps(left.M, right.M);
  if ('L' in left) return 'L' in right && equalLists(left.L, right.L);
  if ('SS' in left) return 'SS' in right && equalSets(left.SS, right.SS);
  if ('NS' in left) return 'NS' in right && equalSets(left.NS, right.NS);
  return 'BS' in right && equalSets(left.BS, right.BS);
};

const bytesOf = (base64: string): Buffer => Buffer.from(base64, 'base64');

/**
 * Negative, zero or positive; undefined where DynamoDB has no order: different types, or types
 * other than `S` (by UTF-8 bytes), `N` and `B` (unsigned bytes).
 */
export const compareScalars = (left: AttributeValue, right: AttributeValue): number | undefined => {
  if ('S' in left && 'S' in right) return Buffer.compare(Buffer.from(left.S), Buffer.from(right.S));
  if ('N' in left && 'N' in right) {
    return compareDecimals(parseDecimal(left.N), parseDecimal(right.N));
  }
  if ('B' in left && 'B' in right) return Buffer.compare(bytesOf(left.B), bytesOf(right.B));
  return undefined;
};

/** `begins_with`: both strings or both binaries. */
export const beginsWith = (value: AttributeValue, prefix: AttributeValue): boolean => {
  if ('S' in value && 'S' in prefix) return value.S.startsWith(prefix.S);
  if ('B' in value && 'B' in prefix) {
    const start = bytesOf(prefix.B);
    return bytesOf(value.B).subarray(0, start.length).equals(start);
  }
  return false;
};

/** `contains`: a part of a string or binary, an element of a set, or an element of a list. */
export const containsValue = (container: AttributeValue, element: AttributeValue): boolean => {
  if ('S' in container) return 'S' in element && container.S.includes(element.S);
  if ('B' in container) return 'B' in element && bytesOf(container.B).includes(bytesOf(element.B));
  if ('SS' in container) return 'S' in element && container.SS.includes(element.S);
  if ('NS' in container) return 'N' in element && container.NS.includes(element.N);
  if ('BS' in container) return 'B' in element && container.BS.includes(element.B);
  return 'L' in container && container.L.some((member) => equalValues(member, element));
};

/** `size`: characters, bytes or elements; undefined for types that have none. */
export const sizeOf = (value: AttributeValue): number | undefined => {
  if ('S' in value) return value.S.length;
  if ('B' in value) return bytesOf(value.B).length;
  if ('SS' in value) return value.SS.length;
  if ('NS' in value) return value.NS.length;
  if ('BS' in value) return value.BS.length;
  if ('L' in value) return value.L.length;
  return 'M' in value ? Object.keys(value.M).length : undefined;
};
