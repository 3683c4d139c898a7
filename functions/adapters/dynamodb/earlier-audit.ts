import {
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { EarlierAudit } from '../../application/audit/audit-trail-ports.ts';
import type { AuditRecord } from '../../domain/audit/audit-record.ts';
import { readRecord } from '../../domain/audit/chain.ts';
import { canonicalJson } from '../../domain/shared/canonical.ts';
import { Conflict } from '../../domain/shared/errors.ts';
import { headKey, recordKey, recordWrites } from './audit-writes.ts';
import { cancellationReasons, translated, translateStoreError } from './store-errors.ts';
import { keyOf, partitions, toItem } from './table.ts';
import type { Item, Table } from './table.ts';

const marker = { pk: partitions.sealing(), sk: 'sealed' };

/** The attributes of an item that are no members of the record. */
const notHashed = ['pk', 'sk', 'gsi1pk', 'gsi1sk', 'ttl', 'hash'];

/** The earlier version hashed the canonical text of the attributes and did not keep it. */
const toRecord = (item: Item): AuditRecord => {
  const attributes = unmarshall(item);
  const hash = String(attributes['hash']);
  for (const name of notHashed) Reflect.deleteProperty(attributes, name);
  return readRecord({
    seq: Number(item['sk']?.S),
    canonical: canonicalJson(attributes),
    hash,
  });
};

/** The chains of the earlier version, and the copies of them that are sealed. */
export const makeEarlierAudit = (table: Table): EarlierAudit => ({
  isSealed: () =>
    translated(async () => {
      const { Item } = await table.client.send(
        new GetItemCommand({ TableName: table.name, Key: keyOf(marker) }),
      );
      return Item !== undefined;
    }),
  markSealed: () =>
    translated(async () => {
      await table.client.send(
        new PutItemCommand({ TableName: table.name, Item: toItem(marker, {}) }),
      );
    }),
  records: (org, after, limit) =>
    translated(async () => {
      const { Items = [] } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
          ExpressionAttributeValues: {
            ':pk': { S: partitions.earlierAudit(org) },
            ':first': { S: recordKey(after + 1) },
            ':last': { S: recordKey(999_999_999_999) },
          },
          Limit: limit,
          ConsistentRead: true,
        }),
      );
      return Items.map(toRecord);
    }),
  keep: async (org, head, records) => {
    try {
      await table.client.send(
        new TransactWriteItemsCommand({
          TransactItems: recordWrites(table, head, records).map(({ item }) => item),
        }),
      );
    } catch (error) {
      const isMoved = cancellationReasons(error).some(
        ({ Code }) => Code === 'ConditionalCheckFailed' || Code === 'TransactionConflict',
      );
      throw isMoved
        ? new Conflict(`audit ${partitions.audit(org, 'earlier')} ${headKey}`, error)
        : translateStoreError(error);
    }
  },
});
