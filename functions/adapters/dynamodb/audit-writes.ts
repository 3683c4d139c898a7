import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { AuditEntry, AuditRecord, ChainName } from '../../domain/audit/audit-record.ts';
import { appendToChain, ChainHead, emptyChain, placeOf } from '../../domain/audit/chain.ts';
import type { OrgId } from '../../domain/shared/ids.ts';
import { translated } from './store-errors.ts';
import { fromItem, keyOf, partitions, toItem } from './table.ts';
import type { Table } from './table.ts';
import type { Write } from './write.ts';

/** The sort key of a record: its number, wide enough to sort as numbers do. */
export const recordKey = (seq: number): string => String(seq).padStart(12, '0');

/** The sort key of a head; it sorts behind every record. */
export const headKey = 'head';

/** The stored head of a chain; null while the chain has no record. */
export const readHead = async (
  table: Table,
  org: OrgId,
  chain: ChainName,
): Promise<ChainHead | null> => {
  const { Item } = await translated(() =>
    table.client.send(
      new GetItemCommand({
        TableName: table.name,
        Key: keyOf({ pk: partitions.audit(org, chain), sk: headKey }),
        ConsistentRead: true,
        ProjectionExpression: 'seq, #hash',
        ExpressionAttributeNames: { '#hash': 'hash' },
      }),
    ),
  );
  return Item ? fromItem(ChainHead, Item) : null;
};

const recordWrite = (table: Table, { org_id: org, ...record }: AuditRecord): Write => ({
  item: {
    Put: {
      TableName: table.name,
      Item: toItem(
        {
          pk: partitions.audit(org, record.chain),
          sk: recordKey(record.seq),
          gsi1pk: partitions.auditDay(org, record.at.slice(0, 10)),
          gsi1sk: placeOf(record),
        },
        // The text is the record: its members are read out of what was hashed, and nowhere else.
        { canonical: record.canonical, hash: record.hash },
      ),
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  },
  conflictsOn: null,
});

/** The head moved from where it was read. By the index, an anchorer finds the ones that changed. */
const headWrite = (table: Table, head: ChainHead, last: AuditRecord): Write => ({
  item: {
    Put: {
      TableName: table.name,
      Item: toItem(
        {
          pk: partitions.audit(last.org_id, last.chain),
          sk: headKey,
          gsi1pk: partitions.auditHeads(last.org_id),
          gsi1sk: `${last.at}#${last.chain}`,
        },
        { chain: last.chain, seq: last.seq, hash: last.hash, at: last.at },
      ),
      ...(head.seq === 0
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : {
            ConditionExpression: 'seq = :seq',
            ExpressionAttributeValues: { ':seq': { N: String(head.seq) } },
          }),
    },
  },
  conflictsOn: null,
});

/** Records that follow a head, each put if absent, and the head moved behind them. */
export const recordWrites = (
  table: Table,
  head: ChainHead,
  records: readonly AuditRecord[],
): Write[] => {
  const last = records.at(-1);
  if (!last) return [];
  return [...records.map((record) => recordWrite(table, record)), headWrite(table, head, last)];
};

/** The new links of one chain, and its head moved behind them. */
const chainWrites = async (table: Table, entries: readonly AuditEntry[]): Promise<Write[]> => {
  const [first] = entries;
  if (!first) return [];
  const head = (await readHead(table, first.org_id, first.chain)) ?? emptyChain;
  const records: AuditRecord[] = [];
  for (const entry of entries) records.push(appendToChain(records.at(-1) ?? head, entry));
  return recordWrites(table, head, records);
};

/** The writes that put the entries on record, each in its own chain. */
export const auditWrites = async (
  table: Table,
  entries: readonly AuditEntry[],
): Promise<Write[]> => {
  const chains = new Map<string, AuditEntry[]>();
  for (const entry of entries) {
    const name = partitions.audit(entry.org_id, entry.chain);
    chains.set(name, [...(chains.get(name) ?? []), entry]);
  }
  const writes = await Promise.all([...chains.values()].map((one) => chainWrites(table, one)));
  return writes.flat();
};
