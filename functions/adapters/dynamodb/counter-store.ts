import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Counters, CounterSample } from '../../application/service/counter-ports.ts';
import { counterNames } from '../../domain/shared/counters.ts';
import { queryAll } from './query-all.ts';
import { keyOf, partitions } from './table.ts';
import type { Item, Table } from './table.ts';
import type { Write } from './write.ts';
import type { CounterIncrement } from '../../domain/shared/changes.ts';

/** Increments of one counter spread over this many items, so that busy counters rarely collide. */
const shards = 8;

const labelText = (labels: Readonly<Record<string, string>>): string =>
  JSON.stringify(Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))));

const update = (table: Table, { org_id, name, labels, by }: CounterIncrement) => ({
  TableName: table.name,
  Key: keyOf({
    pk: partitions.counters(org_id),
    sk: `${name}#${labelText(labels)}#${Math.floor(Math.random() * shards)}`,
  }),
  UpdateExpression: 'ADD #value :by',
  ExpressionAttributeNames: { '#value': 'value' },
  ExpressionAttributeValues: { ':by': { N: String(by) } } satisfies Item,
});

const mergeEqual = (increments: readonly CounterIncrement[]): readonly CounterIncrement[] => {
  const merged = new Map<string, CounterIncrement>();
  for (const increment of increments) {
    const key = `${increment.org_id}#${increment.name}${labelText(increment.labels)}`;
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

interface Series {
  readonly name: string;
  /** As `labelText` wrote them. */
  readonly labels: string;
}

/** All shards of each series added up. */
const readSeries = async (
  table: Table,
  pk: string,
  seriesOf: (sk: string) => Series,
): Promise<readonly CounterSample[]> => {
  const totals = new Map<string, { series: Series; value: number }>();
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: pk } },
  });
  for (const item of items) {
    const { sk, value } = unmarshall(item) as { sk: string; value: number };
    const key = sk.slice(0, sk.lastIndexOf('#'));
    const total = totals.get(key)?.value ?? 0;
    totals.set(key, { series: seriesOf(key), value: total + value });
  }
  return [...totals.values()].map(({ series, value }) => ({
    name: series.name,
    labels: JSON.parse(series.labels) as Record<string, string>,
    value,
  }));
};

const splitKey = (key: string): Series => {
  const at = key.indexOf('#');
  return { name: key.slice(0, at), labels: key.slice(at + 1) };
};

/** Counters kept in the store by org, so that they are right across functions and tell no other org. */
export const makeCounterStore = (table: Table): Counters => ({
  ofOrg: (org) => readSeries(table, partitions.counters(org), splitKey),
  ofNoOrg: async () =>
    (
      await Promise.all(
        counterNames.map((name) =>
          readSeries(table, partitions.counterOfNoOrg(name), (labels) => ({ name, labels })),
        ),
      )
    ).flat(),
});
