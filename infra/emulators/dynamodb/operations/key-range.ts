import type { KeyCondition } from '../expressions/key-condition.ts';
import type { AttributeValue } from '../values/attribute-value.ts';
import { encodeKeyPart, encodeKeyPrefix, successor } from '../storage/key-encoding.ts';

interface Bounds {
  readonly gte: Buffer;
  readonly lt: Buffer;
}

/** The keys on disk that a key condition selects, below the prefix of a table or an index. */
export const keyRange = (prefix: Buffer, condition: KeyCondition): Bounds => {
  const partition = Buffer.concat([prefix, encodeKeyPart(condition.hash)]);
  const whole = { gte: partition, lt: successor(partition) };
  const { range } = condition;
  if (range === undefined) return whole;
  const at = (value: AttributeValue): Buffer => Buffer.concat([partition, encodeKeyPart(value)]);
  const after = (value: AttributeValue): Buffer => successor(at(value));
  switch (range.kind) {
    case '=':
      return { gte: at(range.value), lt: after(range.value) };
    case '<':
      return { ...whole, lt: at(range.value) };
    case '<=':
      return { ...whole, lt: after(range.value) };
    case '>':
      return { ...whole, gte: after(range.value) };
    case '>=':
      return { ...whole, gte: at(range.value) };
    case 'between':
      return { gte: at(range.low), lt: after(range.high) };
    case 'begins_with': {
      const start = Buffer.concat([partition, encodeKeyPrefix(range.value)]);
      return { gte: start, lt: successor(start) };
    }
  }
};

/** The part of a range that lies after a key, in the direction of the walk. */
export const rangeAfter = (range: Bounds, key: Buffer, reverse: boolean): Bounds =>
  reverse ? { ...range, lt: key } : { ...range, gte: Buffer.concat([key, Buffer.from([0])]) };

export const isWithin = ({ gte, lt }: Bounds, key: Buffer): boolean =>
  Buffer.compare(key, gte) >= 0 && Buffer.compare(key, lt) < 0;
