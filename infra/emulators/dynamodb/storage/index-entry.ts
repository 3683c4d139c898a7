import { attributeOf, pick } from '../values/attribute-value.ts';
import type { AttributeMap } from '../values/attribute-value.ts';
import { encodedKey, keyAttributes } from './table.ts';
import type { GlobalIndex, Table } from './table.ts';
import { indexPrefix } from './layout.ts';

/** The attributes that an index of projection other than ALL holds. */
export const projectedNames = (table: Table, index: GlobalIndex): ReadonlySet<string> => {
  const keys = [...keyAttributes(table.schema), ...keyAttributes(index.schema)];
  return new Set([...keys.map(({ name }) => name), ...index.included]);
};

/** The item as the index holds it: its projection; undefined where a key attribute is missing. */
export const projectedItem = (
  table: Table,
  index: GlobalIndex,
  item: AttributeMap,
): AttributeMap | undefined => {
  const isComplete = keyAttributes(index.schema).every(
    ({ name }) => attributeOf(item, name) !== undefined,
  );
  if (!isComplete) return undefined;
  if (index.projection === 'ALL') return item;
  return pick(item, projectedNames(table, index));
};

/** Where the index keeps the item: by the index's key, then by the table's. */
export const indexEntryKey = (table: Table, index: GlobalIndex, item: AttributeMap): Buffer =>
  Buffer.concat([
    indexPrefix(table.id, index.position),
    encodedKey(index.schema, item),
    encodedKey(table.schema, item),
  ]);
