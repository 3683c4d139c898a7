import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type * as z from 'zod';
import type { ChainName } from '../../domain/audit/audit-record.ts';
import type { OrgId } from '../../domain/shared/ids.ts';
import type { ExecutionRef, GateRef, TaskRef } from '../../domain/shared/refs.ts';

export type Item = Record<string, AttributeValue>;

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** The one table, and the client that reaches it. */
export interface Table {
  readonly client: DynamoDBClient;
  readonly name: string;
}

export const indexName = 'gsi1';

const keyAttributes = ['pk', 'sk', 'gsi1pk', 'gsi1sk', 'ttl'] as const;

/** Every partition key of the table, so that no two kinds of item can meet. */
export const partitions = {
  task: ({ org_id, task_id }: TaskRef) => `org#${org_id}#task#${task_id}`,
  tasks: (org: OrgId) => `org#${org}#tasks`,
  executionsOf: ({ org_id, task_id }: TaskRef) => `org#${org_id}#task#${task_id}#executions`,
  gate: ({ org_id, gate_id }: GateRef) => `org#${org_id}#gate#${gate_id}`,
  execution: ({ org_id, execution_id }: ExecutionRef) => `org#${org_id}#execution#${execution_id}`,
  lock: (org: OrgId, assetId: string) => `org#${org}#lock#${assetId}`,
  audit: (org: OrgId, chain: ChainName) => `org#${org}#audit#${chain}`,
  /** Of the index: the head of each chain, by the time of its last record. */
  auditHeads: (org: OrgId) => `org#${org}#audit-heads`,
  /** Of the index: the records of one UTC day, such as 2026-03-01. */
  auditDay: (org: OrgId, day: string) => `org#${org}#audit-day#${day}`,
  /** The one chain of an org as the earlier version stored it; of the index, its records of a task. */
  earlierAudit: (org: OrgId) => `org#${org}#audit`,
  earlierAuditOf: ({ org_id, task_id }: TaskRef) => `org#${org_id}#audit#${task_id}`,
  ledger: (org: OrgId, taskType: string) => `org#${org}#ledger#${taskType}`,
  runs: (org: OrgId, environment: string, action: string) =>
    `org#${org}#runs#${environment}#${action}`,
  idempotency: (org: OrgId, key: string) => `org#${org}#idempotency#${key}`,
  rate: (org: OrgId, operation: string, caller: string) => `org#${org}#rate#${operation}#${caller}`,
  reference: (id: string) => `ref#${id}`,
  orgs: () => 'ref#orgs',
  /** Whether the chains of the earlier version are sealed. */
  sealing: () => 'ref#audit-sealing',
  outbox: () => 'outbox#0',
  due: () => 'due#0',
  counters: (org: OrgId) => `org#${org}#counters`,
  /** Of a version that counted all orgs together; read, and written no more. */
  counterOfNoOrg: (name: string) => `counter#${name}`,
  anchors: (org: OrgId) => `org#${org}#anchors`,
  /** A mark for each chain that an anchor has. */
  anchored: (org: OrgId) => `org#${org}#anchored`,
} as const;

/**
 * Members that hold JSON whose names come from outside, each stored as its JSON text: a map of the
 * table has neither every name (`__proto__`, none at all) nor every number, and the library that
 * marshals takes `{"constructor": …}` for an instance of a class.
 */
export const textMembers = [
  'before',
  'calls',
  'context',
  'details',
  'input',
  'output',
  'proposal',
] as const;

const textMark = 'json:';

/** The attribute that holds a member's JSON text. */
export const textAttribute = (member: (typeof textMembers)[number]): string =>
  `${textMark}${member}`;

const isTextMember = (name: string): boolean =>
  textMembers.some((textMember) => textMember === name);

/** The attribute of a member; none where JSON has no text for it, as for undefined. */
const storedMember = ([name, value]: [string, unknown]): readonly [string, unknown][] => {
  if (!isTextMember(name)) return [[name, value]];
  const text = JSON.stringify(value) as string | undefined;
  return text === undefined ? [] : [[`${textMark}${name}`, text]];
};

const readMember = ([name, value]: [string, unknown]): [string, unknown] =>
  name.startsWith(textMark) && typeof value === 'string'
    ? [name.slice(textMark.length), JSON.parse(value)]
    : [name, value];

/** Marshals a document with its keys; undefined members are left out. */
export const toItem = (keys: Readonly<Record<string, string | number>>, document: object): Item =>
  marshall(
    { ...Object.fromEntries(Object.entries(document).flatMap(storedMember)), ...keys },
    { removeUndefinedValues: true },
  );

/** Unmarshals and parses: what is stored in another shape than the schema's is a defect, not data. */
export const fromItem = <Schema extends z.ZodType>(
  schema: Schema,
  item: Item,
): z.output<Schema> => {
  const document = Object.fromEntries(Object.entries(unmarshall(item)).map(readMember));
  for (const attribute of keyAttributes) Reflect.deleteProperty(document, attribute);
  return schema.parse(document);
};

export const keyOf = (key: Key): Item => ({ pk: { S: key.pk }, sk: { S: key.sk } });
