import { readCapacityReport, reportUsage, writeUsage } from '../consumed-capacity.ts';
import type { Engine, Operation } from '../engine.ts';
import { validationError } from '../errors.ts';
import { readExpressions } from '../expressions/request-expressions.ts';
import { readFields, type RequestFields } from '../request-fields.ts';
import { assertItemKeys, keyOf, type Table } from '../storage/table.ts';
import type { AttributeMap } from '../values/attribute-value.ts';
import { readAttributeMap } from '../values/read-value.ts';
import {
  assertItemSize,
  checkCollectionMetrics,
  evaluate,
  readReturnsItemOnFailure,
  readTableName,
  sharedWriteFields,
  singleWriteFields,
  type WriteAction,
} from './write-action.ts';

export const putItem: Operation = async (engine, { body }) => {
  const fields = readFields(body, 'PutItem', [...singleWriteFields, 'Item']);
  const returnValues = fields.text('ReturnValues') ?? 'NONE';
  if (returnValues !== 'NONE' && returnValues !== 'ALL_OLD') {
    throw validationError('ReturnValues can only be ALL_OLD or NONE');
  }
  const report = readCapacityReport(fields);
  checkCollectionMetrics(fields);
  const action = putAction(engine, fields);
  return engine.queue.run(async () => {
    const change = evaluate(engine, action);
    await engine.committer.commit([change]);
    const returnsOld = returnValues === 'ALL_OLD' && change.before !== undefined;
    return {
      ...(returnsOld ? { Attributes: change.before } : {}),
      ...reportUsage(report, () => writeUsage(change)),
    };
  });
};

/** A `Put` within a transaction. */
export function readTransactPut(engine: Engine, raw: unknown): WriteAction {
  return putAction(engine, readFields(raw, 'Put', [...sharedWriteFields, 'Item']));
}

/** The item of a put, checked against the table. */
export function readItemToPut(table: Table, raw: unknown): AttributeMap {
  const item = readAttributeMap(raw);
  assertItemKeys(table, item);
  assertItemSize(item, 'Item size has exceeded the maximum allowed size');
  return item;
}

function putAction(engine: Engine, fields: RequestFields): WriteAction {
  const tableName = readTableName(fields);
  const returnsItemOnFailure = readReturnsItemOnFailure(fields);
  const { condition } = readExpressions(fields, ['ConditionExpression']);
  const table = engine.catalog.get(tableName);
  const item = readItemToPut(table, fields.raw('Item'));
  return {
    table,
    key: keyOf(table, item),
    ...(condition === undefined ? {} : { condition }),
    returnsItemOnFailure,
    next: () => item,
  };
}
