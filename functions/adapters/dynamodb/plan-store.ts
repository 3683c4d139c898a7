import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { PlanStore } from '../../application/planning/planning-ports.ts';
import { Plan } from '../../domain/plan/plan.ts';
import { canonicalJson } from '../../domain/shared/canonical.ts';
import { Conflict } from '../../domain/shared/errors.ts';
import { Digest } from '../../domain/shared/ids.ts';
import { itemsBelow, queryAll } from './query-all.ts';
import { isConditionFailure, translateStoreError } from './store-errors.ts';
import { partitions, toItem } from './table.ts';
import type { Table } from './table.ts';
import { chunkName, splitText } from './text-chunks.ts';

const prefixOf = (revision: number): string => `plan#${String(revision).padStart(4, '0')}#`;

interface StoredChunk {
  readonly digest: string;
  readonly chunks: number;
  readonly text: string;
}

/** Plans as chunks of their canonical JSON; a revision that is not whole yet does not exist. */
export const makePlanStore = (table: Table): PlanStore => ({
  put: async (ref, { revision, digest, plan }) => {
    const chunks = splitText(canonicalJson(plan));
    for (const [index, text] of chunks.entries()) {
      const key = {
        pk: partitions.task(ref),
        sk: `${prefixOf(revision)}${chunkName(index)}`,
      };
      try {
        await table.client.send(
          new PutItemCommand({
            TableName: table.name,
            Item: toItem(key, { digest, chunks: chunks.length, text } satisfies StoredChunk),
            ConditionExpression: 'attribute_not_exists(pk) OR digest = :digest',
            ExpressionAttributeValues: { ':digest': { S: digest } },
          }),
        );
      } catch (error) {
        if (isConditionFailure(error))
          throw new Conflict(`plan revision ${revision} of ${ref.task_id}`, error);
        throw translateStoreError(error);
      }
    }
  },
  get: async (ref, revision) => {
    const items = await queryAll(table, itemsBelow(partitions.task(ref), prefixOf(revision)));
    const chunks = items.map((item) => unmarshall(item) as StoredChunk);
    const first = chunks[0];
    if (!first || chunks.length !== first.chunks) return null;
    const plan = Plan.parse(JSON.parse(chunks.map((chunk) => chunk.text).join('')));
    return { revision, digest: Digest.parse(first.digest), plan };
  },
});
