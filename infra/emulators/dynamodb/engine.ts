import type { Catalog } from './storage/catalog.ts';
import type { Committer } from './storage/committer.ts';
import type { Statistics } from './storage/statistics.ts';
import type { Store } from './storage/store.ts';
import { itemKey } from './storage/table.ts';
import type { Table } from './storage/table.ts';
import type { TokenLedger } from './storage/token-ledger.ts';
import type { WriteQueue } from './storage/write-queue.ts';
import type { AttributeMap } from './values/attribute-value.ts';

export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What the operations work with. */
export interface Engine {
  readonly catalog: Catalog;
  readonly store: Store;
  readonly committer: Committer;
  readonly queue: WriteQueue;
  readonly statistics: Statistics;
  readonly tokens: TokenLedger;
  readonly clock: Clock;
  readonly arnOf: (table: { readonly name: string }) => string;
}

/** Answers one request, given what its body parses to; the result is the JSON body. */
export type Operation = (engine: Engine, body: unknown) => Promise<object>;

/** The stored item with the key that `item` holds. */
export const readItem = (
  engine: Engine,
  table: Table,
  item: AttributeMap,
): AttributeMap | undefined => {
  const text = engine.store.get(itemKey(table, item));
  return text === undefined ? undefined : (JSON.parse(text) as AttributeMap);
};
