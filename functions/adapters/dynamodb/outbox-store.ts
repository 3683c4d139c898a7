import {
  DeleteItemCommand,
  GetItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type {
  DeadLetter,
  DeliveryLog,
  OutboxRecord,
} from '../../application/approval/approval-ports.ts';
import { OutboxMessage } from '../../domain/notification/notification.ts';
import { Timestamp, toTimestamp } from '../../domain/shared/ids.ts';
import { cancellationReasons, isConditionFailure, translateStoreError } from './store-errors.ts';
import { keyOf, partitions, toItem } from './table.ts';
import type { Item, Table } from './table.ts';

/**
 * The stream delivers within moments. The sweep leaves a new message alone for this long, so that
 * the two rarely do the same work.
 */
const streamHeadStartMilliseconds = 10_000;

const deadLetterPartition = 'outbox#dead';

const DeliveryState = z.object({
  attempts: z.int().min(0).default(0),
  next_attempt_at: Timestamp.optional(),
  delivered: z.array(z.string()).default([]),
});

const stateAttributes = ['attempts', 'next_attempt_at', 'delivered', 'reason', 'died_at'] as const;

const toRecord = (item: Item): OutboxRecord => {
  const stored = unmarshall(item);
  const state = DeliveryState.parse(stored);
  for (const name of ['pk', 'sk', ...stateAttributes]) Reflect.deleteProperty(stored, name);
  const message = OutboxMessage.parse(stored);
  return {
    message,
    attempts: state.attempts,
    delivered: state.delivered,
    next_attempt_at:
      state.next_attempt_at ?? toTimestamp(Date.parse(message.at) + streamHeadStartMilliseconds),
  };
};

const toDeadLetter = (item: Item): DeadLetter => ({
  ...toRecord(item),
  reason: item['reason']?.S ?? '',
  died_at: item['died_at']?.S ?? '',
});

const keyOfMessage = (messageId: string): Item => keyOf({ pk: partitions.outbox(), sk: messageId });

const translated = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  try {
    return await work();
  } catch (error) {
    throw translateStoreError(error);
  }
};

const postpone = async (table: Table, record: OutboxRecord): Promise<void> => {
  try {
    await table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: keyOfMessage(record.message.message_id),
        UpdateExpression:
          'SET attempts = :attempts, next_attempt_at = :next, delivered = :delivered',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: {
          ':attempts': { N: String(record.attempts) },
          ':next': { S: record.next_attempt_at },
          ':delivered': { L: record.delivered.map((key) => ({ S: key })) },
        },
      }),
    );
  } catch (error) {
    if (!isConditionFailure(error)) throw error;
  }
};

const bury = async (table: Table, letter: DeadLetter): Promise<void> => {
  const { message, ...state } = letter;
  const keys = { pk: deadLetterPartition, sk: message.message_id };
  try {
    await table.client.send(
      new TransactWriteItemsCommand({
        TransactItems: [
          {
            Delete: {
              TableName: table.name,
              Key: keyOfMessage(message.message_id),
              ConditionExpression: 'attribute_exists(pk)',
            },
          },
          { Put: { TableName: table.name, Item: toItem(keys, { ...message, ...state }) } },
        ],
      }),
    );
  } catch (error) {
    const wasDone = cancellationReasons(error).some(
      (reason) => reason.Code === 'ConditionalCheckFailed',
    );
    if (!wasDone) throw error;
  }
};

const owed = async (
  table: Table,
  { kinds, now, limit }: Parameters<DeliveryLog['owed']>[0],
): Promise<readonly OutboxRecord[]> => {
  const wanted = new Set<string | undefined>(kinds);
  const found: OutboxRecord[] = [];
  let start: Item | undefined;
  do {
    const page = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: partitions.outbox() } },
        ConsistentRead: true,
        ExclusiveStartKey: start,
      }),
    );
    // By kind before it is parsed: a newer release's kinds are not this one's to understand.
    const items = (page.Items ?? []).filter((item) => wanted.has(item['kind']?.S));
    found.push(...items.map(toRecord).filter((record) => record.next_attempt_at <= now));
    start = page.LastEvaluatedKey;
  } while (start && found.length < limit);
  return found.slice(0, limit);
};

/** Owed messages in the order in which they arose; message ids sort by time. */
export const makeOutboxStore = (table: Table): DeliveryLog => ({
  get: (messageId, kinds) =>
    translated(async () => {
      const { Item } = await table.client.send(
        new GetItemCommand({
          TableName: table.name,
          Key: keyOfMessage(messageId),
          ConsistentRead: true,
        }),
      );
      const isWanted = new Set<string | undefined>(kinds).has(Item?.['kind']?.S);
      return Item && isWanted ? toRecord(Item) : null;
    }),
  owed: (query) => translated(() => owed(table, query)),
  done: ({ message_id: messageId }) =>
    translated(async () => {
      await table.client.send(
        new DeleteItemCommand({ TableName: table.name, Key: keyOfMessage(messageId) }),
      );
    }),
  postpone: (record) => translated(() => postpone(table, record)),
  bury: (letter) => translated(() => bury(table, letter)),
  deadLetters: (limit) =>
    translated(async () => {
      const page = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': { S: deadLetterPartition } },
          ScanIndexForward: false,
          Limit: limit,
        }),
      );
      return (page.Items ?? []).map(toDeadLetter);
    }),
});
