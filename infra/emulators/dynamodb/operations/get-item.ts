import { readCapacityReport, readUnits, reportUsage } from '../consumed-capacity.ts';
import { type Operation, readItem } from '../engine.ts';
import { project } from '../expressions/projection.ts';
import { readExpressions } from '../expressions/request-expressions.ts';
import { readFields } from '../request-fields.ts';
import { assertKey } from '../storage/table.ts';
import { itemBytes } from '../values/item-size.ts';
import { readAttributeMap } from '../values/read-value.ts';
import { readTableName } from './write-action.ts';

const knownFields = [
  'TableName',
  'Key',
  'ConsistentRead',
  'ProjectionExpression',
  'ExpressionAttributeNames',
  'ReturnConsumedCapacity',
];

export const getItem: Operation = (engine, { body }) => {
  const fields = readFields(body, 'GetItem', knownFields);
  const tableName = readTableName(fields);
  const isConsistent = fields.flag('ConsistentRead') ?? false;
  const report = readCapacityReport(fields);
  const { projection } = readExpressions(fields, ['ProjectionExpression']);
  const table = engine.catalog.get(tableName);
  const key = readAttributeMap(fields.raw('Key'));
  assertKey(table.schema, key);
  const item = readItem(engine, table, key);
  const shown = item === undefined || projection === undefined ? item : project(item, projection);
  return Promise.resolve({
    ...(shown === undefined ? {} : { Item: shown }),
    ...reportUsage(report, () => ({
      tableName: table.name,
      table: readUnits(itemBytes(item ?? {}), isConsistent),
      indexes: {},
    })),
  });
};
