import { readCapacityReport, reportUsage, writeUsage } from '../consumed-capacity.ts';
import type { Engine, Operation } from '../engine.ts';
import { validationError } from '../errors.ts';
import { readExpressions } from '../expressions/request-expressions.ts';
import { readFields, type RequestFields } from '../request-fields.ts';
import { assertKey } from '../storage/table.ts';
import type { AttributeMap } from '../values/attribute-value.ts';
import { readAttributeMap } from '../values/read-value.ts';
import {
  checkCollectionMetrics,
  evaluate,
  readReturnsItemOnFailure,
  readTableName,
  sharedWriteFields,
  singleWriteFields,
  type WriteAction,
} from './write-action.ts';

export const deleteItem: Operation = async (engine, { body }) => {
  const fields = readFields(body, 'DeleteItem', [...singleWriteFields, 'Key']);
  const returnValues = fields.text('ReturnValues') ?? 'NONE';
  if (returnValues !== 'NONE' && returnValues !== 'ALL_OLD') {
    throw validationError('ReturnValues can only be ALL_OLD or NONE');
  }
  const report = readCapacityReport(fields);
  checkCollectionMetrics(fields);
  const action = keyedAction(engine, fields, () => undefined);
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

/** A `Delete` within a transaction. */
export function readTransactDelete(engine: Engine, raw: unknown): WriteAction {
  const fields = readFields(raw, 'Delete', [...sharedWriteFields, 'Key']);
  return keyedAction(engine, fields, () => undefined);
}

/** A `ConditionCheck` within a transaction: writes nothing, but can stand in the way. */
export function readConditionCheck(engine: Engine, raw: unknown): WriteAction {
  const fields = readFields(raw, 'ConditionCheck', [...sharedWriteFields, 'Key']);
  fields.requiredText('ConditionExpression');
  return keyedAction(engine, fields, (current) => current);
}

function keyedAction(
  engine: Engine,
  fields: RequestFields,
  next: (current: AttributeMap | undefined) => AttributeMap | undefined,
): WriteAction {
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
}
