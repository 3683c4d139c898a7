import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Directory } from '../../application/shared/ports.ts';
import { OrgId } from '../../domain/shared/ids.ts';
import { queryAll } from './query-all.ts';
import { translated } from './store-errors.ts';
import { keyOf, partitions, toItem } from './table.ts';
import type { Table } from './table.ts';

/** References from ids to orgs, and the list of orgs; they hold ids and nothing else. */
export const makeDirectory = (table: Table): Directory => ({
  orgOf: (id) =>
    translated(async () => {
      const { Item } = await table.client.send(
        new GetItemCommand({
          TableName: table.name,
          Key: keyOf({ pk: partitions.reference(id), sk: 'ref' }),
          ConsistentRead: true,
        }),
      );
      const org = OrgId.safeParse(Item?.['org_id']?.S);
      return org.success ? org.data : null;
    }),
  orgs: async () => {
    const items = await queryAll(table, {
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: partitions.orgs() } },
    });
    return items.map((item) => OrgId.parse(item['sk']?.S));
  },
  register: (org) =>
    translated(async () => {
      await table.client.send(
        new PutItemCommand({
          TableName: table.name,
          Item: toItem({ pk: partitions.orgs(), sk: org }, {}),
        }),
      );
    }),
});
