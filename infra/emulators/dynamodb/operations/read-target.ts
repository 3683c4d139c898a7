import { invalidParameter, validationError } from '../errors.ts';
import { project } from '../expressions/projection.ts';
import type { DocumentPath } from '../expressions/syntax.ts';
import type { RequestFields } from '../request-fields.ts';
import { indexEntryKey, projectedNames } from '../storage/index-entry.ts';
import { indexPrefix, itemsPrefix } from '../storage/layout.ts';
import { assertKey, itemKey, keyAttributes } from '../storage/table.ts';
import type { GlobalIndex, KeySchema, Table } from '../storage/table.ts';
import { attributeOf, pick } from '../values/attribute-value.ts';
import { readAttributeMap } from '../values/read-value.ts';
import type { Page } from './page.ts';

const selections = [
  'SPECIFIC_ATTRIBUTES',
  'COUNT',
  'ALL_ATTRIBUTES',
  'ALL_PROJECTED_ATTRIBUTES',
] as const;

/** What a query or scan reads: a table, or one of its indexes. */
export interface ReadTarget {
  readonly table: Table;
  readonly index: GlobalIndex | undefined;
  readonly schema: KeySchema;
  readonly prefix: Buffer;
}

/** @throws ValidationException for an unknown index, and for a consistent read of an index. */
export const readTarget = (table: Table, fields: RequestFields): ReadTarget => {
  const name = fields.text('IndexName');
  const isConsistent = fields.flag('ConsistentRead');
  if (name === undefined) {
    return { table, index: undefined, schema: table.schema, prefix: itemsPrefix(table.id) };
  }
  const index = table.indexes.find((candidate) => candidate.name === name);
  if (index === undefined) {
    throw validationError(`The table does not have the specified index: ${name}`);
  }
  if (isConsistent === true) {
    throw validationError('Consistent reads are not supported on global secondary indexes');
  }
  return { table, index, schema: index.schema, prefix: indexPrefix(table.id, index.position) };
};

/**
 * Whether only a count is wanted.
 *
 * @throws ValidationException when `Select`, the projection and the index don't fit together.
 */
export const readIsCount = (
  fields: RequestFields,
  target: ReadTarget,
  projection: readonly DocumentPath[] | undefined,
): boolean => {
  const select = fields.choice('Select', selections);
  const { index } = target;
  if (select === 'SPECIFIC_ATTRIBUTES' && projection === undefined) {
    throw validationError(
      'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
    );
  }
  if (select !== undefined && select !== 'SPECIFIC_ATTRIBUTES' && projection !== undefined) {
    const wanted = select === 'COUNT' ? 'only the Count' : select;
    throw validationError(`Cannot specify the ProjectionExpression when choosing to get ${wanted}`);
  }
  if (select === 'ALL_PROJECTED_ATTRIBUTES' && index === undefined) {
    throw invalidParameter(
      'ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName',
    );
  }
  if (select === 'ALL_ATTRIBUTES' && index !== undefined && index.projection !== 'ALL') {
    throw invalidParameter(
      `Select type ALL_ATTRIBUTES is not supported for global secondary index ${index.name} because its projection type is not ALL`,
    );
  }
  return select === 'COUNT';
};

/** @throws ValidationException when an index doesn't hold what an expression reads. */
export const assertProjected = (target: ReadTarget, paths: readonly DocumentPath[]): void => {
  const { table, index } = target;
  if (index === undefined || index.projection === 'ALL') return;
  const held = projectedNames(table, index);
  const missing = [...new Set(paths.map(([head]) => head))].filter((name) => !held.has(name));
  if (missing.length > 0) {
    throw invalidParameter(
      `Global secondary index ${index.name} does not project [${missing.join(', ')}]`,
    );
  }
};

/** The table's key attributes, then those of the index. */
const startKeyNames = ({ table, index }: ReadTarget): readonly string[] => {
  const names = keyAttributes(table.schema).map(({ name }) => name);
  const more = index === undefined ? [] : keyAttributes(index.schema).map(({ name }) => name);
  return [...new Set([...names, ...more])];
};

/** Where on disk the item lies of which `ExclusiveStartKey` is the key. */
export const readStartKey = (target: ReadTarget, raw: unknown): Buffer | undefined => {
  if (raw === undefined) return undefined;
  const { table, index } = target;
  const key = readAttributeMap(raw);
  const names = startKeyNames(target);
  const isComplete = names.every((name) => attributeOf(key, name) !== undefined);
  if (!isComplete || Object.keys(key).length !== names.length) {
    throw validationError('The provided starting key is invalid');
  }
  assertKey(table.schema, pick(key, names.slice(0, keyAttributes(table.schema).length)));
  if (index === undefined) return itemKey(table, key);
  assertKey(
    index.schema,
    pick(
      key,
      keyAttributes(index.schema).map(({ name }) => name),
    ),
  );
  return indexEntryKey(table, index, key);
};

/** The JSON body of a page. */
export const describePage = (
  target: ReadTarget,
  page: Page,
  shape: {
    isCount: boolean;
    projection: readonly DocumentPath[] | undefined;
  },
): object => {
  const { projection } = shape;
  const items =
    projection === undefined ? page.items : page.items.map((item) => project(item, projection));
  return {
    ...(shape.isCount ? {} : { Items: items }),
    Count: page.items.length,
    ScannedCount: page.scannedCount,
    ...(page.last === undefined
      ? {}
      : { LastEvaluatedKey: pick(page.last, startKeyNames(target)) }),
  };
};
