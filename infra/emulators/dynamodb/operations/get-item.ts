import { readItem } from '../engine.ts';
import type { Operation } from '../engine.ts';
import { project } from '../expressions/projection.ts';
import { readExpressions } from '../expressions/request-expressions.ts';
import { readFields } from '../request-fields.ts';
import { assertKey } from '../storage/table.ts';
import { readAttributeMap } from '../values/read-value.ts';
import { readTableName } from './write-action.ts';

const knownFields = [
  'TableName',
  'Key',
  'ConsistentRead',
  'ProjectionExpression',
  'ExpressionAttributeNames',
];

export const getItem: Operation = (engine, body) => {
  const fields = readFields(body, 'GetItem', knownFields);
  const tableName = readTableName(fields);
  fields.flag('ConsistentRead');
  const { projection } = readExpressions(fields, ['ProjectionExpression']);
  const table = engine.catalog.get(tableName);
  const key = readAttributeMap(fields.raw('Key'));
  assertKey(table.schema, key);
  const item = readItem(engine, table, key);
  const shown = item === undefined || projection === undefined ? item : project(item, projection);
  return Promise.resolve(shown === undefined ? {} : { Item: shown });
};
