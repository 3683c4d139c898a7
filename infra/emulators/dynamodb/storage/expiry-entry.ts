import { attributeOf } from '../values/attribute-value.ts';
import type { AttributeMap } from '../values/attribute-value.ts';
import { encodeKeyPart, successor } from './key-encoding.ts';
import { expiryPrefix } from './layout.ts';
import { itemKey } from './table.ts';
import type { Table } from './table.ts';

const longestOverdueSeconds = 5 * 365 * 24 * 60 * 60;

/** Where the table's expiry index keeps the item; undefined for an item that never expires. */
export const expiryEntryKey = (table: Table, item: AttributeMap): Buffer | undefined => {
  if (table.expiryAttribute === undefined) return undefined;
  const value = attributeOf(item, table.expiryAttribute);
  if (value === undefined || !('N' in value)) return undefined;
  return Buffer.concat([expiryPrefix(table.id), encodeKeyPart(value), itemKey(table, item)]);
};

/** The entries due at `nowSeconds`; like DynamoDB, none that is overdue for more than five years. */
export const dueRange = (table: Table, nowSeconds: number): { gte: Buffer; lt: Buffer } => {
  const prefix = expiryPrefix(table.id);
  const bound = (seconds: number): Buffer =>
    Buffer.concat([prefix, encodeKeyPart({ N: String(seconds) })]);
  return {
    gte: bound(Math.max(0, nowSeconds - longestOverdueSeconds)),
    lt: successor(bound(nowSeconds)),
  };
};
