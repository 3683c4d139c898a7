import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { translated } from './store-errors.ts';
import type { Item, Table } from './table.ts';

type PartitionQuery = Omit<QueryCommandInput, 'TableName' | 'ExclusiveStartKey'>;

/** Every item of a query, page after page. For partitions that are small by design. */
export const queryAll = (table: Table, query: PartitionQuery): Promise<readonly Item[]> =>
  translated(async () => {
    const items: Item[] = [];
    let start: Item | undefined;
    do {
      const page = await table.client.send(
        new QueryCommand({ ...query, TableName: table.name, ExclusiveStartKey: start }),
      );
      items.push(...(page.Items ?? []));
      start = page.LastEvaluatedKey;
    } while (start);
    return items;
  });

/** A query for the items of one partition whose sort key begins with a prefix. */
export const itemsBelow = (pk: string, prefix: string): PartitionQuery => ({
  KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
  ExpressionAttributeValues: { ':pk': { S: pk }, ':prefix': { S: prefix } },
  ConsistentRead: true,
});
