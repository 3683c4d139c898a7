import { readItem } from '../engine.ts';
import type { Engine, Operation } from '../engine.ts';
import { validationError } from '../errors.ts';
import { project } from '../expressions/projection.ts';
import { readExpressions } from '../expressions/request-expressions.ts';
import type { DocumentPath } from '../expressions/syntax.ts';
import { asRecord, constraintError, readFields } from '../request-fields.ts';
import { assertKey, itemKey } from '../storage/table.ts';
import type { Table } from '../storage/table.ts';
import type { AttributeMap } from '../values/attribute-value.ts';
import { itemBytes } from '../values/item-size.ts';
import { readAttributeMap } from '../values/read-value.ts';

const maxKeys = 100;

const maxResponseBytes = 16 * 1024 * 1024;

const tableFields = ['Keys', 'ConsistentRead', 'ProjectionExpression', 'ExpressionAttributeNames'];

interface TableRequest {
  readonly table: Table;
  readonly source: Readonly<Record<string, unknown>>;
  readonly keys: readonly AttributeMap[];
  readonly projection: readonly DocumentPath[] | undefined;
}

const readTableRequest = (engine: Engine, name: string, raw: unknown): TableRequest => {
  const fields = readFields(raw, 'KeysAndAttributes', tableFields);
  const { projection } = readExpressions(fields, ['ProjectionExpression']);
  const rawKeys = fields.requiredList('Keys');
  if (rawKeys.length === 0) {
    const constraint = 'Member must have length greater than or equal to 1';
    throw constraintError(`requestItems.${name}.member.keys`, '[]', constraint);
  }
  const table = engine.catalog.get(name);
  const keys = rawKeys.map((key) => readAttributeMap(key));
  for (const key of keys) assertKey(table.schema, key);
  const distinct = new Set(keys.map((key) => itemKey(table, key).toString('hex')));
  if (distinct.size < keys.length) {
    throw validationError('Provided list of item keys contains duplicates');
  }
  fields.flag('ConsistentRead');
  return { table, source: asRecord(raw, name), keys, projection };
};

const answerTable = (
  engine: Engine,
  request: TableRequest,
  budget: { bytes: number },
): { name: string; items: readonly AttributeMap[]; unprocessed: object | undefined } => {
  const { table, projection } = request;
  const items: AttributeMap[] = [];
  const left: AttributeMap[] = [];
  for (const key of request.keys) {
    const item = readItem(engine, table, key);
    const bytes = itemBytes(item ?? {});
    if (bytes > budget.bytes) {
      left.push(key);
      continue;
    }
    budget.bytes -= bytes;
    if (item !== undefined) items.push(projection === undefined ? item : project(item, projection));
  }
  return {
    name: table.name,
    items,
    unprocessed: left.length === 0 ? undefined : { ...request.source, Keys: left },
  };
};

export const batchGetItem: Operation = (engine, body) => {
  const fields = readFields(body, 'BatchGetItem', ['RequestItems']);
  const entries = Object.entries(asRecord(fields.raw('RequestItems'), 'RequestItems'));
  if (entries.length === 0) {
    const constraint = 'Member must have length greater than or equal to 1';
    throw constraintError('RequestItems', '{}', constraint);
  }
  const requests = entries.map(([name, raw]) => readTableRequest(engine, name, raw));
  if (requests.reduce((sum, { keys }) => sum + keys.length, 0) > maxKeys) {
    throw validationError('Too many items requested for the BatchGetItem call');
  }
  const budget = { bytes: maxResponseBytes };
  const answers = requests.map((request) => answerTable(engine, request, budget));
  return Promise.resolve({
    Responses: Object.fromEntries(answers.map(({ name, items }) => [name, items])),
    UnprocessedKeys: Object.fromEntries(
      answers.flatMap(({ name, unprocessed }) => (unprocessed ? [[name, unprocessed]] : [])),
    ),
  });
};
