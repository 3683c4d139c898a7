import {
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type {
  ApprovalSession,
  CodeStore,
  IssuedCode,
} from '../../application/approval/approval-ports.ts';
import { Digest, Timestamp } from '../../domain/shared/ids.ts';
import { makeCodeUseStore } from './code-use-store.ts';
import { itemsBelow, queryAll } from './query-all.ts';
import {
  backOff,
  cancellationReasons,
  isPassingCancellation,
  translateStoreError,
} from './store-errors.ts';
import { fromItem, keyOf, partitions, toItem } from './table.ts';
import type { Table } from './table.ts';
import type { GateRef } from '../../domain/shared/refs.ts';

const StoredCode = z.strictObject({
  approver_id: z.string(),
  code_hash: Digest,
  expires_at: Timestamp,
});

const StoredSession = z.strictObject({
  secret_hash: Digest,
  approver_id: z.string(),
  expires_at: Timestamp,
});

/** When the table may forget the item, in seconds since the epoch. */
const ttlOf = (expiresAt: Timestamp): number => Math.ceil(Date.parse(expiresAt) / 1_000);

const keysOf = (name: GateRef, sk: string) => ({
  pk: partitions.gate(name),
  sk,
});

const wasUsedUp = (error: unknown): boolean =>
  cancellationReasons(error).some((reason) => reason.Code === 'ConditionalCheckFailed');

const maxRedeemAttempts = 10;

/** Deletes the code and opens the session, both or neither. */
const redeemCommand = (
  table: Table,
  name: GateRef,
  { code, session }: { readonly code: IssuedCode; readonly session: ApprovalSession },
) =>
  new TransactWriteItemsCommand({
    TransactItems: [
      {
        Delete: {
          TableName: table.name,
          Key: keyOf(keysOf(name, `code#${code.approver_id}`)),
          ConditionExpression: 'code_hash = :hash',
          ExpressionAttributeValues: { ':hash': { S: code.code_hash } },
        },
      },
      {
        Put: {
          TableName: table.name,
          Item: toItem(
            { ...keysOf(name, `session#${session.secret_hash}`), ttl: ttlOf(session.expires_at) },
            session,
          ),
        },
      },
    ],
  });

/** Codes and sessions below their gate, as hashes; the table's TTL forgets them. */
export const makeGateCodeStore = (table: Table): CodeStore => ({
  ...makeCodeUseStore(table),
  issue: async (name, code) => {
    try {
      await table.client.send(
        new PutItemCommand({
          TableName: table.name,
          Item: toItem(
            { ...keysOf(name, `code#${code.approver_id}`), ttl: ttlOf(code.expires_at) },
            code,
          ),
        }),
      );
    } catch (error) {
      throw translateStoreError(error);
    }
  },
  list: async (name) => {
    try {
      const query = itemsBelow(partitions.gate(name), 'code#');
      return (await queryAll(table, query)).map((item) => fromItem(StoredCode, item));
    } catch (error) {
      throw translateStoreError(error);
    }
  },
  redeem: async (name, code, session) => {
    for (let attempt = 0; ; attempt += 1) {
      try {
        await table.client.send(redeemCommand(table, name, { code, session }));
        return true;
      } catch (error) {
        if (wasUsedUp(error)) return false;
        // Another entry of the same code is being decided: whose it is shows in a moment.
        if (!isPassingCancellation(error) || attempt === maxRedeemAttempts) {
          throw translateStoreError(error);
        }
        await backOff(attempt);
      }
    }
  },
  session: async (name, secretHash) => {
    try {
      const { Item } = await table.client.send(
        new GetItemCommand({
          TableName: table.name,
          Key: keyOf(keysOf(name, `session#${secretHash}`)),
          ConsistentRead: true,
        }),
      );
      return Item ? fromItem(StoredSession, Item) : null;
    } catch (error) {
      throw translateStoreError(error);
    }
  },
});
