import {
  assertBounds,
  assertComparable,
  assertDistinctOperands,
  assertPrefixOperand,
  assertTypeName,
  wrongOperandCount,
} from './condition-checks.ts';
import { parsePath } from './document-path.ts';
import type { Placeholders } from './placeholders.ts';
import { ExpressionError } from './syntax.ts';
import type { Comparator, Condition, Operand } from './syntax.ts';
import { TokenCursor } from './token-cursor.ts';

const comparators: ReadonlySet<string> = new Set(['=', '<>', '<', '<=', '>', '>=']);

const conditionFunctions: ReadonlySet<string> = new Set([
  'attribute_exists',
  'attribute_not_exists',
  'attribute_type',
  'begins_with',
  'contains',
]);

const misused = (name: string): ExpressionError =>
  new ExpressionError(
    `The function is not allowed to be used this way in an expression; function: ${name}`,
  );

const needsPath = (name: string): ExpressionError =>
  new ExpressionError(
    `Operator or function requires a document path; operator or function: ${name}`,
  );

const existence = (name: string, operand: Operand): Condition => {
  if (operand.kind !== 'path') throw needsPath(name);
  return { kind: 'exists', path: operand.path, wanted: name === 'attribute_exists' };
};

const binaryFunction = (name: string, operand: Operand, argument: Operand): Condition => {
  if (name === 'attribute_type') {
    if (operand.kind !== 'path') throw needsPath(name);
    return { kind: 'type', path: operand.path, type: assertTypeName(argument) };
  }
  assertDistinctOperands(name, operand, [argument]);
  if (name === 'contains') {
    return { kind: 'contains', operand, argument };
  }
  assertPrefixOperand(name, operand);
  assertPrefixOperand(name, argument);
  return { kind: 'begins_with', operand, argument };
};

class ConditionParser {
  private readonly cursor: TokenCursor;
  private readonly placeholders: Placeholders;
  private readonly parenthesised = new WeakSet<Condition>();

  constructor(cursor: TokenCursor, placeholders: Placeholders) {
    this.cursor = cursor;
    this.placeholders = placeholders;
  }

  parse(): Condition {
    const condition = this.parseOr();
    this.cursor.expectEnd();
    return condition;
  }

  private parseOr(): Condition {
    let left = this.parseAnd();
    while (this.cursor.acceptWord('OR')) {
      this.cursor.countOperator();
      left = { kind: 'or', left, right: this.parseAnd() };
    }
    return left;
  }

  private parseAnd(): Condition {
    let left = this.parseNot();
    while (this.cursor.acceptWord('AND')) {
      this.cursor.countOperator();
      left = { kind: 'and', left, right: this.parseNot() };
    }
    return left;
  }

  private parseNot(): Condition {
    if (!this.cursor.acceptWord('NOT')) return this.parsePrimary();
    this.cursor.countOperator();
    return { kind: 'not', operand: this.cursor.nested(() => this.parseNot()) };
  }

  private parsePrimary(): Condition {
    if (this.cursor.accept('(')) {
      const inner = this.cursor.nested(() => this.parseOr());
      this.cursor.expect(')');
      if (this.parenthesised.has(inner)) {
        throw new ExpressionError('The expression has redundant parentheses;');
      }
      this.parenthesised.add(inner);
      return inner;
    }
    if (this.cursor.isCall() && conditionFunctions.has(this.cursor.peek().text)) {
      return this.parseFunction();
    }
    return this.parseComparison();
  }

  private parseFunction(): Condition {
    const name = this.cursor.next().text;
    this.cursor.countOperator();
    const operands = this.parseOperandList();
    if (comparators.has(this.cursor.peek().text)) throw misused(name);
    const wanted = name === 'attribute_exists' || name === 'attribute_not_exists' ? 1 : 2;
    const [first, second] = operands;
    if (first === undefined || operands.length !== wanted) {
      throw wrongOperandCount(name, operands.length);
    }
    if (second === undefined) return existence(name, first);
    return binaryFunction(name, first, second);
  }

  private parseComparison(): Condition {
    const left = this.parseOperand();
    this.cursor.countOperator();
    if (this.cursor.acceptWord('BETWEEN')) return this.parseBetween(left);
    if (this.cursor.acceptWord('IN')) return this.parseIn(left);
    const operator = this.cursor.peek();
    if (!comparators.has(operator.text)) {
      if (left.kind === 'size') throw misused('size');
      this.cursor.fail();
    }
    this.cursor.next();
    const right = this.parseOperand();
    assertComparable(operator.text, [left, right]);
    assertDistinctOperands(operator.text, left, [right]);
    return { kind: 'compare', operator: operator.text as Comparator, left, right };
  }

  private parseBetween(operand: Operand): Condition {
    const low = this.parseOperand();
    if (!this.cursor.acceptWord('AND')) this.cursor.fail();
    const high = this.parseOperand();
    assertComparable('BETWEEN', [operand, low, high]);
    assertDistinctOperands('BETWEEN', operand, [low, high]);
    assertBounds(low, high);
    return { kind: 'between', operand, low, high };
  }

  private parseIn(operand: Operand): Condition {
    const options = this.parseOperandList();
    if (options.length === 0 || options.length > 100) throw wrongOperandCount('IN', options.length);
    assertDistinctOperands('IN', operand, options);
    return { kind: 'in', operand, options };
  }

  private parseOperandList(): readonly Operand[] {
    this.cursor.expect('(');
    const operands = [this.parseOperand()];
    while (this.cursor.accept(',')) operands.push(this.parseOperand());
    this.cursor.expect(')');
    return operands;
  }

  private parseOperand(): Operand {
    const token = this.cursor.peek();
    if (token.kind === 'value') {
      this.cursor.next();
      return { kind: 'value', value: this.placeholders.value(token.text) };
    }
    if (!this.cursor.isCall()) {
      return { kind: 'path', path: parsePath(this.cursor, this.placeholders) };
    }
    return this.parseSize();
  }

  private parseSize(): Operand {
    const name = this.cursor.next().text;
    if (conditionFunctions.has(name)) throw misused(name);
    if (name !== 'size') throw new ExpressionError(`Invalid function name; function: ${name}`);
    const operands = this.parseOperandList();
    const [operand] = operands;
    if (operand === undefined || operands.length !== 1) {
      throw wrongOperandCount(name, operands.length);
    }
    if (operand.kind === 'size') throw misused(name);
    if (operand.kind === 'value') throw needsPath(name);
    return { kind: 'size', path: operand.path };
  }
}

/**
 * Parses the text of a condition, filter or key condition.
 *
 * @throws ExpressionError in DynamoDB's words.
 */
export const parseCondition = (expression: string, placeholders: Placeholders): Condition => {
  const parser = new ConditionParser(new TokenCursor(expression), placeholders);
  return parser.parse();
};
