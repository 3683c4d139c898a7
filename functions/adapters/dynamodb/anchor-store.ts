import {
  BatchGetItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { AnchorStore } from '../../application/audit/anchor-ports.ts';
import { Anchor } from '../../domain/audit/anchor.ts';
import { ChainName } from '../../domain/audit/audit-record.ts';
import { TransientFailure } from '../../domain/shared/errors.ts';
import type { OrgId } from '../../domain/shared/ids.ts';
import {
  backOff,
  cancellationReasons,
  isPassingCancellation,
  translated,
  translateStoreError,
} from './store-errors.ts';
import { fromItem, keyOf, partitions, toItem } from './table.ts';
import type { Item, Table } from './table.ts';

const maxAttempts = 10;
/** Most keys of one BatchGetItem. */
const batchSize = 100;

/** Which record of a chain is anchored last, and by which anchor. */
const Mark = z.strictObject({ chain: ChainName, seq: z.int().min(1), anchor: z.int().min(1) });
type Mark = z.infer<typeof Mark>;

const anchorKey = (org: OrgId, seq: number) => ({
  pk: partitions.anchors(org),
  sk: String(seq).padStart(12, '0'),
});

const markKey = (org: OrgId, chain: ChainName) => ({ pk: partitions.anchored(org), sk: chain });

const query = (
  table: Table,
  org: OrgId,
  page: { readonly after: number; readonly limit: number; readonly isNewestFirst?: true },
): Promise<readonly Anchor[]> =>
  translated(async () => {
    const anchors: Anchor[] = [];
    let start: Item | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          KeyConditionExpression: 'pk = :pk AND sk > :after',
          ExpressionAttributeValues: {
            ':pk': { S: partitions.anchors(org) },
            ':after': { S: anchorKey(org, page.after).sk },
          },
          ConsistentRead: true,
          ScanIndexForward: page.isNewestFirst !== true,
          Limit: page.limit - anchors.length,
          ExclusiveStartKey: start,
        }),
      );
      anchors.push(...Items.map((item) => fromItem(Anchor, item)));
      start = LastEvaluatedKey;
    } while (start && anchors.length < page.limit);
    return anchors;
  });

const readMarks = async (table: Table, keys: readonly Item[]): Promise<readonly Mark[]> => {
  const marks: Mark[] = [];
  let left = [...keys];
  for (let attempt = 0; left.length > 0; attempt += 1) {
    if (attempt === maxAttempts) throw new TransientFailure('The store is too busy');
    if (attempt > 0) await backOff(attempt);
    const { Responses, UnprocessedKeys } = await table.client.send(
      new BatchGetItemCommand({
        RequestItems: { [table.name]: { Keys: left, ConsistentRead: true } },
      }),
    );
    marks.push(...(Responses?.[table.name] ?? []).map((item) => fromItem(Mark, item)));
    left = UnprocessedKeys?.[table.name]?.Keys ?? [];
  }
  return marks;
};

const marksOf = (
  table: Table,
  org: OrgId,
  chains: readonly ChainName[],
): Promise<readonly Mark[]> =>
  translated(async () => {
    const keys = [...new Set(chains)].map((chain) => keyOf(markKey(org, chain)));
    const marks: Mark[] = [];
    for (let start = 0; start < keys.length; start += batchSize) {
      marks.push(...(await readMarks(table, keys.slice(start, start + batchSize))));
    }
    return marks;
  });

const writesOf = (table: Table, anchor: Anchor) => [
  {
    Put: {
      TableName: table.name,
      Item: toItem(anchorKey(anchor.org_id, anchor.seq), anchor),
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  },
  ...anchor.leaves.map(({ chain, seq }) => ({
    Put: {
      TableName: table.name,
      Item: toItem(markKey(anchor.org_id, chain), { chain, seq, anchor: anchor.seq }),
    },
  })),
];

const append = async (table: Table, anchor: Anchor): Promise<boolean> => {
  const command = new TransactWriteItemsCommand({ TransactItems: writesOf(table, anchor) });
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    try {
      await table.client.send(command);
      return true;
    } catch (error) {
      // Only the anchor has a condition: its number is taken.
      const [ofAnchor] = cancellationReasons(error);
      if (ofAnchor?.Code === 'ConditionalCheckFailed') return false;
      if (!isPassingCancellation(error)) throw translateStoreError(error);
      await backOff(attempt);
    }
  }
  throw new TransientFailure('The store is too busy');
};

/**
 * Anchors and, of each chain, a mark of what is anchored. Nothing here replaces an anchor, and marks
 * are read by the anchorer alone: whoever verifies goes by anchors.
 */
export const makeAnchorStore = (table: Table): AnchorStore => ({
  last: async (org) =>
    (await query(table, org, { after: 0, limit: 1, isNewestFirst: true }))[0] ?? null,
  list: (org, page) => query(table, org, page),
  anchoredSeqs: async (org, chains) =>
    new Map((await marksOf(table, org, chains)).map(({ chain, seq }) => [chain, seq])),
  append: (anchor) => append(table, anchor),
});
