import { createRequestHandler } from '../../../infra/emulators/aws-json/in-process-handler.ts';
import type { LocalDynamoDb } from '../../../infra/emulators/dynamodb/local-dynamodb.ts';

/** What shall go wrong with one request. */
export type Fault =
  /** Refused for lack of capacity; nothing is applied. */
  | { readonly kind: 'throttle' }
  /** Another transaction holds an item; `action` is its place in a transaction's list. */
  | { readonly kind: 'conflict'; readonly action?: number }
  /** An internal error before anything is applied. */
  | { readonly kind: 'not-applied' }
  /** Applied in full, but answered with an internal error. */
  | { readonly kind: 'applied' };

interface FaultyRequest {
  readonly operation: string;
  readonly input: unknown;
}

/** Asked once for each request, retries included; no fault for undefined. */
export type FaultInjector = (request: FaultyRequest) => Fault | undefined;

type Answer = Awaited<ReturnType<LocalDynamoDb['answer']>>;

const namespace = 'com.amazonaws.dynamodb.v20120810';

const errorAnswer = (
  type: string,
  message: string,
  { status = 400, ...fields }: { readonly status?: number; readonly [field: string]: unknown } = {},
): Answer => ({
  status,
  body: JSON.stringify({ __type: `${namespace}#${type}`, message, ...fields }),
});

const cancelled = (input: unknown, action: number): Answer => {
  const { TransactItems: items } = input as { TransactItems?: readonly unknown[] };
  const reasons = (items ?? []).map((_, position) =>
    position === action
      ? { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' }
      : { Code: 'None' },
  );
  const codes = reasons.map((reason) => reason.Code).join(', ');
  return errorAnswer(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { CancellationReasons: reasons },
  );
};

const internalError = (): Answer =>
  errorAnswer('InternalServerError', 'Internal server error', { status: 500 });

const answerOf = {
  throttle: () =>
    errorAnswer(
      'ProvisionedThroughputExceededException',
      'The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.',
    ),
  conflict: ({ operation, input }, fault) =>
    operation.startsWith('Transact')
      ? cancelled(input, fault.kind === 'conflict' ? (fault.action ?? 0) : 0)
      : errorAnswer('TransactionConflictException', 'Transaction is ongoing for the item'),
  'not-applied': internalError,
  applied: internalError,
} satisfies Record<Fault['kind'], (request: FaultyRequest, fault: Fault) => Answer>;

/** The database, answering as DynamoDB does when something goes wrong with it. */
export const withFaults = (database: LocalDynamoDb, faults: FaultInjector): LocalDynamoDb => {
  const answer: LocalDynamoDb['answer'] = async (target, body) => {
    const request = {
      operation: target.split('.')[1] ?? '',
      get input(): unknown {
        return JSON.parse(body) as unknown;
      },
    };
    const fault = faults(request);
    if (fault === undefined) return database.answer(target, body);
    if (fault.kind === 'applied') await database.answer(target, body);
    return answerOf[fault.kind](request, fault);
  };
  return { ...database, answer, requestHandler: createRequestHandler(answer) };
};
