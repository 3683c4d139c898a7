import type { Engine, Operation } from '../engine.ts';
import { invalidParameter } from '../errors.ts';
import { applyUpdate } from '../expressions/apply-update.ts';
import { updatedPaths } from '../expressions/parse-update.ts';
import { project } from '../expressions/projection.ts';
import { readExpressions } from '../expressions/request-expressions.ts';
import type { DocumentPath, Update } from '../expressions/syntax.ts';
import { readFields } from '../request-fields.ts';
import type { RequestFields } from '../request-fields.ts';
import type { ItemChange } from '../storage/change-feed.ts';
import { assertIndexKeys, assertKey, keyAttributes } from '../storage/table.ts';
import type { Table } from '../storage/table.ts';
import type { AttributeMap } from '../values/attribute-value.ts';
import { readAttributeMap } from '../values/read-value.ts';
import {
  assertItemSize,
  evaluate,
  readReturnsItemOnFailure,
  readTableName,
  sharedWriteFields,
  singleWriteFields,
} from './write-action.ts';
import type { WriteAction } from './write-action.ts';

const returnChoices = ['ALL_NEW', 'UPDATED_OLD', 'ALL_OLD', 'NONE', 'UPDATED_NEW'] as const;

type ReturnValues = (typeof returnChoices)[number];

interface UpdateAction extends WriteAction {
  readonly paths: readonly DocumentPath[];
}

const assertKeyUntouched = (table: Table, paths: readonly DocumentPath[]): void => {
  for (const { name } of keyAttributes(table.schema)) {
    if (!paths.some(([head]) => head === name)) continue;
    throw invalidParameter(`Cannot update attribute ${name}. This attribute is part of the key`);
  }
};

const updated = (table: Table, item: AttributeMap, update: Update | undefined): AttributeMap => {
  if (update === undefined) return item;
  const after = applyUpdate(item, update);
  assertIndexKeys(table, after);
  assertItemSize(after, 'Item size to update has exceeded the maximum allowed size');
  return after;
};

const updateAction = (engine: Engine, fields: RequestFields): UpdateAction => {
  const tableName = readTableName(fields);
  const returnsItemOnFailure = readReturnsItemOnFailure(fields);
  const { condition, update } = readExpressions(fields, [
    'UpdateExpression',
    'ConditionExpression',
  ]);
  const table = engine.catalog.get(tableName);
  const key = readAttributeMap(fields.raw('Key'));
  assertKey(table.schema, key);
  const paths = update === undefined ? [] : updatedPaths(update);
  assertKeyUntouched(table, paths);
  return {
    table,
    key,
    paths,
    ...(condition === undefined ? {} : { condition }),
    returnsItemOnFailure,
    next: (current) => updated(table, current ?? key, update),
  };
};

const returned = (
  returnValues: ReturnValues,
  { before, after }: ItemChange,
  paths: readonly DocumentPath[],
): object => {
  const image = returnValues.endsWith('_OLD') ? before : after;
  if (returnValues === 'NONE' || image === undefined) return {};
  const attributes = returnValues.startsWith('ALL') ? image : project(image, paths);
  return Object.keys(attributes).length === 0 ? {} : { Attributes: attributes };
};

export const updateItem: Operation = async (engine, body) => {
  const fields = readFields(body, 'UpdateItem', [...singleWriteFields, 'Key', 'UpdateExpression']);
  const returnValues = fields.choice('ReturnValues', returnChoices) ?? 'NONE';
  const action = updateAction(engine, fields);
  return engine.queue.run(async () => {
    const change = evaluate(engine, action);
    await engine.committer.commit([change]);
    return returned(returnValues, change, action.paths);
  });
};

/** An `Update` within a transaction. */
export const readTransactUpdate = (engine: Engine, raw: unknown): WriteAction => {
  const fields = readFields(raw, 'Update', [...sharedWriteFields, 'Key', 'UpdateExpression']);
  fields.requiredText('UpdateExpression');
  return updateAction(engine, fields);
};
