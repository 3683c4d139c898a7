import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { Conflict, TransientFailure } from '../../domain/shared/errors.ts';
import type { OutboxMessage } from '../../domain/notification/notification.ts';
import type { UnitOfWork } from '../../application/shared/ports.ts';
import { auditWrites } from './audit-writes.ts';
import { counterWrites } from './counter-store.ts';
import { documentWrites } from './document-writes.ts';
import {
  backOff,
  cancellationReasons,
  isPassingCancellation,
  translateStoreError,
} from './store-errors.ts';
import { partitions, toItem } from './table.ts';
import type { Table } from './table.ts';
import type { Write } from './write.ts';
import type { Changes } from '../../domain/shared/changes.ts';

const maxAttempts = 10;

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
 * Commits documents, audit records, outbox messages and counters in one transaction. Each task,
 * each execution's controls and the settings have a chain of their own: losing the race for a head
 * is repeated in here with jitter, while a document that moved is told to the caller, who has to
 * decide again.
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
