import { PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { Clock, IdempotencyStore } from '../../application/ports.ts';
import { TaskId } from '../../domain/shared/ids.ts';
import type { OrgId } from '../../domain/shared/ids.ts';
import { isConditionFailure, translateStoreError } from './store-errors.ts';
import { fromItem, keyOf, partitions, toItem } from './table.ts';
import type { Table } from './table.ts';

const keptSeconds = 24 * 3_600;
/** A claim whose request died is free again after this long: longer than any request may run. */
const claimSeconds = 60;

const StoredClaim = z.strictObject({
  body_digest: z.string(),
  task_id: TaskId,
  answer: z.string().nullable(),
  claimed_until: z.number(),
});
type StoredClaim = z.infer<typeof StoredClaim>;

const keyFor = (org: OrgId, key: string) => ({ pk: partitions.idempotency(org, key), sk: 'key' });

/** Puts the claim where none is; the one that stands otherwise. */
const putClaim = async (table: Table, keys: { pk: string; sk: string }, claim: StoredClaim) => {
  const now = claim.claimed_until - claimSeconds;
  try {
    await table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: toItem({ ...keys, ttl: now + keptSeconds }, claim),
        ConditionExpression: 'attribute_not_exists(pk) OR #ttl < :now',
        ExpressionAttributeNames: { '#ttl': 'ttl' },
        ExpressionAttributeValues: { ':now': { N: String(now) } },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return null;
  } catch (error) {
    if (isConditionFailure(error) && error.Item) return fromItem(StoredClaim, error.Item);
    throw translateStoreError(error);
  }
};

/** True when the stale claim is ours now; false when another request took it over first. */
const takeOver = async (
  table: Table,
  keys: { pk: string; sk: string },
  stale: { readonly claim: StoredClaim; readonly until: number },
): Promise<boolean> => {
  try {
    await table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: keyOf(keys),
        UpdateExpression: 'SET claimed_until = :until',
        ConditionExpression: 'claimed_until = :stale AND answer = :none',
        ExpressionAttributeValues: {
          ':until': { N: String(stale.until) },
          ':stale': { N: String(stale.claim.claimed_until) },
          ':none': { NULL: true },
        },
      }),
    );
    return true;
  } catch (error) {
    if (isConditionFailure(error)) return false;
    throw translateStoreError(error);
  }
};

/** Idempotency keys for a day, each with the digest of its body, its task and the first answer. */
export const makeIdempotencyStore = (table: Table, clock: Clock): IdempotencyStore => ({
  claim: async (org, key, { bodyDigest, taskId }) => {
    const keys = keyFor(org, key);
    const now = Math.floor(clock.now() / 1_000);
    const standing = await putClaim(table, keys, {
      body_digest: bodyDigest,
      task_id: taskId,
      answer: null,
      claimed_until: now + claimSeconds,
    });
    if (!standing) return { outcome: 'claimed', taskId };
    if (standing.body_digest !== bodyDigest) return { outcome: 'mismatch' };
    if (standing.answer !== null) {
      const answer = JSON.parse(standing.answer) as { status: number; body: unknown };
      return { outcome: 'done', ...answer };
    }
    const isFree =
      standing.claimed_until <= now &&
      (await takeOver(table, keys, { claim: standing, until: now + claimSeconds }));
    return isFree ? { outcome: 'claimed', taskId: standing.task_id } : { outcome: 'in_flight' };
  },
  complete: async (org, key, answer) => {
    await table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: keyOf(keyFor(org, key)),
        UpdateExpression: 'SET answer = :answer',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':answer': { S: JSON.stringify(answer) } },
      }),
    );
  },
  release: async (org, key) => {
    await table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: keyOf(keyFor(org, key)),
        UpdateExpression: 'SET claimed_until = :free',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':free': { N: '0' } },
      }),
    );
  },
});
