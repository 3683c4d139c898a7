import { invalidParameter, unsupported, serializationError, validationError } from '../errors.ts';
import { attributeTypes } from './attribute-value.ts';
import type { AttributeMap, AttributeType, AttributeValue } from './attribute-value.ts';
import { normalizeNumber } from './decimal.ts';

const maxDepth = 32;

const knownTypes: ReadonlySet<string> = new Set(attributeTypes);

const record = (raw: unknown): Readonly<Record<string, unknown>> => {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    throw serializationError('Start of structure or map expected');
  }
  return raw as Readonly<Record<string, unknown>>;
};

const attributeName = (name: string): string => {
  if (Buffer.byteLength(name) > 65_535) {
    throw invalidParameter('Attribute name is too large, must be less than 65536 bytes');
  }
  return name;
};

const text = (raw: unknown): string => {
  if (typeof raw !== 'string') throw serializationError('Value cannot be converted to String');
  return raw;
};

const base64 = (raw: unknown): string => {
  const encoded = text(raw);
  if (Buffer.from(encoded, 'base64').toString('base64') !== encoded) {
    throw serializationError('Value cannot be converted to bytes: it is not valid base64');
  }
  return encoded;
};

const boolean = (raw: unknown): boolean => {
  if (typeof raw !== 'boolean') throw serializationError('Value cannot be converted to Boolean');
  return raw;
};

const readNull = (content: unknown): AttributeValue => {
  if (!boolean(content)) {
    throw invalidParameter('Null attribute value types must have the value of true');
  }
  return { NULL: true };
};

const deeper = (depth: number): number => {
  if (depth + 1 >= maxDepth) {
    throw validationError('Nesting Levels have exceeded supported limits');
  }
  return depth + 1;
};

const list = (raw: unknown): readonly unknown[] => {
  if (!Array.isArray(raw)) throw serializationError('Start of list expected');
  return raw as readonly unknown[];
};

const emptySetMessages = {
  SS: 'An string set  may not be empty',
  NS: 'An number set  may not be empty',
  BS: 'Binary sets should not be empty',
};

const distinct = (type: 'SS' | 'NS' | 'BS', elements: readonly string[]): readonly string[] => {
  if (elements.length === 0) throw invalidParameter(emptySetMessages[type]);
  if (new Set(elements).size === elements.length) return elements;
  if (type === 'NS') throw validationError('Input collection contains duplicates');
  const shown = `[${elements.join(', ')}]`;
  throw invalidParameter(
    type === 'SS'
      ? `Input collection ${shown} contains duplicates.`
      : `Input collection ${shown}of type BS contains duplicates.`,
  );
};

const readContent = (type: AttributeType, content: unknown, depth: number): AttributeValue => {
  switch (type) {
    case 'S':
      return { S: text(content) };
    case 'N':
      return { N: normalizeNumber(text(content)) };
    case 'B':
      return { B: base64(content) };
    case 'BOOL':
      return { BOOL: boolean(content) };
    case 'NULL':
      return readNull(content);
    case 'M':
      // eslint-disable-next-line @typescript-eslint/no-use-before-define -- they call each other
      return { M: readAttributeMap(content, deeper(depth)) };
    case 'L':
      // eslint-disable-next-line @typescript-eslint/no-use-before-define -- they call each other
      return { L: list(content).map((element) => readAttributeValue(element, deeper(depth))) };
    case 'SS':
      return { SS: distinct(type, list(content).map(text)) };
    case 'NS':
      return { NS: distinct(type, list(content).map(text).map(normalizeNumber)) };
    case 'BS':
      return { BS: distinct(type, list(content).map(base64)) };
  }
};

/** Reads one value from a request; the same guarantees as `readAttributeMap`. */
export const readAttributeValue = (raw: unknown, depth = 0): AttributeValue => {
  const given = Object.entries(record(raw)).filter(
    ([, content]) => content !== null && content !== undefined,
  );
  const entries = given.filter(([type]) => knownTypes.has(type));
  const [entry, second] = entries;
  if (entry === undefined) {
    throw validationError(
      'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes',
    );
  }
  const unknown = given.find(([type]) => !knownTypes.has(type))?.[0];
  if (unknown !== undefined) throw unsupported(unknown, 'AttributeValue');
  if (second !== undefined) {
    throw validationError(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    );
  }
  return readContent(entry[0] as AttributeType, entry[1], depth);
};

/**
 * Reads a map of attributes from a request: every value has exactly one type, numbers are
 * normalised, sets hold no duplicates, nesting stays within 32 levels.
 *
 * @throws ValidationException, or SerializationException where the JSON has another type.
 */
export const readAttributeMap = (raw: unknown, depth = 0): AttributeMap => {
  const entries = Object.entries(record(raw));
  return Object.fromEntries(
    entries.map(([name, value]) => [attributeName(name), readAttributeValue(value, depth)]),
  );
};
