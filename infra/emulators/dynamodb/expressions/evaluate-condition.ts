import { typeOf } from '../values/attribute-value.ts';
import type { AttributeMap, AttributeValue } from '../values/attribute-value.ts';
import {
  beginsWith,
  compareScalars,
  containsValue,
  equalValues,
  sizeOf,
} from '../values/compare-values.ts';
import { valueAt } from './document-path.ts';
import type { Comparator, Condition, Operand } from './syntax.ts';

const noItem: AttributeMap = {};

const typeName = (value: AttributeValue | undefined): string | undefined =>
  value === undefined ? undefined : typeOf(value);

const operandValue = (operand: Operand, item: AttributeMap): AttributeValue | undefined => {
  switch (operand.kind) {
    case 'value':
      return operand.value;
    case 'path':
      return valueAt(item, operand.path);
    case 'size': {
      const value = valueAt(item, operand.path);
      const size = value === undefined ? undefined : sizeOf(value);
      return size === undefined ? undefined : { N: String(size) };
    }
  }
};

const orderSatisfies = (operator: Exclude<Comparator, '=' | '<>'>, order: number): boolean => {
  switch (operator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
};

const comparisonHolds = (
  condition: Condition & { kind: 'compare' },
  item: AttributeMap,
): boolean => {
  const left = operandValue(condition.left, item);
  const right = operandValue(condition.right, item);
  const { operator } = condition;
  if (left === undefined || right === undefined) return operator === '<>';
  if (operator === '=') return equalValues(left, right);
  if (operator === '<>') return !equalValues(left, right);
  const order = compareScalars(left, right);
  return order !== undefined && orderSatisfies(operator, order);
};

const betweenHolds = (condition: Condition & { kind: 'between' }, item: AttributeMap): boolean => {
  const value = operandValue(condition.operand, item);
  const low = operandValue(condition.low, item);
  const high = operandValue(condition.high, item);
  if (value === undefined || low === undefined || high === undefined) return false;
  const [fromLow, toHigh] = [compareScalars(low, value), compareScalars(value, high)];
  return fromLow !== undefined && fromLow <= 0 && toHigh !== undefined && toHigh <= 0;
};

const inHolds = (condition: Condition & { kind: 'in' }, item: AttributeMap): boolean => {
  const value = operandValue(condition.operand, item);
  if (value === undefined) return false;
  return condition.options.some((option) => {
    const candidate = operandValue(option, item);
    return candidate !== undefined && equalValues(value, candidate);
  });
};

const both = (
  condition: { readonly operand: Operand; readonly argument: Operand },
  item: AttributeMap,
  test: (value: AttributeValue, argument: AttributeValue) => boolean,
): boolean => {
  const value = operandValue(condition.operand, item);
  const argument = operandValue(condition.argument, item);
  return value !== undefined && argument !== undefined && test(value, argument);
};

/**
 * Whether the condition holds for the item (none counts as one without attributes). A comparison
 * with something missing or of another type is false, except `<>`, which is then true.
 */
export const holds = (condition: Condition, item: AttributeMap = noItem): boolean => {
  switch (condition.kind) {
    case 'and':
      return holds(condition.left, item) && holds(condition.right, item);
    case 'or':
      return holds(condition.left, item) || holds(condition.right, item);
    case 'not':
      return !holds(condition.operand, item);
    case 'exists':
      return (valueAt(item, condition.path) !== undefined) === condition.wanted;
    case 'type':
      return typeName(valueAt(item, condition.path)) === condition.type;
    case 'compare':
      return comparisonHolds(condition, item);
    case 'between':
      return betweenHolds(condition, item);
    case 'in':
      return inHolds(condition, item);
    case 'begins_with':
      return both(condition, item, beginsWith);
    case 'contains':
      return both(condition, item, containsValue);
  }
};
