import { resourceInUse, resourceNotFound } from '../errors.ts';
import {
  counterKey,
  expiryPrefix,
  idOfPurgeKey,
  indexesPrefix,
  itemsPrefix,
  measuresKey,
  purgeKey,
  tableKey,
  wholeKind,
  within,
} from './layout.ts';
import type { Store, StoreOperation } from './store.ts';
import type { Table } from './table.ts';

/** The tables, in memory and on disk. */
export interface Catalog {
  /** @throws ResourceNotFoundException */
  get(name: string): Table;
  names(): readonly string[];
  /** @throws ResourceInUseException when a table of that name is there. */
  create(table: Omit<Table, 'id'>): Promise<Table>;
  /** Stores the table's new definition, and `more` in the same batch. */
  replace(table: Table, more: readonly StoreOperation[]): Promise<void>;
  drop(table: Table): Promise<void>;
}

/** Reads the tables, and ends what a crash left of a table's removal. */
export async function openCatalog(store: Store): Promise<Catalog> {
  const tables = await loadTables(store);
  await finishPurges(store);
  return {
    get(name) {
      const table = tables.get(name);
      if (table === undefined) throw resourceNotFound();
      return table;
    },
    names: () => [...tables.keys()].sort(),
    async create(definition) {
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
    async replace(table, more) {
      await store.commit([put(table), ...more]);
      tables.set(table.name, table);
    },
    async drop(table) {
      await store.commit([
        { type: 'del', key: tableKey(table.name) },
        { type: 'put', key: purgeKey(table.id), value: '' },
      ]);
      tables.delete(table.name);
      await purge(store, table.id);
    },
  };
}

function put(table: Table): StoreOperation {
  return { type: 'put', key: tableKey(table.name), value: JSON.stringify(table) };
}

async function loadTables(store: Store): Promise<Map<string, Table>> {
  const tables = new Map<string, Table>();
  for await (const chunk of store.chunks(wholeKind('table'))) {
    for (const [, value] of chunk) {
      const table = JSON.parse(value) as Table;
      tables.set(table.name, table);
    }
  }
  return tables;
}

async function finishPurges(store: Store): Promise<void> {
  for await (const chunk of store.chunks(wholeKind('purge'))) {
    for (const [key] of chunk) await purge(store, idOfPurgeKey(key));
  }
}

async function purge(store: Store, tableId: number): Promise<void> {
  for (const prefix of [itemsPrefix(tableId), indexesPrefix(tableId), expiryPrefix(tableId)]) {
    await store.clear(within(prefix));
  }
  await store.commit([
    { type: 'del', key: measuresKey(tableId) },
    { type: 'del', key: purgeKey(tableId) },
  ]);
}
