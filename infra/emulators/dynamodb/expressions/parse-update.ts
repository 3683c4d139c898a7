import { typeOf } from '../values/attribute-value.ts';
import type { AttributeType, AttributeValue } from '../values/attribute-value.ts';
import { wrongOperandCount, wrongOperandType } from './condition-checks.ts';
import { assertSeparate, parsePath } from './document-path.ts';
import type { Placeholders } from './placeholders.ts';
import { ExpressionError } from './syntax.ts';
import type { DocumentPath, Update, UpdateOperand } from './syntax.ts';
import { TokenCursor } from './token-cursor.ts';

const sections = ['SET', 'REMOVE', 'ADD', 'DELETE'] as const;

type Section = (typeof sections)[number];

const addable: ReadonlySet<AttributeType> = new Set(['N', 'SS', 'NS', 'BS']);

const deletable: ReadonlySet<AttributeType> = new Set(['SS', 'NS', 'BS']);

const longNames: Readonly<Record<AttributeType, string>> = {
  S: 'STRING',
  N: 'NUMBER',
  B: 'BINARY',
  BOOL: 'BOOLEAN',
  NULL: 'NULL',
  M: 'MAP',
  L: 'LIST',
  SS: 'STRING_SET',
  NS: 'NUMBER_SET',
  BS: 'BINARY_SET',
};

/** Every path that the update writes. */
export const updatedPaths = (update: Update): readonly DocumentPath[] =>
  [...update.set, ...update.remove, ...update.add, ...update.delete].map((clause) => clause.path);

const assertLiteralType = (name: string, operand: UpdateOperand, wanted: AttributeType): void => {
  if (operand.kind !== 'value') return;
  const type = typeOf(operand.value);
  if (type !== wanted) throw wrongOperandType(`operator or function: ${name}`, type);
};

const ifNotExists = (first: UpdateOperand, fallback: UpdateOperand): UpdateOperand => {
  if (first.kind !== 'path') {
    throw new ExpressionError(
      'Operator or function requires a document path; operator or function: if_not_exists',
    );
  }
  return { kind: 'if_not_exists', path: first.path, fallback };
};

const listAppend = (left: UpdateOperand, right: UpdateOperand): UpdateOperand => {
  for (const operand of [left, right]) assertLiteralType('list_append', operand, 'L');
  return { kind: 'list_append', left, right };
};

class UpdateParser {
  private readonly cursor: TokenCursor;
  private readonly placeholders: Placeholders;
  private readonly set: { path: DocumentPath; operand: UpdateOperand }[] = [];
  private readonly remove: { path: DocumentPath }[] = [];
  private readonly add: { path: DocumentPath; value: AttributeValue }[] = [];
  private readonly delete: { path: DocumentPath; value: AttributeValue }[] = [];

  constructor(cursor: TokenCursor, placeholders: Placeholders) {
    this.cursor = cursor;
    this.placeholders = placeholders;
  }

  parse(): Update {
    const seen = new Set<Section>();
    while (this.cursor.peek().kind !== 'end') {
      const section = this.parseSection();
      if (seen.has(section)) {
        throw new ExpressionError(
          `The "${section}" section can only be used once in an update expression;`,
        );
      }
      seen.add(section);
      this.parseClause(section);
      while (this.cursor.accept(',')) this.parseClause(section);
    }
    const update = { set: this.set, remove: this.remove, add: this.add, delete: this.delete };
    assertSeparate(updatedPaths(update));
    return update;
  }

  private parseSection(): Section {
    const section = sections.find((name) => this.cursor.isWord(name));
    if (section === undefined) return this.cursor.fail();
    this.cursor.next();
    return section;
  }

  private parseClause(section: Section): void {
    const path = parsePath(this.cursor, this.placeholders);
    this.cursor.countOperator();
    switch (section) {
      case 'SET':
        this.cursor.expect('=');
        this.set.push({ path, operand: this.parseSum() });
        return;
      case 'REMOVE':
        this.remove.push({ path });
        return;
      case 'ADD':
        this.add.push({ path, value: this.parseLiteral(section, addable) });
        return;
      case 'DELETE':
        this.delete.push({ path, value: this.parseLiteral(section, deletable) });
    }
  }

  private parseLiteral(section: Section, allowed: ReadonlySet<AttributeType>): AttributeValue {
    const token = this.cursor.peek();
    if (token.kind !== 'value') this.cursor.fail();
    this.cursor.next();
    const value = this.placeholders.value(token.text);
    const type = typeOf(value);
    if (!allowed.has(type)) throw wrongOperandType(`operator: ${section}`, longNames[type]);
    return value;
  }

  private parseSum(): UpdateOperand {
    const left = this.parseOperand();
    const operator = this.acceptSign();
    if (operator === undefined) return left;
    this.cursor.countOperator();
    const right = this.parseOperand();
    for (const operand of [left, right]) assertLiteralType(operator, operand, 'N');
    return { kind: 'sum', operator, left, right };
  }

  private acceptSign(): '+' | '-' | undefined {
    if (this.cursor.accept('+')) return '+';
    return this.cursor.accept('-') ? '-' : undefined;
  }

  private parseOperand(): UpdateOperand {
    const token = this.cursor.peek();
    if (token.kind === 'value') {
      this.cursor.next();
      return { kind: 'value', value: this.placeholders.value(token.text) };
    }
    if (this.cursor.isCall()) return this.cursor.nested(() => this.parseFunction());
    if (!this.cursor.accept('(')) {
      return { kind: 'path', path: parsePath(this.cursor, this.placeholders) };
    }
    const inner = this.cursor.nested(() => this.parseSum());
    this.cursor.expect(')');
    return inner;
  }

  private parseFunction(): UpdateOperand {
    const name = this.cursor.next().text;
    if (name !== 'if_not_exists' && name !== 'list_append') {
      throw new ExpressionError(`Invalid function name; function: ${name}`);
    }
    this.cursor.countOperator();
    this.cursor.expect('(');
    const operands = [this.parseOperand()];
    while (this.cursor.accept(',')) operands.push(this.parseOperand());
    this.cursor.expect(')');
    const [first, second] = operands;
    if (first === undefined || second === undefined || operands.length !== 2) {
      throw wrongOperandCount(name, operands.length);
    }
    return name === 'if_not_exists' ? ifNotExists(first, second) : listAppend(first, second);
  }
}

/**
 * Parses an update expression: each section at most once, no two paths overlapping.
 *
 * @throws ExpressionError in DynamoDB's words.
 */
export const parseUpdate = (expression: string, placeholders: Placeholders): Update =>
  new UpdateParser(new TokenCursor(expression), placeholders).parse();
