import type { Condition, DocumentPath, Operand } from './syntax.ts';

const operandPaths = (operands: readonly Operand[]): readonly DocumentPath[] =>
  operands.flatMap((operand) => (operand.kind === 'value' ? [] : [operand.path]));

/** Every path that the condition reads. */
export const pathsOf = (condition: Condition): readonly DocumentPath[] => {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return [...pathsOf(condition.left), ...pathsOf(condition.right)];
    case 'not':
      return pathsOf(condition.operand);
    case 'exists':
    case 'type':
      return [condition.path];
    case 'compare':
      return operandPaths([condition.left, condition.right]);
    case 'between':
      return operandPaths([condition.operand, condition.low, condition.high]);
    case 'in':
      return operandPaths([condition.operand, ...condition.options]);
    case 'begins_with':
    case 'contains':
      return operandPaths([condition.operand, condition.argument]);
  }
};
