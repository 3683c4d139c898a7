import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type * as z from 'zod';
import type { ChainName } from '../../domain/audit/audit-record.ts';
import type { OrgId } from '../../domain/shared/ids.ts';

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
  task: (org: OrgId, id: string) => `org#${org}#task#${id}`,
  tasks: (org: OrgId) => `org#${org}#tasks`,
  executionsOf: (org: OrgId, taskId: string) => `org#${org}#task#${taskId}#executions`,
  gate: (org: OrgId, id: string) => `org#${org}#gate#${id}`,
  execution: (org: OrgId, id: string) => `org#${org}#execution#${id}`,
  lock: (org: OrgId, assetId: string) => `org#${org}#lock#${assetId}`,
  audit: (org: OrgId, chain: ChainName) => `org#${org}#audit#${chain}`,
  /** Of the index: the head of each chain, by the time of its last record. */
  auditHeads: (org: OrgId) => `org#${org}#audit-heads`,
  /** Of the index: the records of one UTC day, such as 2026-03-01. */
  auditDay: (org: OrgId, day: string) => `org#${org}#audit-day#${day}`,
  /** The one chain of an org in the earlier version, and of the index, its records of one task. */
  sealedAudit: (org: OrgId) => `org#${org}#audit`,
  sealedAuditOf: (org: OrgId, taskId: string) => `org#${org}#audit#${taskId}`,
  ledger: (org: OrgId, taskType: string) => `org#${org}#ledger#${taskType}`,
  idempotency: (org: OrgId, key: string) => `org#${org}#idempotency#${key}`,
  reference: (id: string) => `ref#${id}`,
  orgs: () => 'ref#orgs',
  outbox: () => 'outbox#0',
  due: () => 'due#0',
  counter: (name: string) => `counter#${name}`,
} as const;

/** Marshals a document with its keys; undefined members are left out. */
export const toItem = (keys: Readonly<Record<string, string | number>>, document: object): Item =>
  marshall({ ...document, ...keys }, { removeUndefinedValues: true });

/** Unmarshals and parses: what is stored in another shape than the schema's is a defect, not data. */
export const fromItem = <Schema extends z.ZodType>(
  schema: Schema,
  item: Item,
): z.output<Schema> => {
  const document = unmarshall(item);
  for (const attribute of keyAttributes) Reflect.deleteProperty(document, attribute);
  return schema.parse(document);
};

export const keyOf = (key: Key): Item => ({ pk: { S: key.pk }, sk: { S: key.sk } });
