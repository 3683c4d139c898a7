import type { Engine } from '../engine.ts';
import { readExpressions } from '../expressions/request-expressions.ts';
import { readFields } from '../request-fields.ts';
import type { RequestFields } from '../request-fields.ts';
import { assertKey } from '../storage/table.ts';
import type { AttributeMap } from '../values/attribute-value.ts';
import { readAttributeMap } from '../values/read-value.ts';
import { singleWrite } from './single-write.ts';
import { readReturnsItemOnFailure, readTableName, sharedWriteFields } from './write-action.ts';
import type { WriteAction } from './write-action.ts';

const keyedAction = (
  engine: Engine,
  fields: RequestFields,
  next: (current: AttributeMap | undefined) => AttributeMap | undefined,
): WriteAction => {
  const tableName = readTableName(fields);
  const returnsItemOnFailure = readReturnsItemOnFailure(fields);
  const { condition } = readExpressions(fields, ['ConditionExpression']);
  const table = engine.catalog.get(tableName);
  const key = readAttributeMap(fields.raw('Key'));
  assertKey(table.schema, key);
  return {
    table,
    key,
    ...(condition === undefined ? {} : { condition }),
    returnsItemOnFailure,
    next,
  };
};

export const deleteItem = singleWrite({ name: 'DeleteItem', subject: 'Key' }, (engine, fields) =>
  keyedAction(engine, fields, () => undefined),
);

/** A `Delete` within a transaction. */
export const readTransactDelete = (engine: Engine, raw: unknown): WriteAction => {
  const fields = readFields(raw, 'Delete', [...sharedWriteFields, 'Key']);
  return keyedAction(engine, fields, () => undefined);
};

/** A `ConditionCheck` within a transaction: writes nothing, but can stand in the way. */
export const readConditionCheck = (engine: Engine, raw: unknown): WriteAction => {
  const fields = readFields(raw, 'ConditionCheck', [...sharedWriteFields, 'Key']);
  fields.requiredText('ConditionExpression');
  return keyedAction(engine, fields, (current) => current);
};
