import { invalidParameter, validationError } from '../errors.ts';
import { keyAttributes } from '../storage/table.ts';
import type { KeyAttribute, KeySchema } from '../storage/table.ts';
import { scalarText, typeOf } from '../values/attribute-value.ts';
import type { AttributeValue } from '../values/attribute-value.ts';
import type { Comparator, Condition, Operand } from './syntax.ts';

/** Which sort keys of one partition are wanted. */
type RangeCondition =
  | { readonly kind: '=' | '<' | '<=' | '>' | '>=' | 'begins_with'; readonly value: AttributeValue }
  | { readonly kind: 'between'; readonly low: AttributeValue; readonly high: AttributeValue };

export interface KeyCondition {
  readonly hash: AttributeValue;
  readonly range?: RangeCondition;
}

const mirrored: Readonly<Record<Comparator, Comparator>> = {
  '=': '=',
  '<>': '<>',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

const conjuncts = (condition: Condition): readonly Condition[] => {
  if (condition.kind !== 'and') return [condition];
  return [...conjuncts(condition.left), ...conjuncts(condition.right)];
};

const nameOf = (operand: Operand): string => {
  if (operand.kind === 'value') {
    throw validationError(
      'Invalid condition in KeyConditionExpression: No key attribute specified',
    );
  }
  if (operand.kind === 'size') {
    throw validationError('KeyConditionExpressions cannot contain nested operations');
  }
  if (operand.path.length > 1) {
    throw validationError('KeyConditionExpressions cannot have conditions on nested attributes');
  }
  return operand.path[0];
};

const valueOf = (operand: Operand): AttributeValue => {
  if (operand.kind === 'value') return operand.value;
  if (operand.kind === 'size') {
    throw validationError('KeyConditionExpressions cannot contain nested operations');
  }
  throw validationError(
    'Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition',
  );
};

const readComparison = (
  condition: Condition & { kind: 'compare' },
): {
  name: string;
  range: RangeCondition;
} => {
  const { left, right } = condition;
  const isMirrored = left.kind === 'value';
  const operator = isMirrored ? mirrored[condition.operator] : condition.operator;
  if (operator === '<>') {
    throw validationError('Invalid operator used in KeyConditionExpression: <>');
  }
  const [name, value] = isMirrored ? [nameOf(right), left.value] : [nameOf(left), valueOf(right)];
  return { name, range: { kind: operator, value } };
};

const firstName = (operator: string, operand: Operand): string => {
  if (operand.kind !== 'value') return nameOf(operand);
  throw validationError(
    `Invalid condition in KeyConditionExpression: ${operator} operator must have the key attribute as its first operand`,
  );
};

const operatorName = (condition: Condition): string => {
  if (condition.kind === 'exists') {
    return condition.wanted ? 'attribute_exists' : 'attribute_not_exists';
  }
  if (condition.kind === 'type') return 'attribute_type';
  return condition.kind === 'contains' ? 'contains' : condition.kind.toUpperCase();
};

const readPart = (condition: Condition): { name: string; range: RangeCondition } => {
  switch (condition.kind) {
    case 'compare':
      return readComparison(condition);
    case 'between': {
      const [low, high] = [valueOf(condition.low), valueOf(condition.high)];
      return {
        name: firstName('BETWEEN', condition.operand),
        range: { kind: 'between', low, high },
      };
    }
    case 'begins_with': {
      const value = valueOf(condition.argument);
      return {
        name: firstName('begins_with', condition.operand),
        range: { kind: 'begins_with', value },
      };
    }
    default:
      throw validationError(
        `Invalid operator used in KeyConditionExpression: ${operatorName(condition)}`,
      );
  }
};

const assertNames = (byName: ReadonlyMap<string, RangeCondition>, schema: KeySchema): void => {
  const names = keyAttributes(schema).map(({ name }) => name);
  if (names.length === 1 && byName.size > 1) {
    throw validationError('Query key condition not supported');
  }
  const missing = names.slice(0, byName.size).find((name) => !byName.has(name));
  if (missing !== undefined) {
    throw validationError(`Query condition missed key schema element: ${missing}`);
  }
};

const assertValues = (attribute: KeyAttribute, values: readonly AttributeValue[]): void => {
  for (const value of values) {
    if (typeOf(value) !== attribute.type) {
      throw invalidParameter('Condition parameter type does not match schema type');
    }
    if (scalarText(value) === '') {
      throw validationError(
        `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${attribute.type === 'B' ? 'binary' : 'string'} value. Key: ${attribute.name}`,
      );
    }
  }
};

/**
 * Turns a parsed key condition into one partition and a range of it.
 *
 * @throws ValidationException when it asks for anything that the key's order can't answer.
 */
export const readKeyCondition = (condition: Condition, schema: KeySchema): KeyCondition => {
  const byName = new Map<string, RangeCondition>();
  for (const part of conjuncts(condition)) {
    const { name, range } = readPart(part);
    if (byName.has(name)) {
      throw validationError('KeyConditionExpressions must only contain one condition per key');
    }
    byName.set(name, range);
  }
  if (byName.size > 2) throw validationError('Conditions can be of length 1 or 2 only');
  assertNames(byName, schema);
  const hash = byName.get(schema.hash.name);
  if (hash?.kind !== '=') throw validationError('Query key condition not supported');
  assertValues(schema.hash, [hash.value]);
  const range = schema.range === undefined ? undefined : byName.get(schema.range.name);
  if (range === undefined || schema.range === undefined) return { hash: hash.value };
  const values = range.kind === 'between' ? [range.low, range.high] : [range.value];
  assertValues(schema.range, values);
  if (range.kind === 'begins_with' && schema.range.type === 'N') {
    throw validationError('Query key condition not supported');
  }
  return { hash: hash.value, range };
};
