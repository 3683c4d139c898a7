import { readCapacityReport, reportUsages, writeUsage } from '../consumed-capacity.ts';
import { type Engine, type Operation, readItem } from '../engine.ts';
import { validationError } from '../errors.ts';
import { asList, asRecord, constraintError, readFields } from '../request-fields.ts';
import type { ItemChange } from '../storage/change-feed.ts';
import { assertKey, itemKey, type Table } from '../storage/table.ts';
import type { AttributeMap } from '../values/attribute-value.ts';
import { readAttributeMap } from '../values/read-value.ts';
import { readItemToPut } from './put-item.ts';
import { checkCollectionMetrics } from './write-action.ts';

const maxRequests = 25;
const knownFields = ['RequestItems', 'ReturnConsumedCapacity', 'ReturnItemCollectionMetrics'];

interface BatchedWrite {
  readonly table: Table;
  readonly source: unknown;
  /** The key, or the whole item. */
  readonly item: AttributeMap;
  readonly after: AttributeMap | undefined;
}

export const batchWriteItem: Operation = async (engine, { body, batchLimit }) => {
  const fields = readFields(body, 'BatchWriteItem', knownFields);
  const report = readCapacityReport(fields);
  checkCollectionMetrics(fields);
  const writes = readWrites(engine, fields.raw('RequestItems'));
  return engine.queue.run(async () => {
    const changes = writes.slice(0, batchLimit).map(({ table, item, after }): ItemChange => ({
      table,
      before: readItem(engine, table, item),
      after,
    }));
    await engine.committer.commit(changes);
    return {
      UnprocessedItems: unprocessed(writes.slice(batchLimit)),
      ...reportUsages(report, () => changes.map(writeUsage)),
    };
  });
};

function readWrites(engine: Engine, raw: unknown): readonly BatchedWrite[] {
  const entries = Object.entries(asRecord(raw, 'RequestItems'));
  const requests = entries.flatMap(([name, list]) =>
    asList(list, `RequestItems.${name}`).map((request) => ({ name, request })),
  );
  if (requests.length === 0) {
    const constraint = 'Member must have length greater than or equal to 1';
    throw constraintError('RequestItems', '{}', constraint);
  }
  if (requests.length > maxRequests) {
    throw validationError('Too many items requested for the BatchWriteItem call');
  }
  const writes = requests.map(({ name, request }) => readWrite(engine, name, request));
  const distinct = new Set(writes.map(({ table, item }) => itemKey(table, item).toString('hex')));
  if (distinct.size < writes.length) {
    throw validationError('Provided list of item keys contains duplicates');
  }
  return writes;
}

function readWrite(engine: Engine, tableName: string, source: unknown): BatchedWrite {
  const fields = readFields(source, 'WriteRequest', ['PutRequest', 'DeleteRequest']);
  if (fields.has('PutRequest') === fields.has('DeleteRequest')) {
    throw validationError(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    );
  }
  const table = engine.catalog.get(tableName);
  if (fields.has('PutRequest')) {
    const put = readFields(fields.raw('PutRequest'), 'PutRequest', ['Item']);
    const item = readItemToPut(table, put.raw('Item'));
    return { table, source, item, after: item };
  }
  const removal = readFields(fields.raw('DeleteRequest'), 'DeleteRequest', ['Key']);
  const item = readAttributeMap(removal.raw('Key'));
  assertKey(table.schema, item);
  return { table, source, item, after: undefined };
}

function unprocessed(writes: readonly BatchedWrite[]): object {
  const byTable = new Map<string, unknown[]>();
  for (const { table, source } of writes) {
    byTable.set(table.name, [...(byTable.get(table.name) ?? []), source]);
  }
  return Object.fromEntries(byTable);
}
