import { invalidParameter, keyError, validationError } from '../errors.ts';
import { attributeOf, scalarText, typeOf } from '../values/attribute-value.ts';
import type { AttributeMap, AttributeValue, ScalarType } from '../values/attribute-value.ts';
import { encodeKeyPart } from './key-encoding.ts';
import { itemsPrefix } from './layout.ts';

export interface KeyAttribute {
  readonly name: string;
  readonly type: ScalarType;
}

export interface KeySchema {
  readonly hash: KeyAttribute;
  readonly range?: KeyAttribute;
}

export interface GlobalIndex {
  readonly name: string;
  /** Its place among the table's indexes, part of the keys on disk. */
  readonly position: number;
  readonly schema: KeySchema;
  readonly projection: 'ALL' | 'KEYS_ONLY' | 'INCLUDE';
  readonly included: readonly string[];
  /** Of an index of a provisioned table; older stores have it not, and the table's counts. */
  readonly throughput?: Throughput;
}

export type StreamView = 'NEW_AND_OLD_IMAGES' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'KEYS_ONLY';

/** A table as it is kept in the catalog. */
export interface Table {
  /** Never used again, also not after the table's end. */
  readonly id: number;
  readonly name: string;
  readonly uuid: string;
  readonly createdAtSeconds: number;
  readonly schema: KeySchema;
  readonly attributeDefinitions: readonly KeyAttribute[];
  readonly indexes: readonly GlobalIndex[];
  readonly billing: Billing;
  readonly streamView?: StreamView;
  readonly deletionProtected: boolean;
  readonly expiryAttribute?: string;
}

export type Billing =
  { readonly mode: 'PAY_PER_REQUEST' } | ({ readonly mode: 'PROVISIONED' } & Throughput);

export interface Throughput {
  readonly read: number;
  readonly write: number;
}

/** The key's attributes, hash first. */
export const keyAttributes = (schema: KeySchema): readonly KeyAttribute[] =>
  schema.range === undefined ? [schema.hash] : [schema.hash, schema.range];

/** The moment at which the table's stream was opened, as part of the stream's ARN. */
export const streamLabel = ({ createdAtSeconds }: Pick<Table, 'createdAtSeconds'>): string =>
  new Date(createdAtSeconds * 1000).toISOString().slice(0, -1);

const schemaMismatch = (): Error => keyError('The provided key element does not match the schema');

const required = (item: AttributeMap, name: string): AttributeValue => {
  const value = attributeOf(item, name);
  if (value === undefined) throw schemaMismatch();
  return value;
};

/** The item's key attributes alone. */
export const keyOf = (table: Table, item: AttributeMap): AttributeMap =>
  Object.fromEntries(keyAttributes(table.schema).map(({ name }) => [name, required(item, name)]));

/** The key's values in an order-preserving encoding, hash first. */
export const encodedKey = (schema: KeySchema, item: AttributeMap): Buffer =>
  Buffer.concat(keyAttributes(schema).map(({ name }) => encodeKeyPart(required(item, name))));

/** Where the item lies on disk. */
export const itemKey = (table: Table, item: AttributeMap): Buffer =>
  Buffer.concat([itemsPrefix(table.id), encodedKey(table.schema, item)]);

const emptyName = (type: ScalarType): string => (type === 'B' ? 'binary' : 'string');

/** Refused before any action of a transaction is looked at. */
const emptyKeyError = (name: string, type: ScalarType): Error =>
  validationError(
    `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${emptyName(type)} value. Key: ${name}`,
  );

const assertKeySize = (value: AttributeValue, isHash: boolean): void => {
  if ('N' in value) return;
  const text = scalarText(value) ?? '';
  const bytes = Buffer.byteLength(text, 'B' in value ? 'base64' : 'utf8');
  if (isHash && bytes > 2048) {
    throw invalidParameter('Size of hashkey has exceeded the maximum size limit of2048 bytes');
  }
  if (!isHash && bytes > 1024) {
    throw invalidParameter(
      'Aggregated size of all range keys has exceeded the size limit of 1024 bytes',
    );
  }
};

/** @throws ValidationException unless `key` has exactly the key's attributes, well formed. */
export const assertKey = (schema: KeySchema, key: AttributeMap): void => {
  const attributes = keyAttributes(schema);
  if (Object.keys(key).length !== attributes.length) throw schemaMismatch();
  for (const { name, type } of attributes) {
    const value = attributeOf(key, name);
    if (value === undefined || typeOf(value) !== type) throw schemaMismatch();
    if (scalarText(value) === '') {
      throw emptyKeyError(name, type);
    }
    assertKeySize(value, name === schema.hash.name);
  }
};

const unfitKey = (why: string): Error =>
  keyError(`One or more parameter values were invalid: ${why}`);

/** @throws ValidationException when an index's key attribute has another type or is empty. */
export const assertIndexKeys = (table: Table, item: AttributeMap): void => {
  for (const index of table.indexes) {
    for (const { name, type } of keyAttributes(index.schema)) {
      const value = attributeOf(item, name);
      if (value === undefined) continue;
      if (typeOf(value) !== type) {
        throw unfitKey(
          `Type mismatch for Index Key ${name} Expected: ${type} Actual: ${typeOf(value)} IndexName: ${index.name}`,
        );
      }
      if (scalarText(value) === '') {
        throw validationError(
          `One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty ${emptyName(type)} value. IndexName: ${index.name}, IndexKey: ${name}`,
        );
      }
      assertKeySize(value, name === index.schema.hash.name);
    }
  }
};

/** @throws ValidationException unless the item has its keys, and its index keys well formed. */
export const assertItemKeys = (table: Table, item: AttributeMap): void => {
  for (const { name, type } of keyAttributes(table.schema)) {
    const value = attributeOf(item, name);
    if (value === undefined) throw unfitKey(`Missing the key ${name} in the item`);
    if (typeOf(value) !== type) {
      throw unfitKey(`Type mismatch for key ${name} expected: ${type} actual: ${typeOf(value)}`);
    }
    if (scalarText(value) === '') {
      throw emptyKeyError(name, type);
    }
    assertKeySize(value, name === table.schema.hash.name);
  }
  assertIndexKeys(table, item);
};
