import { readItem } from '../engine.ts';
import type { Engine } from '../engine.ts';
import { conditionalCheckFailed, validationError } from '../errors.ts';
import { holds } from '../expressions/evaluate-condition.ts';
import type { Condition } from '../expressions/syntax.ts';
import { constraintError } from '../request-fields.ts';
import type { RequestFields } from '../request-fields.ts';
import type { ItemChange } from '../storage/change-feed.ts';
import type { Table } from '../storage/table.ts';
import type { AttributeMap } from '../values/attribute-value.ts';
import { itemBytes, maxItemBytes } from '../values/item-size.ts';

/** One item's write, wherever it comes from: a single request or a transaction. */
export interface WriteAction {
  readonly table: Table;
  /** The key alone. */
  readonly key: AttributeMap;
  readonly condition?: Condition;
  readonly returnsItemOnFailure: boolean;
  /** The item afterwards; undefined for none. */
  readonly next: (current: AttributeMap | undefined) => AttributeMap | undefined;
}

/** Fields that a single write and its form within a transaction share. */
export const sharedWriteFields = [
  'TableName',
  'ConditionExpression',
  'ExpressionAttributeNames',
  'ExpressionAttributeValues',
  'ReturnValuesOnConditionCheckFailure',
] as const;

/** Fields that only a single write has. */
export const singleWriteFields = [...sharedWriteFields, 'ReturnValues'] as const;

/**
 * What the write does to the item as it is now. To be called within the write queue.
 *
 * @throws ConditionalCheckFailedException, with the item where the action asks for it.
 * @throws ValidationException when the write doesn't fit the item.
 */
export const evaluate = (engine: Engine, action: WriteAction): ItemChange => {
  const { table, condition } = action;
  const before = readItem(engine, table, action.key);
  if (condition !== undefined && !holds(condition, before)) {
    throw conditionalCheckFailed(action.returnsItemOnFailure ? before : undefined);
  }
  return { table, before, after: action.next(before) };
};

export const readReturnsItemOnFailure = (fields: RequestFields): boolean =>
  fields.choice('ReturnValuesOnConditionCheckFailure', ['ALL_OLD', 'NONE']) === 'ALL_OLD';

/** @throws ValidationException when the item weighs more than 400 KB. */
export const assertItemSize = (item: AttributeMap, message: string): void => {
  if (itemBytes(item) > maxItemBytes) throw validationError(message);
};

/** The name of a table, checked for its form. */
export const readTableName = (fields: RequestFields): string => {
  const name = fields.requiredText('TableName');
  if (!/^[a-zA-Z0-9_.-]+$/.test(name)) {
    throw constraintError(
      'TableName',
      name,
      'Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+',
    );
  }
  if (name.length < 3) {
    throw constraintError('TableName', name, 'Member must have length greater than or equal to 3');
  }
  if (name.length > 255) {
    throw constraintError('TableName', name, 'Member must have length less than or equal to 255');
  }
  return name;
};
