import type { Operation } from '../engine.ts';
import { validationError } from '../errors.ts';
import { pathsOf } from '../expressions/condition-paths.ts';
import { readKeyCondition } from '../expressions/key-condition.ts';
import { readExpressions } from '../expressions/request-expressions.ts';
import type { Condition } from '../expressions/syntax.ts';
import { readFields } from '../request-fields.ts';
import { isWithin, keyRange, rangeAfter } from './key-range.ts';
import { keyAttributes } from '../storage/table.ts';
import { readPage } from './page.ts';
import {
  assertProjected,
  describePage,
  readIsCount,
  readStartKey,
  readTarget,
} from './read-target.ts';
import type { ReadTarget } from './read-target.ts';
import { readTableName } from './write-action.ts';

const knownFields = [
  'TableName',
  'IndexName',
  'KeyConditionExpression',
  'FilterExpression',
  'ProjectionExpression',
  'ExpressionAttributeNames',
  'ExpressionAttributeValues',
  'ExclusiveStartKey',
  'ScanIndexForward',
  'ConsistentRead',
  'Limit',
  'Select',
];

const assertFilter = (target: ReadTarget, filter: Condition | undefined): void => {
  if (filter === undefined) return;
  const paths = pathsOf(filter);
  for (const { name } of keyAttributes(target.schema)) {
    if (!paths.some(([head]) => head === name)) continue;
    throw validationError(
      `Filter Expression can only contain non-primary key attributes: Primary key attribute: ${name}`,
    );
  }
  assertProjected(target, paths);
};

const outsideQuery = (): Error =>
  validationError(
    'The provided starting key is outside query boundaries based on provided conditions',
  );

export const query: Operation = async (engine, body) => {
  const fields = readFields(body, 'Query', knownFields);
  const tableName = readTableName(fields);
  const limit = fields.count('Limit') ?? Infinity;
  const { keyCondition, filter, projection } = readExpressions(fields, [
    'FilterExpression',
    'KeyConditionExpression',
    'ProjectionExpression',
  ]);
  if (keyCondition === undefined) {
    throw validationError(
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    );
  }
  const target = readTarget(engine.catalog.get(tableName), fields);
  const range = keyRange(target.prefix, readKeyCondition(keyCondition, target.schema));
  const isCount = readIsCount(fields, target, projection);
  assertFilter(target, filter);
  assertProjected(target, projection ?? []);
  const reverse = fields.flag('ScanIndexForward') === false;
  const start = readStartKey(target, fields.raw('ExclusiveStartKey'));
  if (start !== undefined && !isWithin(range, start)) throw outsideQuery();
  const rest = start === undefined ? range : rangeAfter(range, start, reverse);
  const page = await readPage(engine.store, { ...rest, reverse }, { limit, filter });
  return describePage(target, page, { isCount, projection });
};
