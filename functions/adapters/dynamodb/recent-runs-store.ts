import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { LetRun, RecentRuns, RunScope } from '../../application/planning/planning-ports.ts';
import { TaskId, Timestamp } from '../../domain/shared/ids.ts';
import { itemsBelow, queryAll } from './query-all.ts';
import { translated } from './store-errors.ts';
import { fromItem, partitions, toItem } from './table.ts';
import type { Table } from './table.ts';
import { chunkName } from './text-chunks.ts';

/** Asset ids of one item: at most 128 characters of three bytes each, below the 400 KB limit. */
const chunkSize = 500;
/** Kept longer than anything looks back. */
const keptSeconds = 2 * 86_400;

const StoredRun = z.strictObject({
  task_id: TaskId,
  at: Timestamp,
  asset_ids: z.array(z.string()),
});

const partitionOf = ({ org_id, environment, action }: RunScope): string =>
  partitions.runs(org_id, environment, action);

const chunksOf = (ids: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(ids.length / chunkSize) }, (_, index) =>
    ids.slice(index * chunkSize, (index + 1) * chunkSize),
  );

/**
 * Runs of one kind in one partition, the assets of a run in as many items as they need. A run that
 * is forgotten keeps its items without assets, until they go by their time to live.
 */
export const makeRecentRunsStore = (table: Table): RecentRuns => {
  const put = (scope: RunScope, sk: string, run: Omit<LetRun, keyof RunScope>) =>
    translated(() =>
      table.client.send(
        new PutItemCommand({
          TableName: table.name,
          Item: toItem(
            {
              pk: partitionOf(scope),
              sk,
              ttl: Math.ceil(Date.parse(run.at) / 1_000) + keptSeconds,
            },
            { task_id: run.task_id, at: run.at, asset_ids: run.asset_ids },
          ),
        }),
      ),
    );
  return {
    remember: async (run) => {
      for (const [index, asset_ids] of chunksOf(run.asset_ids).entries())
        await put(run, `${run.task_id}#${chunkName(index)}`, { ...run, asset_ids });
    },
    forget: async (scope, id) => {
      const items = await queryAll(table, itemsBelow(partitionOf(scope), `${id}#`));
      for (const item of items) {
        const run = fromItem(StoredRun, item);
        await put(scope, item['sk']?.S ?? '', { ...run, asset_ids: [] });
      }
    },
    since: async (scope, from) => {
      const items = await queryAll(table, {
        KeyConditionExpression: 'pk = :pk',
        FilterExpression: '#at > :from',
        ExpressionAttributeNames: { '#at': 'at' },
        ExpressionAttributeValues: { ':pk': { S: partitionOf(scope) }, ':from': { S: from } },
        ConsistentRead: true,
      });
      return items.map((item) => fromItem(StoredRun, item));
    },
  };
};
