import {
  doubled,
  readCapacityReport,
  readUnits,
  reportUsages,
  type Usage,
} from '../consumed-capacity.ts';
import { type Engine, type Operation, readItem } from '../engine.ts';
import {
  cancellationReason,
  DynamoDbError,
  transactionCanceled,
  validationError,
} from '../errors.ts';
import { project } from '../expressions/projection.ts';
import { readExpressions } from '../expressions/request-expressions.ts';
import type { DocumentPath } from '../expressions/syntax.ts';
import { readFields } from '../request-fields.ts';
import { assertKey, itemKey, type Table } from '../storage/table.ts';
import type { AttributeMap } from '../values/attribute-value.ts';
import { itemBytes } from '../values/item-size.ts';
import { readAttributeMap } from '../values/read-value.ts';
import { assertItemCount, attempt, soundOnes } from './transact-write-items.ts';
import { readTableName } from './write-action.ts';

const getFields = ['TableName', 'Key', 'ProjectionExpression', 'ExpressionAttributeNames'];

interface Get {
  readonly table: Table;
  readonly key: AttributeMap;
  readonly projection: readonly DocumentPath[] | undefined;
}

/** Runs in the write queue, so that no transaction is seen half done. */
export const transactGetItems: Operation = async (engine, { body }) => {
  const fields = readFields(body, 'TransactGetItems', ['TransactItems', 'ReturnConsumedCapacity']);
  const report = readCapacityReport(fields);
  const rawItems = fields.requiredList('TransactItems');
  assertItemCount(rawItems);
  const attempts = rawItems.map((raw) => attempt(() => readGet(engine, raw)));
  const gets = soundOnes(attempts);
  const keys = new Set(gets.map(({ table, key }) => itemKey(table, key).toString('hex')));
  if (keys.size < gets.length) {
    throw validationError('Transaction request cannot include multiple operations on one item');
  }
  if (gets.length < attempts.length) {
    throw transactionCanceled(
      attempts.map((one) =>
        one instanceof DynamoDbError ? cancellationReason(one) : { Code: 'None' },
      ),
    );
  }
  const results = await engine.queue.run(() =>
    Promise.resolve(gets.map((get) => answer(engine, get))),
  );
  return {
    Responses: results.map(({ response }) => response),
    ...reportUsages(report, () => results.map(({ usage }) => usage), 'ReadCapacityUnits'),
  };
};

function readGet(engine: Engine, raw: unknown): Get {
  const item = readFields(raw, 'TransactGetItem', ['Get']);
  const fields = readFields(item.raw('Get'), 'Get', getFields);
  const tableName = readTableName(fields);
  const { projection } = readExpressions(fields, ['ProjectionExpression']);
  const table = engine.catalog.get(tableName);
  const key = readAttributeMap(fields.raw('Key'));
  assertKey(table.schema, key);
  return { table, key, projection };
}

function answer(engine: Engine, get: Get): { response: object; usage: Usage } {
  const item = readItem(engine, get.table, get.key);
  const units = readUnits(itemBytes(item ?? {}), true);
  const usage = doubled({ tableName: get.table.name, table: units, indexes: {} });
  if (item === undefined) return { response: {}, usage };
  const shown = get.projection === undefined ? item : project(item, get.projection);
  return { response: { Item: shown }, usage };
}
