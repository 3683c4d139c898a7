import { attributeOf } from '../values/attribute-value.ts';
import type { AttributeMap, AttributeValue } from '../values/attribute-value.ts';
import { reservedWords } from './reserved-words.ts';
import type { Placeholders } from './placeholders.ts';
import { ExpressionError } from './syntax.ts';
import type { DocumentPath } from './syntax.ts';
import type { TokenCursor } from './token-cursor.ts';

const parseName = (cursor: TokenCursor, placeholders: Placeholders): string => {
  const token = cursor.peek();
  if (token.kind === 'name') {
    cursor.next();
    return placeholders.name(token.text);
  }
  if (token.kind !== 'word') cursor.fail();
  if (reservedWords.has(token.text.toUpperCase())) {
    throw new ExpressionError(
      `Attribute name is a reserved keyword; reserved keyword: ${token.text}`,
    );
  }
  cursor.next();
  return token.text;
};

const parseIndex = (cursor: TokenCursor): number => {
  const token = cursor.peek();
  if (token.kind !== 'number') cursor.fail();
  cursor.next();
  cursor.expect(']');
  return Number(token.text);
};

/** Reads a path: names and indexes, with placeholders resolved and reserved words refused. */
export const parsePath = (cursor: TokenCursor, placeholders: Placeholders): DocumentPath => {
  const rest: (string | number)[] = [];
  const first = parseName(cursor, placeholders);
  for (;;) {
    if (cursor.accept('.')) rest.push(parseName(cursor, placeholders));
    else if (cursor.accept('[')) rest.push(parseIndex(cursor));
    else return [first, ...rest];
  }
};

const stepInto = (value: AttributeValue, step: string | number): AttributeValue | undefined => {
  if (typeof step === 'string') return 'M' in value ? attributeOf(value.M, step) : undefined;
  return 'L' in value ? value.L[step] : undefined;
};

/** The value at the path, or undefined where the item has nothing there. */
export const valueAt = (item: AttributeMap, path: DocumentPath): AttributeValue | undefined => {
  let value = attributeOf(item, path[0]);
  for (const step of path.slice(1)) {
    if (value === undefined) return undefined;
    value = stepInto(value, step);
  }
  return value;
};

/** The path as DynamoDB's messages print it: `[a, b, [0]]`. */
export const showPath = (path: DocumentPath): string =>
  `[${path.map((step) => (typeof step === 'number' ? `[${step}]` : step)).join(', ')}]`;

const pathError = (
  fault: 'conflict' | 'overlap',
  one: DocumentPath,
  two: DocumentPath,
): ExpressionError =>
  new ExpressionError(
    `Two document paths ${fault} with each other; must remove or rewrite one of these paths; path one: ${showPath(one)}, path two: ${showPath(two)}`,
  );

const assertPairSeparate = (one: DocumentPath, two: DocumentPath): void => {
  const shared = Math.min(one.length, two.length);
  for (let at = 0; at < shared; at += 1) {
    if (one[at] === two[at]) continue;
    if (typeof one[at] === typeof two[at]) return;
    throw pathError('conflict', one, two);
  }
  throw pathError('overlap', one, two);
};

/** @throws ExpressionError when one path lies within another, or reads it as another type. */
export const assertSeparate = (paths: readonly DocumentPath[]): void => {
  paths.forEach((path, index) => {
    for (const earlier of paths.slice(0, index)) assertPairSeparate(earlier, path);
  });
};
