import type { Engine, Operation } from './engine.ts';
import {
  DynamoDbError,
  internalServerError,
  serializationError,
  unknownOperation,
} from './errors.ts';
import { batchGetItem } from './operations/batch-get-item.ts';
import { createTable } from './operations/create-table.ts';
import { deleteItem } from './operations/delete-item.ts';
import { describeTable, listTables } from './operations/describe-table.ts';
import { getItem } from './operations/get-item.ts';
import { putItem } from './operations/put-item.ts';
import { query } from './operations/query.ts';
import { scan } from './operations/scan.ts';
import { describeTimeToLive, updateTimeToLive } from './operations/time-to-live.ts';
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
  ['CreateTable', createTable],
  ['DeleteItem', deleteItem],
  ['DescribeTable', describeTable],
  ['DescribeTimeToLive', describeTimeToLive],
  ['GetItem', getItem],
  ['ListTables', listTables],
  ['PutItem', putItem],
  ['Query', query],
  ['Scan', scan],
  ['TransactWriteItems', transactWriteItems],
  ['UpdateItem', updateItem],
  ['UpdateTimeToLive', updateTimeToLive],
]);

const parseBody = (body: string): unknown => {
  try {
    return JSON.parse(body) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) throw serializationError('The request is not valid JSON');
    throw error;
  }
};

const run = async (engine: Engine, target: string, body: string): Promise<object> => {
  const name = target.startsWith(targetPrefix) ? target.slice(targetPrefix.length) : '';
  const operation = operations.get(name);
  if (operation === undefined) throw unknownOperation();
  return operation(engine, parseBody(body));
};

const toAnswer = (error: DynamoDbError): Answer => ({
  status: error.status,
  body: JSON.stringify(error.toBody()),
});

/**
 * Makes the function that answers requests. It never rejects: what isn't DynamoDB's own error is an
 * internal server error, told to `onDefect`.
 */
export const createAnswer =
  (engine: Engine, onDefect: (error: unknown) => void): AnswerRequest =>
  async (target, body) => {
    try {
      return { status: 200, body: JSON.stringify(await run(engine, target, body)) };
    } catch (error) {
      if (error instanceof DynamoDbError) return toAnswer(error);
      onDefect(error);
      return toAnswer(internalServerError());
    }
  };
