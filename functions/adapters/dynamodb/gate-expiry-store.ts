import { DeleteItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { GateExpiries, GateExpiry } from '../../application/approval/approval-ports.ts';
import { GateId, OrgId, TaskId } from '../../domain/shared/ids.ts';
import { translateStoreError } from './store-errors.ts';
import { fromItem, keyOf, partitions } from './table.ts';
import type { Item, Table } from './table.ts';

const StoredExpiry = z.strictObject({
  kind: z.literal('gate_expiry'),
  org_id: OrgId,
  task_id: TaskId,
  gate_id: GateId,
});

const sortKeyOf = (expiry: Pick<GateExpiry, 'expires_at' | 'gate_id'>): string =>
  `${expiry.expires_at}#gate#${expiry.gate_id}`;

const toExpiry = (item: Item): GateExpiry => {
  const { org_id, task_id, gate_id } = fromItem(StoredExpiry, item);
  const expires_at = (item['sk']?.S ?? '').split('#')[0] ?? '';
  return { org_id, task_id, gate_id, expires_at };
};

/** The lines of the due list that are about gates, in the order of their times. */
export const makeGateExpiryStore = (table: Table): GateExpiries => ({
  due: async (now, limit) => {
    const found: GateExpiry[] = [];
    let start: Item | undefined;
    try {
      do {
        const page = await table.client.send(
          new QueryCommand({
            TableName: table.name,
            // '$' sorts right after '#', so this ends with the lines of this very millisecond.
            KeyConditionExpression: 'pk = :pk AND sk < :until',
            FilterExpression: '#kind = :kind',
            ExpressionAttributeNames: { '#kind': 'kind' },
            ExpressionAttributeValues: {
              ':pk': { S: partitions.due() },
              ':until': { S: `${now}$` },
              ':kind': { S: 'gate_expiry' },
            },
            ConsistentRead: true,
            ExclusiveStartKey: start,
          }),
        );
        found.push(...(page.Items ?? []).map(toExpiry));
        start = page.LastEvaluatedKey;
      } while (start && found.length < limit);
    } catch (error) {
      throw translateStoreError(error);
    }
    return found.slice(0, limit);
  },
  settle: async (expiry) => {
    try {
      await table.client.send(
        new DeleteItemCommand({
          TableName: table.name,
          Key: keyOf({ pk: partitions.due(), sk: sortKeyOf(expiry) }),
        }),
      );
    } catch (error) {
      throw translateStoreError(error);
    }
  },
});
