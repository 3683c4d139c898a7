import type { AttributeMap } from '../values/attribute-value.ts';
import { itemBytes } from '../values/item-size.ts';
import type { ItemChange } from './change-feed.ts';
import { projectedItem } from './index-entry.ts';
import { itemsPrefix, within } from './layout.ts';
import type { Store } from './store.ts';
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
 * Counts a table once, when it is first asked for, and keeps count of what is committed from then
 * on: a description of a large table costs its full walk only once after a start.
 */
export interface Statistics {
  /** To be called within the write queue. */
  of(table: Table): Promise<TableMeasures>;
  /** To be called within the write queue, for what has been committed. */
  apply(change: ItemChange): void;
}

const nothing: Measure = { count: 0, bytes: 0 };

export function createStatistics(store: Store): Statistics {
  const known = new Map<number, TableMeasures>();
  return {
    async of(table) {
      const measures = known.get(table.id) ?? (await countTable(store, table));
      known.set(table.id, measures);
      return measures;
    },
    apply(change) {
      const measures = known.get(change.table.id);
      if (measures !== undefined) known.set(change.table.id, adjusted(measures, change));
    },
  };
}

async function countTable(store: Store, table: Table): Promise<TableMeasures> {
  let measures: TableMeasures = { items: nothing, indexes: table.indexes.map(() => nothing) };
  for await (const chunk of store.chunks(within(itemsPrefix(table.id)))) {
    for (const [, text] of chunk) {
      const after = JSON.parse(text) as AttributeMap;
      measures = adjusted(measures, { table, before: undefined, after });
    }
  }
  return measures;
}

function adjusted(measures: TableMeasures, { table, before, after }: ItemChange): TableMeasures {
  return {
    items: replaced(measures.items, before, after),
    indexes: table.indexes.map((index, at) =>
      replaced(
        measures.indexes[at] ?? nothing,
        before && projectedItem(table, index, before),
        after && projectedItem(table, index, after),
      ),
    ),
  };
}

function replaced(
  { count, bytes }: Measure,
  before: AttributeMap | undefined,
  after: AttributeMap | undefined,
): Measure {
  return {
    count: count + (after === undefined ? 0 : 1) - (before === undefined ? 0 : 1),
    bytes: bytes + itemBytes(after ?? {}) - itemBytes(before ?? {}),
  };
}
