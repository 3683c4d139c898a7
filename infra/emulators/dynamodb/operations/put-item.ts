import type { Engine } from '../engine.ts';
import { readExpressions } from '../expressions/request-expressions.ts';
import { readFields } from '../request-fields.ts';
import type { RequestFields } from '../request-fields.ts';
import { assertItemKeys, keyOf } from '../storage/table.ts';
import type { Table } from '../storage/table.ts';
import type { AttributeMap } from '../values/attribute-value.ts';
import { readAttributeMap } from '../values/read-value.ts';
import { singleWrite } from './single-write.ts';
import {
  assertItemSize,
  readReturnsItemOnFailure,
  readTableName,
  sharedWriteFields,
} from './write-action.ts';
import type { WriteAction } from './write-action.ts';

/** The item of a put, checked against the table. */
const readItemToPut = (table: Table, raw: unknown): AttributeMap => {
  const item = readAttributeMap(raw);
  assertItemKeys(table, item);
  assertItemSize(item, 'Item size has exceeded the maximum allowed size');
  return item;
};

const putAction = (engine: Engine, fields: RequestFields): WriteAction => {
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
};

export const putItem = singleWrite({ name: 'PutItem', subject: 'Item' }, putAction);

/** A `Put` within a transaction. */
export const readTransactPut = (engine: Engine, raw: unknown): WriteAction =>
  putAction(engine, readFields(raw, 'Put', [...sharedWriteFields, 'Item']));
