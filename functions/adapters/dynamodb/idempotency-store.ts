import { GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { Clock } from '../../application/shared/ports.ts';
import type { IdempotencyStore } from '../../application/task/task-ports.ts';
import { digestOfText } from '../../domain/shared/canonical.ts';
import { Digest, TaskId } from '../../domain/shared/ids.ts';
import type { OrgId } from '../../domain/shared/ids.ts';
import { itemsBelow, queryAll } from './query-all.ts';
import { isConditionFailure, translated, translateStoreError } from './store-errors.ts';
import { fromItem, keyOf, partitions, toItem } from './table.ts';
import type { Table } from './table.ts';
import { chunkName, splitText } from './text-chunks.ts';

const keptSeconds = 24 * 3_600;
/** A claim whose request died is free again after this long, unless the request said how long it runs. */
const defaultHeldSeconds = 60;

const StoredClaim = z.strictObject({
  body_digest: z.string(),
  task_id: TaskId,
  /** Names the chunks that hold the answer: a whole plan may be larger than an item. */
  answer: z.strictObject({ digest: Digest, chunks: z.int() }).nullable(),
  claimed_until: z.number(),
});
type StoredClaim = z.infer<typeof StoredClaim>;

const StoredChunk = z.strictObject({ text: z.string() });

const Answer = z.strictObject({ status: z.int(), body: z.unknown() });
type Answer = z.infer<typeof Answer>;

const keyFor = (org: OrgId, key: string) => ({ pk: partitions.idempotency(org, key), sk: 'key' });

/** Puts the claim where none is; the one that stands otherwise. */
const putClaim = async (
  table: Table,
  { now, ...keys }: { pk: string; sk: string; now: number },
  claim: StoredClaim,
) => {
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

/** @throws Error when the answer is not whole: it is written before the claim names it. */
const readAnswer = async (
  table: Table,
  pk: string,
  named: NonNullable<StoredClaim['answer']>,
): Promise<Answer> => {
  const items = await queryAll(table, itemsBelow(pk, `answer#${named.digest}#`));
  const text = items.map((item) => fromItem(StoredChunk, item).text).join('');
  if (digestOfText(text) !== named.digest) throw new Error('A stored answer is not whole');
  return Answer.parse(JSON.parse(text));
};

const putAnswer = async (
  table: Table,
  { pk, ttl }: { readonly pk: string; readonly ttl: number },
  answer: Answer,
): Promise<NonNullable<StoredClaim['answer']>> => {
  const text = JSON.stringify(answer);
  const digest = digestOfText(text);
  const chunks = splitText(text);
  for (const [index, chunk] of chunks.entries()) {
    const keys = { pk, sk: `answer#${digest}#${chunkName(index)}`, ttl };
    const Item = toItem(keys, { text: chunk } satisfies z.infer<typeof StoredChunk>);
    await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
  }
  return { digest, chunks: chunks.length };
};

/** Changes a claim that has no answer yet; nothing where it has one: the first answer stands. */
const updateUnanswered = async (
  table: Table,
  keys: { readonly pk: string; readonly sk: string },
  change: Pick<UpdateItemCommandInput, 'UpdateExpression' | 'ExpressionAttributeValues'>,
): Promise<void> => {
  try {
    await table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: keyOf(keys),
        UpdateExpression: change.UpdateExpression,
        ConditionExpression: 'answer = :none',
        ExpressionAttributeValues: { ...change.ExpressionAttributeValues, ':none': { NULL: true } },
      }),
    );
  } catch (error) {
    if (!isConditionFailure(error)) throw error;
  }
};

/** The claim that stands; none once it is a day old, though the table may not have deleted it yet. */
const readClaim = async (
  table: Table,
  keys: { readonly pk: string; readonly sk: string },
  now: number,
): Promise<StoredClaim | null> => {
  const { Item } = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key: keyOf(keys), ConsistentRead: true }),
  );
  return Item === undefined || Number(Item['ttl']?.N) < now ? null : fromItem(StoredClaim, Item);
};

/** Idempotency keys for a day, each with the digest of its body, its task and the first answer. */
export const makeIdempotencyStore = (table: Table, clock: Clock): IdempotencyStore => ({
  find: (org, key, bodyDigest) =>
    translated(async () => {
      const keys = keyFor(org, key);
      const now = Math.floor(clock.now() / 1_000);
      const standing = await readClaim(table, keys, now);
      if (standing === null) return null;
      if (standing.body_digest !== bodyDigest) return { outcome: 'mismatch' };
      if (standing.answer !== null)
        return { outcome: 'done', ...(await readAnswer(table, keys.pk, standing.answer)) };
      return standing.claimed_until <= now
        ? { outcome: 'unanswered', taskId: standing.task_id }
        : { outcome: 'in_flight' };
    }),
  claim: async (org, key, { bodyDigest, taskId, heldSeconds = defaultHeldSeconds }) => {
    const keys = keyFor(org, key);
    const now = Math.floor(clock.now() / 1_000);
    const until = now + heldSeconds;
    const standing = await putClaim(
      table,
      { ...keys, now },
      { body_digest: bodyDigest, task_id: taskId, answer: null, claimed_until: until },
    );
    if (!standing) return { outcome: 'claimed', taskId };
    if (standing.body_digest !== bodyDigest) return { outcome: 'mismatch' };
    if (standing.answer !== null) {
      return { outcome: 'done', ...(await readAnswer(table, keys.pk, standing.answer)) };
    }
    const isFree =
      standing.claimed_until <= now && (await takeOver(table, keys, { claim: standing, until }));
    return isFree ? { outcome: 'claimed', taskId: standing.task_id } : { outcome: 'in_flight' };
  },
  complete: (org, key, answer) =>
    translated(async () => {
      const keys = keyFor(org, key);
      const ttl = Math.floor(clock.now() / 1_000) + keptSeconds;
      const named = await putAnswer(table, { pk: keys.pk, ttl }, answer);
      await updateUnanswered(table, keys, {
        UpdateExpression: 'SET answer = :answer',
        ExpressionAttributeValues: { ':answer': { M: marshall(named) } },
      });
    }),
  release: (org, key) =>
    translated(() =>
      updateUnanswered(table, keyFor(org, key), {
        UpdateExpression: 'SET claimed_until = :free',
        ExpressionAttributeValues: { ':free': { N: '0' } },
      }),
    ),
});
