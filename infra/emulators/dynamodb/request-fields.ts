import { unsupported, serializationError, validationError } from './errors.ts';

/** Read access to one structure of a request, with DynamoDB's complaints about its fields. */
export interface RequestFields {
  readonly has: (name: string) => boolean;
  readonly raw: (name: string) => unknown;
  readonly text: (name: string) => string | undefined;
  readonly requiredText: (name: string) => string;
  readonly flag: (name: string) => boolean | undefined;
  readonly count: (name: string) => number | undefined;
  readonly choice: <T extends string>(name: string, choices: readonly T[]) => T | undefined;
  readonly list: (name: string) => readonly unknown[] | undefined;
  readonly requiredList: (name: string) => readonly unknown[];
}

/** A JSON object of any keys, such as a map of requests by table. */
export const asRecord = (raw: unknown, where: string): Readonly<Record<string, unknown>> => {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    throw serializationError(`Start of structure or map expected: ${where}`);
  }
  return raw as Readonly<Record<string, unknown>>;
};

/** DynamoDB's wording for a value that breaks the constraint of its field. */
export const constraintError = (
  name: string,
  value: string | number | undefined,
  constraint: string,
): Error => {
  const shown = value === undefined ? 'null' : `'${value}'`;
  const field = name.slice(0, 1).toLowerCase() + name.slice(1);
  return validationError(
    `1 validation error detected: Value ${shown} at '${field}' failed to satisfy constraint: ${constraint}`,
  );
};

const asList = (raw: unknown, where: string): readonly unknown[] => {
  if (!Array.isArray(raw)) throw serializationError(`Start of list expected: ${where}`);
  return raw as readonly unknown[];
};

class Fields implements RequestFields {
  private readonly source: Readonly<Record<string, unknown>>;

  constructor(source: Readonly<Record<string, unknown>>) {
    this.source = source;
  }

  has(name: string): boolean {
    return this.raw(name) !== undefined;
  }

  raw(name: string): unknown {
    return Object.hasOwn(this.source, name) ? (this.source[name] ?? undefined) : undefined;
  }

  text(name: string): string | undefined {
    const value = this.raw(name);
    if (value === undefined || typeof value === 'string') return value;
    throw serializationError(`${name} cannot be converted to String`);
  }

  requiredText(name: string): string {
    return this.text(name) ?? this.missing(name);
  }

  flag(name: string): boolean | undefined {
    const value = this.raw(name);
    if (value === undefined || typeof value === 'boolean') return value;
    throw serializationError(`${name} cannot be converted to Boolean`);
  }

  count(name: string): number | undefined {
    const value = this.raw(name);
    if (value === undefined) return undefined;
    if (typeof value !== 'number' || !Number.isInteger(value)) {
      throw serializationError(`${name} cannot be converted to Integer`);
    }
    if (value < 1) {
      throw constraintError(name, value, 'Member must have value greater than or equal to 1');
    }
    return value;
  }

  choice<T extends string>(name: string, choices: readonly T[]): T | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const choice = choices.find((candidate) => candidate === value);
    if (choice !== undefined) return choice;
    const constraint = `Member must satisfy enum value set: [${choices.join(', ')}]`;
    throw constraintError(name, value, constraint);
  }

  list(name: string): readonly unknown[] | undefined {
    const value = this.raw(name);
    return value === undefined ? undefined : asList(value, name);
  }

  requiredList(name: string): readonly unknown[] {
    return this.list(name) ?? this.missing(name);
  }

  private missing(name: string): never {
    throw constraintError(name, undefined, 'Member must not be null');
  }
}

/**
 * Opens a structure for reading. A field outside `known` is refused by name: nothing that this
 * DynamoDB does not implement is ever ignored.
 *
 * @throws ValidationException, or SerializationException where the JSON has another type.
 */
export const readFields = (
  raw: unknown,
  where: string,
  known: readonly string[],
): RequestFields => {
  const source = asRecord(raw, where);
  const allowed = new Set(known);
  for (const [name, value] of Object.entries(source)) {
    if (allowed.has(name) || value === null || value === undefined) continue;
    throw unsupported(name, where);
  }
  return new Fields(source);
};
