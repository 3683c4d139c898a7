import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { LineChange } from '../../application/execution/execution-ports.ts';
import type { ExecutionAsset, ExecutionControl } from '../../domain/execution/execution.ts';
import type { ExecutionRef } from '../../domain/shared/refs.ts';
import { keyOf, partitions, textAttribute, toItem } from './table.ts';
import type { Key, Table } from './table.ts';

const digits = (value: number, width: number): string => String(value).padStart(width, '0');

export const linePrefix = (phaseIndex?: number): string =>
  phaseIndex === undefined ? 'asset#' : `asset#${digits(phaseIndex, 4)}#`;

export const lineSortKey = (line: { phase_index: number; ordinal: number }): string =>
  `${linePrefix(line.phase_index)}${digits(line.ordinal, 6)}`;

export const lineKey = (
  ref: ExecutionRef,
  line: { phase_index: number; ordinal: number },
): Key => ({ pk: partitions.execution(ref), sk: lineSortKey(line) });

/** A line that is not there yet. */
export const newLine = (table: Table, ref: ExecutionRef, line: ExecutionAsset) => ({
  TableName: table.name,
  Item: toItem({ ...lineKey(ref, line) }, line),
  ConditionExpression: 'attribute_not_exists(pk)',
});

/** A line on condition that nobody took it a step further: each step changes one of these members. */
export const replacedLine = (
  table: Table,
  ref: ExecutionRef,
  { from, to }: LineChange,
): TransactWriteItem => ({
  Put: {
    TableName: table.name,
    Item: toItem({ ...lineKey(ref, to) }, to),
    ConditionExpression:
      '#status = :status AND applies = :applies AND undos = :undos AND action_ref = :ref AND samples_taken = :samples AND fencing_token = :token AND (attribute_not_exists(#before) OR #before = :before)',
    ExpressionAttributeNames: { '#status': 'status', '#before': textAttribute('before') },
    ExpressionAttributeValues: marshall({
      ':status': from.status,
      ':applies': from.applies,
      ':undos': from.undos,
      ':ref': from.action_ref,
      ':samples': from.samples_taken,
      // Tells two marks apart, so that a late step of the first leaves the second alone.
      ':token': from.fencing_token,
      // What was captured is never lost to who read the line before. Earlier lines hold it elsewhere.
      ':before': JSON.stringify(from.before),
    }),
  },
});

/**
 * Control as it was read. Only looked at: the transaction fails when it changes meanwhile. Each of
 * its changes has its own epoch, so that what the reader saw of it still stands.
 */
export const openFence = (
  table: Table,
  ref: ExecutionRef,
  { desired, epoch }: Pick<ExecutionControl, 'desired' | 'epoch'>,
): TransactWriteItem => ({
  ConditionCheck: {
    TableName: table.name,
    Key: keyOf({ pk: partitions.execution(ref), sk: 'control' }),
    ConditionExpression: 'desired = :desired AND epoch = :epoch',
    ExpressionAttributeValues: { ':desired': { S: desired }, ':epoch': { N: String(epoch) } },
  },
});

export const nextVersion = (table: Table, ref: ExecutionRef): TransactWriteItem => ({
  Update: {
    TableName: table.name,
    Key: keyOf({ pk: partitions.execution(ref), sk: 'execution' }),
    UpdateExpression: 'ADD #version :one',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':one': { N: '1' } },
  },
});
