import { serializationError, validationError, DynamoDbError } from '../errors.ts';
import type { AttributeValue } from '../values/attribute-value.ts';
import { readAttributeValue } from '../values/read-value.ts';
import { ExpressionError } from './syntax.ts';

const readPlaceholders = <T>(source: {
  raw: unknown;
  parameter: string;
  pattern: RegExp;
  read: (raw: unknown, key: string) => T;
}): ReadonlyMap<string, T> => {
  const { raw, parameter, pattern, read } = source;
  if (raw === undefined || raw === null) return new Map();
  if (typeof raw !== 'object' || Array.isArray(raw)) {
    throw serializationError(`${parameter} must be a map`);
  }
  const entries = Object.entries(raw);
  if (entries.length === 0) throw validationError(`${parameter} must not be empty`);
  return new Map(
    entries.map(([key, value]) => {
      if (!pattern.test(key)) {
        throw validationError(`${parameter} contains invalid key: Syntax error; key: "${key}"`);
      }
      return [key, read(value, key)];
    }),
  );
};

const readName = (raw: unknown): string => {
  if (typeof raw === 'string') return raw;
  throw serializationError('ExpressionAttributeNames must hold strings');
};

const readValue = (raw: unknown, key: string): AttributeValue => {
  try {
    return readAttributeValue(raw);
  } catch (error) {
    if (!(error instanceof DynamoDbError) || error.type !== 'ValidationException') throw error;
    throw validationError(
      `ExpressionAttributeValues contains invalid value: ${error.message} for key ${key}`,
    );
  }
};

/** The `#names` and `:values` of one request, and which of them its expressions used. */
export class Placeholders {
  private readonly names: ReadonlyMap<string, string>;
  private readonly values: ReadonlyMap<string, AttributeValue>;
  private readonly used = new Set<string>();

  /** @throws ValidationException when a key or a value is malformed. */
  constructor(source: { names: unknown; values: unknown }) {
    this.names = readPlaceholders({
      raw: source.names,
      parameter: 'ExpressionAttributeNames',
      pattern: /^#[0-9a-zA-Z_]+$/,
      read: readName,
    });
    this.values = readPlaceholders({
      raw: source.values,
      parameter: 'ExpressionAttributeValues',
      pattern: /^:[0-9a-zA-Z_]+$/,
      read: readValue,
    });
  }

  name(placeholder: string): string {
    const name = this.names.get(placeholder);
    if (name === undefined) {
      throw new ExpressionError(
        `An expression attribute name used in the document path is not defined; attribute name: ${placeholder}`,
      );
    }
    this.used.add(placeholder);
    return name;
  }

  value(placeholder: string): AttributeValue {
    const value = this.values.get(placeholder);
    if (value === undefined) {
      throw new ExpressionError(
        `An expression attribute value used in expression is not defined; attribute value: ${placeholder}`,
      );
    }
    this.used.add(placeholder);
    return value;
  }

  /** @throws ValidationException when the request defines a placeholder that nothing uses. */
  assertAllUsed(): void {
    this.assertUsed('ExpressionAttributeNames', this.names);
    this.assertUsed('ExpressionAttributeValues', this.values);
  }

  /** @throws ValidationException when placeholders come without an expression to use them. */
  assertWanted(expressions: { names: boolean; values: boolean; valueParameters: string }): void {
    if (this.names.size > 0 && !expressions.names) {
      throw validationError(
        'ExpressionAttributeNames can only be specified when using expressions',
      );
    }
    if (this.values.size > 0 && !expressions.values) {
      throw validationError(
        `ExpressionAttributeValues can only be specified when using expressions: ${expressions.valueParameters}`,
      );
    }
  }

  private assertUsed(parameter: string, defined: ReadonlyMap<string, unknown>): void {
    const unused = [...defined.keys()].filter((placeholder) => !this.used.has(placeholder));
    if (unused.length === 0) return;
    throw validationError(
      `Value provided in ${parameter} unused in expressions: keys: {${unused.join(', ')}}`,
    );
  }
}
