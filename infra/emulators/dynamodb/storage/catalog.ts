import { resourceInUse, resourceNotFound } from '../errors.ts';
import { counterKey, tableKey, wholeKind } from './layout.ts';
import type { Store, StoreOperation } from './store.ts';
import type { Table } from './table.ts';

/** The tables, in memory and on disk. */
export interface Catalog {
  /** @throws ResourceNotFoundException */
  readonly get: (name: string) => Table;
  readonly names: () => readonly string[];
  /** @throws ResourceInUseException when a table of that name is there. */
  readonly create: (table: Omit<Table, 'id'>) => Promise<Table>;
  /** Stores the table's new definition, and `more` in the same batch. */
  readonly replace: (table: Table, more: readonly StoreOperation[]) => Promise<void>;
}

const loadTables = async (store: Store): Promise<Map<string, Table>> => {
  const tables = new Map<string, Table>();
  for await (const chunk of store.chunks(wholeKind('table'))) {
    for (const [, value] of chunk) {
      const table = JSON.parse(value) as Table;
      tables.set(table.name, table);
    }
  }
  return tables;
};

const put = (table: Table): StoreOperation => ({
  type: 'put',
  key: tableKey(table.name),
  value: JSON.stringify(table),
});

/** Reads the tables. */
export const openCatalog = async (store: Store): Promise<Catalog> => {
  const tables = await loadTables(store);
  return {
    get: (name) => {
      const table = tables.get(name);
      if (table === undefined) throw resourceNotFound();
      return table;
    },
    names: () => [...tables.keys()].sort(),
    create: async (definition) => {
      if (tables.has(definition.name)) {
        throw resourceInUse(`Table already exists: ${definition.name}`);
      }
      const id = Number(store.get(counterKey('tables')) ?? '0') + 1;
      const table: Table = { ...definition, id };
      await store.commit([
        { type: 'put', key: counterKey('tables'), value: String(id) },
        put(table),
      ]);
      tables.set(table.name, table);
      return table;
    },
    replace: async (table, more) => {
      await store.commit([put(table), ...more]);
      tables.set(table.name, table);
    },
  };
};
