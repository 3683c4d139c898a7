import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { CounterIncrement, Counters } from '../../application/ports.ts';
import { counterNames } from '../../domain/shared/counters.ts';
import { queryAll } from './query-all.ts';
import { keyOf, partitions } from './table.ts';
import type { Item, Table } from './table.ts';
import type { Write } from './unit-of-work.ts';

/** Increments of one counter spread over this many items, so that busy counters rarely collide. */
const shards = 8;

const labelText = (labels: Readonly<Record<string, string>>): string =>
  JSON.stringify(Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))));

const update = (table: Table, { name, labels, by }: CounterIncrement) => ({
  TableName: table.name,
  Key: keyOf({
    pk: partitions.counter(name),
    sk: `${labelText(labels)}#${Math.floor(Math.random() * shards)}`,
  }),
  UpdateExpression: 'ADD #value :by',
  ExpressionAttributeNames: { '#value': 'value' },
  ExpressionAttributeValues: { ':by': { N: String(by) } } satisfies Item,
});

const mergeEqual = (increments: readonly CounterIncrement[]): readonly CounterIncrement[] => {
  const merged = new Map<string, CounterIncrement>();
  for (const increment of increments) {
    const key = `${increment.name}${labelText(increment.labels)}`;
    merged.set(key, { ...increment, by: increment.by + (merged.get(key)?.by ?? 0) });
  }
  return [...merged.values()];
};

/** Counter updates as items of a transaction: they count once with it, or not at all. */
export const counterWrites = (table: Table, increments: readonly CounterIncrement[]): Write[] =>
  mergeEqual(increments).map((increment) => ({
    item: { Update: update(table, increment) },
    conflictsOn: null,
  }));

const readCounter = async (table: Table, name: string) => {
  const totals = new Map<string, number>();
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: partitions.counter(name) } },
  });
  for (const item of items) {
    const { sk, value } = unmarshall(item) as { sk: string; value: number };
    const labels = sk.slice(0, sk.lastIndexOf('#'));
    totals.set(labels, (totals.get(labels) ?? 0) + value);
  }
  return [...totals].map(([labels, value]) => ({
    name,
    labels: JSON.parse(labels) as Record<string, string>,
    value,
  }));
};

/** Counters kept in the store, so that they are right across functions. */
export const makeCounterStore = (table: Table): Counters => ({
  read: async () =>
    (await Promise.all(counterNames.map((name) => readCounter(table, name)))).flat(),
});
