import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Ledger } from '../../application/planning/planning-ports.ts';
import { PastChange } from '../../domain/quality/past-changes.ts';
import { queryAll } from './query-all.ts';
import { translated } from './store-errors.ts';
import { fromItem, partitions, toItem } from './table.ts';
import type { Table } from './table.ts';

/** What came of earlier tasks, one partition for each kind of task; the source of the track record. */
export const makeLedgerStore = (table: Table): Ledger => ({
  record: (org, entry) =>
    translated(async () => {
      await table.client.send(
        new PutItemCommand({
          TableName: table.name,
          Item: toItem({ pk: partitions.ledger(org, entry.task_type), sk: entry.task_id }, entry),
        }),
      );
    }),
  since: async (org, taskType, from) => {
    const items = await queryAll(table, {
      KeyConditionExpression: 'pk = :pk',
      FilterExpression: '#at >= :from',
      ExpressionAttributeNames: { '#at': 'at' },
      ExpressionAttributeValues: {
        ':pk': { S: partitions.ledger(org, taskType) },
        ':from': { S: from },
      },
    });
    return items.map((item) => fromItem(PastChange, item));
  },
});
