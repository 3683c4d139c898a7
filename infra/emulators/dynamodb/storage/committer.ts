import { equalMaps } from '../values/compare-values.ts';
import type { AttributeMap } from '../values/attribute-value.ts';
import type { ChangeFeed, ChangeRecord, ItemChange } from './change-feed.ts';
import { expiryEntryKey } from './expiry-entry.ts';
import { indexEntryKey, projectedItem } from './index-entry.ts';
import type { Statistics } from './statistics.ts';
import type { Store, StoreOperation } from './store.ts';
import { itemKey } from './table.ts';
import type { GlobalIndex, Table } from './table.ts';

export type ChangeListener = (record: ChangeRecord) => void;

/** Writes items with everything that hangs on them, in one atomic batch. */
export interface Committer {
  /** Items, index entries, expiry entries, change records and `more`: all or nothing. */
  readonly commit: (
    changes: readonly ItemChange[],
    more?: readonly StoreOperation[],
  ) => Promise<void>;
  readonly onChange: (listener: ChangeListener) => void;
}

/** DynamoDB writes no stream record where nothing changed; then there is nothing to write at all. */
const isEffective = ({ before, after }: ItemChange): boolean => {
  if (before === undefined || after === undefined) return before !== after;
  return !equalMaps(before, after);
};

interface Entry {
  readonly key: Buffer;
  readonly value: string;
}

const replace = (
  before: Entry | undefined,
  after: Entry | undefined,
): readonly StoreOperation[] => {
  if (before !== undefined && after?.key.equals(before.key) === true) {
    return before.value === after.value ? [] : [{ type: 'put', ...after }];
  }
  return [
    ...(before === undefined ? [] : [{ type: 'del' as const, key: before.key }]),
    ...(after === undefined ? [] : [{ type: 'put' as const, ...after }]),
  ];
};

const indexEntry = (
  table: Table,
  index: GlobalIndex,
  item: AttributeMap | undefined,
): Entry | undefined => {
  const projected = item === undefined ? undefined : projectedItem(table, index, item);
  if (projected === undefined) return undefined;
  return { key: indexEntryKey(table, index, projected), value: JSON.stringify(projected) };
};

const expiryEntry = (table: Table, item: AttributeMap | undefined): Entry | undefined => {
  const key = item === undefined ? undefined : expiryEntryKey(table, item);
  if (key === undefined || item === undefined) return undefined;
  return { key, value: itemKey(table, item).toString('base64') };
};

const operationsOf = (change: ItemChange): readonly StoreOperation[] => {
  const { table, before, after } = change;
  const operations: StoreOperation[] = [];
  if (after !== undefined) {
    operations.push({ type: 'put', key: itemKey(table, after), value: JSON.stringify(after) });
  } else if (before !== undefined) {
    operations.push({ type: 'del', key: itemKey(table, before) });
  }
  for (const index of table.indexes) {
    operations.push(...replace(indexEntry(table, index, before), indexEntry(table, index, after)));
  }
  operations.push(...replace(expiryEntry(table, before), expiryEntry(table, after)));
  return operations;
};

const guarded = (run: () => void, onDefect: (error: unknown) => void): void => {
  try {
    run();
  } catch (error) {
    onDefect(error);
  }
};

export const createCommitter = (parts: {
  store: Store;
  feed: ChangeFeed;
  statistics: Statistics;
  /** Told of a listener's fault, which must not look like a failed write. */
  onDefect: (error: unknown) => void;
}): Committer => {
  const { store, feed, statistics, onDefect } = parts;
  const listeners: ChangeListener[] = [];
  return {
    onChange: (listener) => {
      listeners.push(listener);
    },
    commit: async (changes, more = []) => {
      const operations: StoreOperation[] = [...more];
      const records: ChangeRecord[] = [];
      const effective = changes.filter(isEffective);
      for (const change of effective) {
        operations.push(...operationsOf(change));
        const entry = feed.append(change);
        if (entry === undefined) continue;
        operations.push(entry.operation);
        records.push(entry.record);
      }
      operations.push(...statistics.operations(effective));
      if (operations.length > 0) await store.commit(operations);
      for (const record of records) {
        for (const listener of listeners) guarded(() => listener(record), onDefect);
      }
    },
  };
};
