import { randomUUID } from 'node:crypto';
import type { Operation } from '../engine.ts';
import { invalidParameter, validationError } from '../errors.ts';
import { asRecord, readFields } from '../request-fields.ts';
import type { RequestFields } from '../request-fields.ts';
import type {
  Billing,
  GlobalIndex,
  KeyAttribute,
  KeySchema,
  StreamView,
  Table,
  Throughput,
} from '../storage/table.ts';
import { keyAttributes } from '../storage/table.ts';
import { describeTableAs } from './describe-table.ts';
import { assertTableConstraints } from './table-constraints.ts';
import { readTableName } from './write-action.ts';

const maxIndexes = 20;

const knownFields = [
  'TableName',
  'AttributeDefinitions',
  'KeySchema',
  'BillingMode',
  'ProvisionedThroughput',
  'GlobalSecondaryIndexes',
  'StreamSpecification',
  'DeletionProtectionEnabled',
];

const streamViews = ['NEW_AND_OLD_IMAGES', 'NEW_IMAGE', 'OLD_IMAGE', 'KEYS_ONLY'] as const;

const readAttribute = (raw: unknown): KeyAttribute => {
  const fields = readFields(raw, 'AttributeDefinition', ['AttributeName', 'AttributeType']);
  const name = fields.requiredText('AttributeName');
  fields.requiredText('AttributeType');
  return { name, type: fields.choice('AttributeType', ['B', 'N', 'S']) ?? 'S' };
};

const assertNoDuplicates = (attributes: readonly KeyAttribute[]): void => {
  const names = attributes.map(({ name }) => name);
  const duplicate = names.find((name, at) => names.indexOf(name) !== at);
  if (duplicate !== undefined) throw invalidParameter(`Attribute Name is duplicated: ${duplicate}`);
};

const readThroughput = (raw: unknown): Throughput => {
  const fields = readFields(raw, 'ProvisionedThroughput', [
    'ReadCapacityUnits',
    'WriteCapacityUnits',
  ]);
  const [read, write] = ['ReadCapacityUnits', 'WriteCapacityUnits'].map(
    (name) => fields.count(name) ?? 0,
  );
  return { read: read ?? 0, write: write ?? 0 };
};

const readBilling = (fields: RequestFields): Billing => {
  const mode = fields.choice('BillingMode', ['PROVISIONED', 'PAY_PER_REQUEST']);
  const raw = fields.raw('ProvisionedThroughput');
  if (mode === 'PAY_PER_REQUEST') {
    if (raw === undefined) return { mode };
    throw invalidParameter(
      'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
    );
  }
  if (raw === undefined) {
    throw invalidParameter(
      'ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED',
    );
  }
  return { mode: 'PROVISIONED', ...readThroughput(raw) };
};

const readSchema = (raw: readonly unknown[], attributes: readonly KeyAttribute[]): KeySchema => {
  const elements = raw.map((element) => {
    const fields = readFields(element, 'KeySchemaElement', ['AttributeName', 'KeyType']);
    const name = fields.requiredText('AttributeName');
    return { name, keyType: fields.choice('KeyType', ['HASH', 'RANGE']) };
  });
  const names = elements.map(({ name }) => name);
  if (names.length > attributes.length) {
    throw validationError('Invalid KeySchema: Some index key attribute have no definition');
  }
  const [hash, range] = elements.map(({ name }) => attributes.find((known) => known.name === name));
  if (hash === undefined || (elements.length === 2 && range === undefined)) {
    const defined = attributes.map(({ name }) => name).join(', ');
    throw invalidParameter(
      `Some index key attributes are not defined in AttributeDefinitions. Keys: [${names.join(', ')}], AttributeDefinitions: [${defined}]`,
    );
  }
  if (hash === range) {
    throw validationError(
      'Both the Hash Key and the Range Key element in the KeySchema have the same name',
    );
  }
  if (elements[0]?.keyType !== 'HASH') {
    throw validationError('Invalid KeySchema: The first KeySchemaElement is not a HASH key type');
  }
  if (elements.length === 2 && elements[1]?.keyType !== 'RANGE') {
    throw validationError('Invalid KeySchema: The second KeySchemaElement is not a RANGE key type');
  }
  return range === undefined ? { hash } : { hash, range };
};

interface TableParts {
  readonly attributes: readonly KeyAttribute[];
  readonly billing: Billing;
}

/** An index has a throughput of its own exactly when its table has one. */
const readIndexThroughput = (
  raw: unknown,
  name: string,
  billing: Billing,
): Throughput | undefined => {
  if (billing.mode === 'PROVISIONED') {
    if (raw !== undefined) return readThroughput(raw);
    throw invalidParameter(`ProvisionedThroughput is not specified for index: ${name}`);
  }
  if (raw === undefined) return undefined;
  throw invalidParameter(
    `ProvisionedThroughput should not be specified for index: ${name} when BillingMode is PAY_PER_REQUEST`,
  );
};

const readIndex = (raw: unknown, position: number, parts: TableParts): GlobalIndex => {
  const fields = readFields(raw, 'GlobalSecondaryIndex', [
    'IndexName',
    'KeySchema',
    'Projection',
    'ProvisionedThroughput',
  ]);
  const name = fields.requiredText('IndexName');
  const projection = readFields(fields.raw('Projection'), 'Projection', [
    'ProjectionType',
    'NonKeyAttributes',
  ]);
  const type = projection.choice('ProjectionType', ['ALL', 'INCLUDE', 'KEYS_ONLY']);
  const included = projection.list('NonKeyAttributes') ?? [];
  if (type === undefined) throw invalidParameter('Unknown ProjectionType: null');
  if ((type === 'INCLUDE') !== included.length > 0) {
    throw invalidParameter(
      type === 'INCLUDE'
        ? 'ProjectionType is INCLUDE, but NonKeyAttributes is not specified'
        : `ProjectionType is ${type}, but NonKeyAttributes is specified`,
    );
  }
  const throughput = readIndexThroughput(fields.raw('ProvisionedThroughput'), name, parts.billing);
  return {
    name,
    position,
    schema: readSchema(fields.requiredList('KeySchema'), parts.attributes),
    projection: type,
    included: included.map(String),
    ...(throughput === undefined ? {} : { throughput }),
  };
};

const assertIndexes = (indexes: readonly GlobalIndex[]): void => {
  const names = indexes.map(({ name }) => name);
  const duplicate = names.find((name, at) => names.indexOf(name) !== at);
  if (duplicate !== undefined) throw invalidParameter(`Duplicate index name: ${duplicate}`);
  if (indexes.length > maxIndexes) {
    throw invalidParameter(
      `GlobalSecondaryIndex count exceeds the per-table limit of ${maxIndexes}`,
    );
  }
};

const readIndexes = (fields: RequestFields, parts: TableParts): readonly GlobalIndex[] => {
  const list = fields.list('GlobalSecondaryIndexes');
  if (list?.length === 0) throw invalidParameter('List of GlobalSecondaryIndexes is empty');
  const indexes = (list ?? []).map((raw, position) => readIndex(raw, position, parts));
  assertIndexes(indexes);
  return indexes;
};

const assertNoStrayAttributes = (
  attributes: readonly KeyAttribute[],
  schemas: readonly KeySchema[],
): void => {
  const used = [...new Set(schemas.flatMap(keyAttributes).map(({ name }) => name))];
  if (used.length === attributes.length) return;
  const names = attributes.map(({ name }) => name).join(', ');
  throw invalidParameter(
    schemas.length === 1
      ? 'Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions'
      : `Some AttributeDefinitions are not used. AttributeDefinitions: [${names}], keys used: [${used.join(', ')}]`,
  );
};

const readStreamView = (raw: unknown): StreamView | undefined => {
  if (raw === undefined) return undefined;
  const fields = readFields(raw, 'StreamSpecification', ['StreamEnabled', 'StreamViewType']);
  const view = fields.choice('StreamViewType', streamViews);
  const isEnabled = fields.flag('StreamEnabled') === true;
  if (isEnabled && view === undefined) {
    throw invalidParameter('StreamViewType is required when StreamEnabled is true');
  }
  if (!isEnabled && view !== undefined) {
    throw invalidParameter('StreamViewType is only for a stream that is enabled');
  }
  return view;
};

const readDefinition = (body: unknown, createdAtSeconds: number): Omit<Table, 'id'> => {
  const fields = readFields(body, 'CreateTable', knownFields);
  const name = readTableName(fields);
  assertTableConstraints(asRecord(body, 'CreateTable'));
  const attributeDefinitions = fields.requiredList('AttributeDefinitions').map(readAttribute);
  assertNoDuplicates(attributeDefinitions);
  const billing = readBilling(fields);
  const schema = readSchema(fields.requiredList('KeySchema'), attributeDefinitions);
  const indexes = readIndexes(fields, { attributes: attributeDefinitions, billing });
  assertNoStrayAttributes(attributeDefinitions, [schema, ...indexes.map((index) => index.schema)]);
  const streamView = readStreamView(fields.raw('StreamSpecification'));
  return {
    name,
    uuid: randomUUID(),
    createdAtSeconds,
    schema,
    attributeDefinitions,
    indexes,
    billing,
    ...(streamView === undefined ? {} : { streamView }),
    deletionProtected: fields.flag('DeletionProtectionEnabled') ?? false,
  };
};

/** The table can be used at once, although the answer says CREATING as DynamoDB's does. */
export const createTable: Operation = async (engine, body) => {
  const definition = readDefinition(body, Math.floor(engine.clock.now() / 1000));
  return engine.queue.run(async () => {
    const table = await engine.catalog.create(definition);
    return { TableDescription: await describeTableAs(engine, table, 'CREATING') };
  });
};
