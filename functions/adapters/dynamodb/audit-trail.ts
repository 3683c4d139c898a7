import { GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { AuditTrail } from '../../application/audit/audit-trail-ports.ts';
import { ChainName } from '../../domain/audit/audit-record.ts';
import type { AuditRecord } from '../../domain/audit/audit-record.ts';
import { placeOf, readRecord } from '../../domain/audit/chain.ts';
import type { StoredChain, StoredRecord } from '../../domain/audit/chain.ts';
import { TransientFailure } from '../../domain/shared/errors.ts';
import { Digest, Timestamp } from '../../domain/shared/ids.ts';
import type { OrgId } from '../../domain/shared/ids.ts';
import type { TaskRef } from '../../domain/shared/refs.ts';
import { headKey, readHead } from './audit-writes.ts';
import { queryAll } from './query-all.ts';
import { backOff, translated } from './store-errors.ts';
import { fromItem, indexName, keyOf, partitions } from './table.ts';
import type { Item, Table } from './table.ts';

const maxAttempts = 10;

const StoredHead = z.object({
  chain: ChainName,
  seq: z.int().min(1),
  hash: Digest,
  at: Timestamp,
});

/** The place is the key's: a record that was moved says another number than the place it is at. */
const toStored = (item: Item): StoredRecord => ({
  seq: Number(item['sk']?.S),
  canonical: item['canonical']?.S ?? '',
  hash: item['hash']?.S ?? '',
});

const recordsOf = async (table: Table, pk: string): Promise<readonly StoredRecord[]> => {
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk AND sk < :head',
    ExpressionAttributeValues: { ':pk': { S: pk }, ':head': { S: headKey } },
    ConsistentRead: true,
  });
  return items.map(toStored);
};

/** Head and records of one moment: read again while the head moves, so that neither runs ahead. */
const chainOf = async (table: Table, org: OrgId, chain: ChainName): Promise<StoredChain> => {
  let head = await readHead(table, org, chain);
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const records = await recordsOf(table, partitions.audit(org, chain));
    const after = await readHead(table, org, chain);
    if (after?.seq === head?.seq) return { head: after, records };
    head = after;
    await backOff(attempt);
  }
  throw new TransientFailure('The audit chain moves too fast');
};

const headsOf =
  (table: Table): AuditTrail['heads'] =>
  (org, { from = '', after, limit }) =>
    translated(async () => {
      const { Items = [], LastEvaluatedKey } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          IndexName: indexName,
          KeyConditionExpression:
            after === undefined
              ? 'gsi1pk = :heads AND gsi1sk >= :from'
              : 'gsi1pk = :heads AND gsi1sk > :from',
          ExpressionAttributeValues: {
            ':heads': { S: partitions.auditHeads(org) },
            ':from': { S: after ?? (from || ' ') },
          },
          Limit: limit,
        }),
      );
      return {
        heads: Items.map((item) => fromItem(StoredHead, item)),
        next: LastEvaluatedKey?.['gsi1sk']?.S ?? null,
      };
    });

const ofDay =
  (table: Table): AuditTrail['ofDay'] =>
  (org, { day, above, below, limit }) =>
    translated(async () => {
      const records: AuditRecord[] = [];
      let start: Item | undefined;
      do {
        const page = await table.client.send(
          new QueryCommand({
            TableName: table.name,
            IndexName: indexName,
            KeyConditionExpression: 'gsi1pk = :day AND gsi1sk BETWEEN :above AND :below',
            ExpressionAttributeValues: {
              ':day': { S: partitions.auditDay(org, day) },
              ':above': { S: above },
              ':below': { S: below },
            },
            ScanIndexForward: false,
            Limit: limit + 2,
            ExclusiveStartKey: start,
          }),
        );
        records.push(
          ...(page.Items ?? [])
            .map((item) => readRecord(toStored(item)))
            .filter((record) => placeOf(record) > above && placeOf(record) < below),
        );
        start = page.LastEvaluatedKey;
      } while (start && records.length < limit);
      return records.slice(0, limit);
    });

const earlierOfTask = async (table: Table, ref: TaskRef): Promise<AuditRecord[]> => {
  const places = await queryAll(table, {
    IndexName: indexName,
    KeyConditionExpression: 'gsi1pk = :task',
    ExpressionAttributeValues: { ':task': { S: partitions.earlierAuditOf(ref) } },
    ProjectionExpression: 'sk',
  });
  const items = await Promise.all(
    places.map((place) =>
      translated(() =>
        table.client.send(
          new GetItemCommand({
            TableName: table.name,
            Key: keyOf({ pk: partitions.audit(ref.org_id, 'earlier'), sk: place['sk']?.S ?? '' }),
          }),
        ),
      ),
    ),
  );
  return items.flatMap(({ Item }) => (Item ? [readRecord(toStored(Item))] : []));
};

/** The hash chains of an org. Links are appended by the unit of work. */
export const makeAuditTrail = (table: Table): AuditTrail => ({
  chain: (org, chain) => chainOf(table, org, chain),
  head: (org, chain) => readHead(table, org, chain),
  heads: headsOf(table),
  ofDay: ofDay(table),
  earlierOfTask: (ref) => earlierOfTask(table, ref),
});
