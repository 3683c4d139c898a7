import { GetItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { AuditEntry } from '../../domain/audit/audit-record.ts';
import { appendToChain, emptyChain } from '../../domain/audit/chain.ts';
import type { ChainHead } from '../../domain/audit/chain.ts';
import { Conflict, TransientFailure } from '../../domain/shared/errors.ts';
import { Digest } from '../../domain/shared/ids.ts';
import type { OrgId } from '../../domain/shared/ids.ts';
import type { OutboxMessage } from '../../domain/notification/notification.ts';
import type { Changes, UnitOfWork } from '../../application/ports.ts';
import { counterWrites } from './counter-store.ts';
import { documentWrites } from './document-writes.ts';
import {
  backOff,
  cancellationReasons,
  isPassingCancellation,
  translated,
  translateStoreError,
} from './store-errors.ts';
import { fromItem, keyOf, partitions, toItem } from './table.ts';
import type { Table } from './table.ts';

const maxAttempts = 10;

const StoredHead = z.strictObject({ seq: z.int().min(1), hash: Digest });

/** One item of the transaction and what its failed condition means. */
export interface Write {
  readonly item: TransactWriteItem;
  /** Names the document whose version was not the expected one; null where sending again helps. */
  readonly conflictsOn: string | null;
}

const readHead = async (table: Table, org: OrgId): Promise<ChainHead> => {
  const { Item } = await translated(() =>
    table.client.send(
      new GetItemCommand({
        TableName: table.name,
        Key: keyOf({ pk: partitions.audit(org), sk: 'head' }),
        ConsistentRead: true,
      }),
    ),
  );
  return Item ? fromItem(StoredHead, Item) : emptyChain;
};

/** The new links of one org's chain, and its head moved from where it was read. */
const chainWrites = (table: Table, head: ChainHead, entries: readonly AuditEntry[]): Write[] => {
  const first = entries[0];
  if (!first) return [];
  const pk = partitions.audit(first.org_id);
  let last = head;
  const links = entries.map((entry): Write => {
    const record = appendToChain(last, entry);
    last = record;
    const sequence = String(record.seq).padStart(12, '0');
    const index = record.task_id && {
      gsi1pk: partitions.auditOf(record.org_id, record.task_id),
      gsi1sk: sequence,
    };
    return {
      item: {
        Put: {
          TableName: table.name,
          Item: toItem({ pk, sk: sequence, ...index }, record),
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      },
      conflictsOn: null,
    };
  });
  const moved: Write = {
    item: {
      Put: {
        TableName: table.name,
        Item: toItem({ pk, sk: 'head' }, { seq: last.seq, hash: last.hash }),
        ...(head.seq === 0
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: 'seq = :seq',
              ExpressionAttributeValues: { ':seq': { N: String(head.seq) } },
            }),
      },
    },
    conflictsOn: null,
  };
  return [...links, moved];
};

const messageWrites = (table: Table, messages: readonly OutboxMessage[]): Write[] =>
  messages.map((message) => ({
    item: {
      Put: {
        TableName: table.name,
        Item: toItem({ pk: partitions.outbox(), sk: message.message_id }, message),
      },
    },
    conflictsOn: null,
  }));

const auditWrites = async (table: Table, entries: readonly AuditEntry[]): Promise<Write[]> => {
  const writes: Write[] = [];
  for (const org of new Set(entries.map((entry) => entry.org_id))) {
    const head = await readHead(table, org);
    writes.push(
      ...chainWrites(
        table,
        head,
        entries.filter((entry) => entry.org_id === org),
      ),
    );
  }
  return writes;
};

/** The document whose condition failed, or null when sending the transaction again may help. */
const conflictOf = (error: unknown, writes: readonly Write[]): string | null =>
  cancellationReasons(error)
    .map((reason, index) =>
      reason.Code === 'ConditionalCheckFailed' ? (writes[index]?.conflictsOn ?? null) : null,
    )
    .find((subject) => subject !== null) ?? null;

const isChainRace = (error: unknown): boolean =>
  cancellationReasons(error).some((reason) => reason.Code === 'ConditionalCheckFailed');

/**
 * Commits documents, audit records, outbox messages and counters in one transaction. The audit
 * chain is the org's serial point: losing the race for its head is repeated in here with jitter,
 * while a document that moved is told to the caller, who has to decide again.
 */
export const makeUnitOfWork = (table: Table): UnitOfWork => ({
  commit: async (changes: Changes) => {
    for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
      const writes = [
        ...documentWrites(table, changes.documents),
        ...(await auditWrites(table, changes.audit)),
        ...messageWrites(table, changes.messages),
        ...counterWrites(table, changes.counters),
      ];
      if (writes.length === 0) return;
      try {
        await table.client.send(
          new TransactWriteItemsCommand({ TransactItems: writes.map((write) => write.item) }),
        );
        return;
      } catch (error) {
        const subject = conflictOf(error, writes);
        if (subject !== null) throw new Conflict(subject, error);
        if (!isPassingCancellation(error) && !isChainRace(error)) throw translateStoreError(error);
        await backOff(attempt);
      }
    }
    throw new TransientFailure('The store is too busy');
  },
});
