import {
  type CancellationReason,
  type DynamoDbError,
  internalServerError,
  throughputExceeded,
  transactionCanceled,
  transactionConflict,
} from './errors.ts';

/** What shall go wrong with one request. */
export type Fault =
  /** Refused for lack of capacity; nothing is applied. */
  | { readonly kind: 'throttle' }
  /** Another transaction holds an item; `action` is its place in a transaction's list. */
  | { readonly kind: 'conflict'; readonly action?: number }
  /** An internal error before anything is applied. */
  | { readonly kind: 'not-applied' }
  /** Applied in full, but answered with an internal error. */
  | { readonly kind: 'applied' }
  /** A batch of which only the first entries are worked on. */
  | { readonly kind: 'partial'; readonly processed: number };

/** Asked once for each request, retries included; no fault for undefined. */
export type FaultInjector = (request: {
  readonly operation: string;
  readonly input: unknown;
}) => Fault | undefined;

/** The error with which a fault answers; undefined where the request goes on. */
export function errorOfFault(
  fault: Fault,
  operation: string,
  input: unknown,
): DynamoDbError | undefined {
  switch (fault.kind) {
    case 'throttle':
      return throughputExceeded();
    case 'conflict':
      return operation.startsWith('Transact')
        ? transactionCanceled(conflictReasons(input, fault.action ?? 0))
        : transactionConflict();
    case 'not-applied':
    case 'applied':
      return internalServerError();
    case 'partial':
      return undefined;
  }
}

function conflictReasons(input: unknown, action: number): readonly CancellationReason[] {
  const { TransactItems: items } = input as { TransactItems?: readonly unknown[] };
  return (items ?? []).map((_, position) =>
    position === action
      ? { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' }
      : { Code: 'None' },
  );
}
