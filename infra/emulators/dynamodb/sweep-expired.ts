import type { Engine } from './engine.ts';
import type { ItemChange } from './storage/change-feed.ts';
import { dueRange } from './storage/expiry-entry.ts';
import type { Table } from './storage/table.ts';
import type { AttributeMap } from './values/attribute-value.ts';

const itemsPerBatch = 100;

const dueRemovals = async (engine: Engine, table: Table): Promise<readonly ItemChange[]> => {
  const changes: ItemChange[] = [];
  const range = dueRange(table, Math.floor(engine.clock.now() / 1000));
  for await (const chunk of engine.store.chunks(range)) {
    for (const [, itemKey] of chunk) {
      const text = engine.store.get(Buffer.from(itemKey, 'base64'));
      if (text === undefined) continue;
      const before = JSON.parse(text) as AttributeMap;
      changes.push({ table, before, after: undefined, isExpiry: true });
      if (changes.length === itemsPerBatch) return changes;
    }
  }
  return changes;
};

/** One turn in the write queue, so that a long sweep doesn't hold up other writes. */
const sweepBatch = (engine: Engine, tableName: string): Promise<number> =>
  engine.queue.run(async () => {
    if (!engine.catalog.names().includes(tableName)) return 0;
    const table = engine.catalog.get(tableName);
    if (table.expiryAttribute === undefined) return 0;
    const changes = await dueRemovals(engine, table);
    await engine.committer.commit(changes);
    return changes.length;
  });

/**
 * Deletes the items whose time to live has passed, as DynamoDB's own sweep does: with a change
 * record that names the service as the one who deleted.
 *
 * @returns how many items went.
 */
export const sweepExpired = async (engine: Engine): Promise<number> => {
  let swept = 0;
  for (const name of engine.catalog.names()) {
    let batch = await sweepBatch(engine, name);
    while (batch > 0) {
      swept += batch;
      batch = await sweepBatch(engine, name);
    }
  }
  return swept;
};
