import type { Engine, Operation } from '../engine.ts';
import { DynamoDbError, resourceNotFound } from '../errors.ts';
import { readFields } from '../request-fields.ts';
import type { Measure } from '../storage/statistics.ts';
import { keyAttributes, streamLabel } from '../storage/table.ts';
import type { GlobalIndex, KeySchema, Table, Throughput } from '../storage/table.ts';
import { readTableName } from './write-action.ts';

type TableStatus = 'CREATING' | 'ACTIVE';

const describeSchema = (schema: KeySchema): readonly object[] =>
  keyAttributes(schema).map(({ name }, position) => ({
    AttributeName: name,
    KeyType: position === 0 ? 'HASH' : 'RANGE',
  }));

const describeThroughput = ({ read, write }: Throughput): object => ({
  NumberOfDecreasesToday: 0,
  ReadCapacityUnits: read,
  WriteCapacityUnits: write,
});

const throughputOf = ({ billing }: Table): Throughput =>
  billing.mode === 'PROVISIONED' ? billing : { read: 0, write: 0 };

const describeProjection = ({ projection, included }: GlobalIndex): object => {
  if (projection !== 'INCLUDE') return { ProjectionType: projection };
  return { ProjectionType: projection, NonKeyAttributes: included };
};

const describeIndexes = (
  table: Table,
  status: TableStatus,
  measured: { arn: string; of: readonly Measure[] },
): readonly object[] =>
  table.indexes.map((index, at) => ({
    IndexName: index.name,
    IndexStatus: status,
    IndexArn: `${measured.arn}/index/${index.name}`,
    KeySchema: describeSchema(index.schema),
    Projection: describeProjection(index),
    ItemCount: measured.of[at]?.count ?? 0,
    IndexSizeBytes: measured.of[at]?.bytes ?? 0,
    ProvisionedThroughput: describeThroughput(index.throughput ?? throughputOf(table)),
  }));

/** The description of a table with its counts. To be called within the write queue. */
export const describeTableAs = async (
  engine: Engine,
  table: Table,
  status: TableStatus,
): Promise<object> => {
  const arn = engine.arnOf(table);
  const measures = await engine.statistics.of(table);
  const label = streamLabel(table);
  return {
    TableName: table.name,
    TableStatus: status,
    TableArn: arn,
    TableId: table.uuid,
    CreationDateTime: table.createdAtSeconds,
    AttributeDefinitions: table.attributeDefinitions.map(({ name, type }) => ({
      AttributeName: name,
      AttributeType: type,
    })),
    KeySchema: describeSchema(table.schema),
    ItemCount: measures.items.count,
    TableSizeBytes: measures.items.bytes,
    ProvisionedThroughput: describeThroughput(throughputOf(table)),
    ...(table.billing.mode === 'PAY_PER_REQUEST'
      ? { BillingModeSummary: { BillingMode: table.billing.mode } }
      : {}),
    ...(table.indexes.length === 0
      ? {}
      : { GlobalSecondaryIndexes: describeIndexes(table, status, { arn, of: measures.indexes }) }),
    ...(table.streamView === undefined
      ? {}
      : {
          StreamSpecification: { StreamEnabled: true, StreamViewType: table.streamView },
          LatestStreamLabel: label,
          LatestStreamArn: `${arn}/stream/${label}`,
        }),
    DeletionProtectionEnabled: table.deletionProtected,
  };
};

const namedTable = (engine: Engine, name: string): Table => {
  try {
    return engine.catalog.get(name);
  } catch (error) {
    if (!(error instanceof DynamoDbError)) throw error;
    throw resourceNotFound(`: Table: ${name} not found`);
  }
};

export const describeTable: Operation = async (engine, body) => {
  const fields = readFields(body, 'DescribeTable', ['TableName']);
  const name = readTableName(fields);
  return engine.queue.run(async () => ({
    Table: await describeTableAs(engine, namedTable(engine, name), 'ACTIVE'),
  }));
};

export const listTables: Operation = (engine, body) => {
  const fields = readFields(body, 'ListTables', ['ExclusiveStartTableName', 'Limit']);
  const limit = fields.count('Limit') ?? 100;
  const start = fields.text('ExclusiveStartTableName');
  const names = engine.catalog.names().filter((name) => start === undefined || name > start);
  const page = names.slice(0, limit);
  const last = names.length > limit ? page[page.length - 1] : undefined;
  return Promise.resolve({
    TableNames: page,
    ...(last === undefined ? {} : { LastEvaluatedTableName: last }),
  });
};
