import {
  ConditionalCheckFailedException,
  DynamoDBServiceException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import type { CancellationReason } from '@aws-sdk/client-dynamodb';
import { TransientFailure } from '../../domain/shared/errors.ts';

export const isConditionFailure = (error: unknown): error is ConditionalCheckFailedException =>
  error instanceof ConditionalCheckFailedException;

/** The reasons of a cancelled transaction in the order of its items; empty for any other error. */
export const cancellationReasons = (error: unknown): readonly CancellationReason[] =>
  error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : [];

const passing = new Set([
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
]);

/** Reasons that sending the transaction again can't change. */
const defects = new Set(['ValidationError', 'ItemCollectionSizeLimitExceeded', 'AccessDenied']);

/** True when every failed item of the transaction may succeed if it is simply sent again. */
export const isPassingCancellation = (error: unknown): boolean => {
  const failed = cancellationReasons(error).filter((reason) => (reason.Code ?? 'None') !== 'None');
  return failed.length > 0 && failed.every((reason) => passing.has(reason.Code ?? ''));
};

const isOurDefect = (error: unknown): boolean =>
  (error instanceof DynamoDBServiceException &&
    ['ValidationException', 'AccessDeniedException', 'ResourceNotFoundException'].includes(
      error.name,
    )) ||
  cancellationReasons(error).some((reason) => defects.has(reason.Code ?? ''));

/** What the store could not do becomes a TransientFailure; a defect of ours stays what it is. */
export const translateStoreError = (error: unknown): unknown =>
  error instanceof DynamoDBServiceException && !isOurDefect(error)
    ? new TransientFailure('The store does not answer', { cause: error })
    : error;

/** What the work gives; its errors translated. */
export const translated = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  try {
    return await work();
  } catch (error) {
    throw translateStoreError(error);
  }
};

/** Waits a random time below a bound that doubles with each attempt (full jitter), in milliseconds. */
export const backOff = async (attempt: number): Promise<void> => {
  const bound = Math.min(1_000, 10 * 2 ** attempt);
  await new Promise((resolve) => setTimeout(resolve, Math.random() * bound));
};
