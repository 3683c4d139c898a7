import type { Engine, Operation } from './engine.ts';
import {
  DynamoDbError,
  internalServerError,
  serializationError,
  unknownOperation,
} from './errors.ts';
import { errorOfFault, type FaultInjector } from './faults.ts';
import { batchGetItem } from './operations/batch-get-item.ts';
import { batchWriteItem } from './operations/batch-write-item.ts';
import { createTable } from './operations/create-table.ts';
import { deleteItem } from './operations/delete-item.ts';
import { deleteTable, describeTable, listTables } from './operations/describe-table.ts';
import { getItem } from './operations/get-item.ts';
import { putItem } from './operations/put-item.ts';
import { query } from './operations/query.ts';
import { scan } from './operations/scan.ts';
import { describeTimeToLive, updateTimeToLive } from './operations/time-to-live.ts';
import { transactGetItems } from './operations/transact-get-items.ts';
import { transactWriteItems } from './operations/transact-write-items.ts';
import { updateItem } from './operations/update-item.ts';

/** A DynamoDB answer: HTTP status and JSON text. */
interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Answers one request of the JSON 1.0 protocol: the `x-amz-target` header and the JSON text. */
export type AnswerRequest = (target: string, body: string) => Promise<Answer>;

const targetPrefix = 'DynamoDB_20120810.';

const operations: ReadonlyMap<string, Operation> = new Map([
  ['BatchGetItem', batchGetItem],
  ['BatchWriteItem', batchWriteItem],
  ['CreateTable', createTable],
  ['DeleteItem', deleteItem],
  ['DeleteTable', deleteTable],
  ['DescribeTable', describeTable],
  ['DescribeTimeToLive', describeTimeToLive],
  ['GetItem', getItem],
  ['ListTables', listTables],
  ['PutItem', putItem],
  ['Query', query],
  ['Scan', scan],
  ['TransactGetItems', transactGetItems],
  ['TransactWriteItems', transactWriteItems],
  ['UpdateItem', updateItem],
  ['UpdateTimeToLive', updateTimeToLive],
]);

/**
 * Makes the function that answers requests. It never rejects: what isn't DynamoDB's own error is an
 * internal server error, told to `onDefect`.
 */
export function createAnswer(
  engine: Engine,
  hooks: { faults: FaultInjector | undefined; onDefect: (error: unknown) => void },
): AnswerRequest {
  return async (target, body) => {
    try {
      return {
        status: 200,
        body: JSON.stringify(await run(engine, hooks.faults, { target, body })),
      };
    } catch (error) {
      if (error instanceof DynamoDbError) return toAnswer(error);
      hooks.onDefect(error);
      return toAnswer(internalServerError());
    }
  };
}

async function run(
  engine: Engine,
  faults: FaultInjector | undefined,
  request: { target: string; body: string },
): Promise<object> {
  const name = request.target.startsWith(targetPrefix)
    ? request.target.slice(targetPrefix.length)
    : '';
  const operation = operations.get(name);
  if (operation === undefined) throw unknownOperation();
  const input = parseBody(request.body);
  const fault = faults?.({ operation: name, input });
  const error = fault === undefined ? undefined : errorOfFault(fault, name, input);
  if (error !== undefined && fault?.kind !== 'applied') throw error;
  const batchLimit = fault?.kind === 'partial' ? fault.processed : Infinity;
  const result = await operation(engine, { body: input, batchLimit });
  if (error !== undefined) throw error;
  return result;
}

function parseBody(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) throw serializationError('The request is not valid JSON');
    throw error;
  }
}

function toAnswer(error: DynamoDbError): Answer {
  return { status: error.status, body: JSON.stringify(error.toBody()) };
}
