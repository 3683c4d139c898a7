import type { AttributeMap } from '../values/attribute-value.ts';
import { itemBytes } from '../values/item-size.ts';
import type { ItemChange } from './change-feed.ts';
import { projectedItem } from './index-entry.ts';
import { itemsPrefix, measuresKey, within } from './layout.ts';
import type { Store, StoreOperation } from './store.ts';
import type { Table } from './table.ts';

export interface Measure {
  readonly count: number;
  readonly bytes: number;
}

/** How many items a table and its indexes hold, and what they weigh. */
interface TableMeasures {
  readonly items: Measure;
  /** In the order of the table's indexes. */
  readonly indexes: readonly Measure[];
}

/**
 * Keeps count in the batches that change a table, so that its description never walks it. Only a
 * table that was filled before its count was kept is walked, once.
 */
export interface Statistics {
  /** To be called within the write queue. */
  readonly of: (table: Table) => Promise<TableMeasures>;
  /** What must go into the batch of these changes. To be called within the write queue. */
  readonly operations: (changes: readonly ItemChange[]) => readonly StoreOperation[];
}

const nothing: Measure = { count: 0, bytes: 0 };

const readMeasures = (store: Store, table: Table): TableMeasures | undefined => {
  const text = store.get(measuresKey(table.id));
  return text === undefined ? undefined : (JSON.parse(text) as TableMeasures);
};

const replaced = (
  { count, bytes }: Measure,
  before: AttributeMap | undefined,
  after: AttributeMap | undefined,
): Measure => ({
  count: count + (after === undefined ? 0 : 1) - (before === undefined ? 0 : 1),
  bytes: bytes + itemBytes(after ?? {}) - itemBytes(before ?? {}),
});

const adjusted = (
  measures: TableMeasures,
  { table, before, after }: ItemChange,
): TableMeasures => ({
  items: replaced(measures.items, before, after),
  indexes: table.indexes.map((index, at) =>
    replaced(
      measures.indexes[at] ?? nothing,
      before && projectedItem(table, index, before),
      after && projectedItem(table, index, after),
    ),
  ),
});

const countTable = async (store: Store, table: Table): Promise<TableMeasures> => {
  let measures: TableMeasures = { items: nothing, indexes: table.indexes.map(() => nothing) };
  for await (const chunk of store.chunks(within(itemsPrefix(table.id)))) {
    for (const [, text] of chunk) {
      const after = JSON.parse(text) as AttributeMap;
      measures = adjusted(measures, { table, before: undefined, after });
    }
  }
  return measures;
};

const putMeasures = (tableId: number, measures: TableMeasures): StoreOperation => ({
  type: 'put',
  key: measuresKey(tableId),
  value: JSON.stringify(measures),
});

export const createStatistics = (store: Store): Statistics => ({
  of: async (table) => {
    const kept = readMeasures(store, table);
    if (kept !== undefined) return kept;
    const counted = await countTable(store, table);
    await store.commit([putMeasures(table.id, counted)]);
    return counted;
  },
  operations: (changes) => {
    const sums = new Map<number, TableMeasures>();
    for (const change of changes) {
      const { table } = change;
      const measures = sums.get(table.id) ?? readMeasures(store, table);
      if (measures !== undefined) sums.set(table.id, adjusted(measures, change));
    }
    return [...sums].map(([tableId, measures]) => putMeasures(tableId, measures));
  },
});
