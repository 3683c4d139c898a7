import { attributeTypes, typeOf } from '../values/attribute-value.ts';
import { compareScalars } from '../values/compare-values.ts';
import { showPath } from './document-path.ts';
import { ExpressionError } from './syntax.ts';
import type { Operand } from './syntax.ts';

const knownTypes: ReadonlySet<string> = new Set(attributeTypes);

const orderedTypes: ReadonlySet<string> = new Set(['S', 'N', 'B']);

export const wrongOperandType = (subject: string, type: string): ExpressionError =>
  new ExpressionError(
    `Incorrect operand type for operator or function; ${subject}, operand type: ${type}`,
  );

/** What `<`, `BETWEEN` and their like can't compare is refused before any item is read. */
export const assertComparable = (operator: string, operands: readonly Operand[]): void => {
  if (operator === '=' || operator === '<>') return;
  for (const operand of operands) {
    if (operand.kind !== 'value') continue;
    const type = typeOf(operand.value);
    if (!orderedTypes.has(type)) throw wrongOperandType(`operator: ${operator}`, type);
  }
};

export const assertPrefixOperand = (name: string, operand: Operand): void => {
  if (operand.kind !== 'value') return;
  const type = typeOf(operand.value);
  if (type !== 'S' && type !== 'B') throw wrongOperandType(`operator or function: ${name}`, type);
};

/** The type that `attribute_type` names. */
export const assertTypeName = (operand: Operand): string => {
  if (operand.kind !== 'value') {
    throw new ExpressionError(
      'Incorrect operand type for operator or function; operator or function: attribute_type, operand type: {NS,SS,L,BS,N,M,B,BOOL,NULL,S}',
    );
  }
  if (!('S' in operand.value)) {
    throw wrongOperandType('operator or function: attribute_type', typeOf(operand.value));
  }
  const type = operand.value.S;
  if (!knownTypes.has(type)) {
    throw new ExpressionError(
      `Invalid attribute type name found; type: ${type}, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}`,
    );
  }
  return type;
};

/** A comparison of a path with itself is refused, as it can only be a mistake. */
export const assertDistinctOperands = (
  operator: string,
  first: Operand,
  others: readonly Operand[],
): void => {
  if (first.kind !== 'path') return;
  const shown = showPath(first.path);
  if (!others.some((other) => other.kind === 'path' && showPath(other.path) === shown)) return;
  throw new ExpressionError(
    `The first operand must be distinct from the remaining operands for this operator or function; operator: ${operator}, first operand: ${shown}`,
  );
};

const showOperand = (operand: Operand & { kind: 'value' }): string => {
  const [type, content] = Object.entries(operand.value)[0] ?? [];
  return `{${type ?? ''}:${String(content)}}`;
};

export const assertBounds = (low: Operand, high: Operand): void => {
  if (low.kind !== 'value' || high.kind !== 'value') return;
  const order = compareScalars(low.value, high.value);
  const shown = `lower bound operand: AttributeValue: ${showOperand(low)}, upper bound operand: AttributeValue: ${showOperand(high)}`;
  if (order === undefined) {
    throw new ExpressionError(
      `The BETWEEN operator requires same data type for lower and upper bounds; ${shown}`,
    );
  }
  if (order > 0) {
    throw new ExpressionError(
      `The BETWEEN operator requires upper bound to be greater than or equal to lower bound; ${shown}`,
    );
  }
};

export const wrongOperandCount = (name: string, count: number): ExpressionError =>
  new ExpressionError(
    `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${count}`,
  );
