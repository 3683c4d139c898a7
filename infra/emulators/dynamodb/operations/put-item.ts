import type { Engine } from '../engine.ts';
import { readExpressions } from '../expressions/request-expressions.ts';
import { readFields, type RequestFields } from '../request-fields.ts';
import { assertItemKeys, keyOf, type Table } from '../storage/table.ts';
import type { AttributeMap } from '../values/attribute-value.ts';
import { readAttributeMap } from '../values/read-value.ts';
import { singleWrite } from './single-write.ts';
import {
  assertItemSize,
  readReturnsItemOnFailure,
  readTableName,
  sharedWriteFields,
  type WriteAction,
} from './write-action.ts';

export const putItem = singleWrite({ name: 'PutItem', subject: 'Item' }, putAction);

/** A `Put` within a transaction. */
export function readTransactPut(engine: Engine, raw: unknown): WriteAction {
  return putAction(engine, readFields(raw, 'Put', [...sharedWriteFields, 'Item']));
}

/** The item of a put, checked against the table. */
function readItemToPut(table: Table, raw: unknown): AttributeMap {
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
