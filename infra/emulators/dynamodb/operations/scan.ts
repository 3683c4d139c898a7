import type { Operation } from '../engine.ts';
import { pathsOf } from '../expressions/condition-paths.ts';
import { readExpressions } from '../expressions/request-expressions.ts';
import { readFields } from '../request-fields.ts';
import { rangeAfter } from './key-range.ts';
import { within } from '../storage/layout.ts';
import { readPage } from './page.ts';
import {
  assertProjected,
  describePage,
  readIsCount,
  readStartKey,
  readTarget,
} from './read-target.ts';
import { readTableName } from './write-action.ts';

const knownFields = [
  'TableName',
  'IndexName',
  'FilterExpression',
  'ProjectionExpression',
  'ExpressionAttributeNames',
  'ExpressionAttributeValues',
  'ExclusiveStartKey',
  'ConsistentRead',
  'Limit',
  'Select',
];

/** For people who look in with a tool; items come in the order of their keys. */
export const scan: Operation = async (engine, body) => {
  const fields = readFields(body, 'Scan', knownFields);
  const tableName = readTableName(fields);
  const limit = fields.count('Limit') ?? Infinity;
  const { filter, projection } = readExpressions(fields, [
    'FilterExpression',
    'ProjectionExpression',
  ]);
  const target = readTarget(engine.catalog.get(tableName), fields);
  const isCount = readIsCount(fields, target, projection);
  assertProjected(target, [
    ...(filter === undefined ? [] : pathsOf(filter)),
    ...(projection ?? []),
  ]);
  const range = within(target.prefix);
  const start = readStartKey(target, fields.raw('ExclusiveStartKey'));
  const rest = start === undefined ? range : rangeAfter(range, start, false);
  const page = await readPage(engine.store, rest, { limit, filter });
  return describePage(target, page, { isCount, projection });
};
