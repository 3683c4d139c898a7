import { validationError } from '../errors.ts';
import { typeOf } from '../values/attribute-value.ts';
import type { AttributeMap, AttributeValue } from '../values/attribute-value.ts';
import { equalValues } from '../values/compare-values.ts';
import { addDecimals, formatDecimal, negateDecimal, parseDecimal } from '../values/decimal.ts';
import { valueAt } from './document-path.ts';
import type { DocumentPath, Update, UpdateOperand } from './syntax.ts';
import { writePaths } from './write-paths.ts';

const wrongType = (): Error =>
  validationError('An operand in the update expression has an incorrect data type');

const appended = (left: AttributeValue, right: AttributeValue): AttributeValue => {
  if (!('L' in left) || !('L' in right)) throw wrongType();
  return { L: [...left.L, ...right.L] };
};

const summed = (
  operator: '+' | '-',
  left: AttributeValue,
  right: AttributeValue,
): AttributeValue => {
  if (!('N' in left) || !('N' in right)) throw wrongType();
  const addend = parseDecimal(right.N);
  const sum = addDecimals(parseDecimal(left.N), operator === '+' ? addend : negateDecimal(addend));
  return { N: formatDecimal(sum) };
};

const compute = (operand: UpdateOperand, item: AttributeMap): AttributeValue => {
  switch (operand.kind) {
    case 'value':
      return operand.value;
    case 'path': {
      const value = valueAt(item, operand.path);
      if (value === undefined) {
        throw validationError(
          'The provided expression refers to an attribute that does not exist in the item',
        );
      }
      return value;
    }
    case 'if_not_exists':
      return valueAt(item, operand.path) ?? compute(operand.fallback, item);
    case 'list_append':
      return appended(compute(operand.left, item), compute(operand.right, item));
    case 'sum':
      return summed(operand.operator, compute(operand.left, item), compute(operand.right, item));
  }
};

const union = (current: readonly string[], more: readonly string[]): readonly string[] => [
  ...new Set([...current, ...more]),
];

const added = (current: AttributeValue | undefined, value: AttributeValue): AttributeValue => {
  if (current === undefined) return value;
  if ('N' in current) return summed('+', current, value);
  if ('SS' in current && 'SS' in value) return { SS: union(current.SS, value.SS) };
  if ('NS' in current && 'NS' in value) return { NS: union(current.NS, value.NS) };
  if ('BS' in current && 'BS' in value) return { BS: union(current.BS, value.BS) };
  throw wrongType();
};

const rest = (members: readonly string[], type: 'SS' | 'NS' | 'BS'): AttributeValue | undefined => {
  if (members.length === 0) return undefined;
  if (type === 'SS') return { SS: members };
  return type === 'NS' ? { NS: members } : { BS: members };
};

const difference = (current: readonly string[], less: readonly string[]): readonly string[] => {
  const gone = new Set(less);
  return current.filter((member) => !gone.has(member));
};

/** The set without the members of `value`; undefined when none is left. */
const withoutMembers = (
  current: AttributeValue,
  value: AttributeValue,
): AttributeValue | undefined => {
  if (typeOf(current) !== typeOf(value)) throw wrongType();
  if (equalValues(current, value)) return undefined;
  if ('SS' in current && 'SS' in value) return rest(difference(current.SS, value.SS), 'SS');
  if ('NS' in current && 'NS' in value) return rest(difference(current.NS, value.NS), 'NS');
  if ('BS' in current && 'BS' in value) return rest(difference(current.BS, value.BS), 'BS');
  throw wrongType();
};

/**
 * The item after the update. Every operand is read from the item as it was before.
 *
 * @throws ValidationException when an operand is missing or of a wrong type, or a path leads nowhere.
 */
export const applyUpdate = (item: AttributeMap, update: Update): AttributeMap => {
  const writes: { path: DocumentPath; value: AttributeValue }[] = [];
  const removals: DocumentPath[] = update.remove.map((clause) => clause.path);
  for (const { path, operand } of update.set) writes.push({ path, value: compute(operand, item) });
  for (const { path, value } of update.add) {
    writes.push({ path, value: added(valueAt(item, path), value) });
  }
  for (const { path, value } of update.delete) {
    const current = valueAt(item, path);
    if (current === undefined) continue;
    const left = withoutMembers(current, value);
    if (left === undefined) removals.push(path);
    else writes.push({ path, value: left });
  }
  return writePaths(item, { writes, removals });
};
