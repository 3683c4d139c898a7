import type { AuditTrail } from '../../application/ports.ts';
import { AuditRecord } from '../../domain/audit/audit-record.ts';
import { queryAll } from './query-all.ts';
import { fromItem, indexName, partitions } from './table.ts';
import type { Table } from './table.ts';

/** The org's hash chain in order, whole or of one task. Links are appended by the unit of work. */
export const makeAuditTrail = (table: Table): AuditTrail => ({
  ofTask: async (org, id) => {
    const items = await queryAll(table, {
      IndexName: indexName,
      KeyConditionExpression: 'gsi1pk = :task',
      ExpressionAttributeValues: { ':task': { S: partitions.auditOf(org, id) } },
    });
    return items.map((item) => fromItem(AuditRecord, item));
  },
  all: async (org) => {
    const items = await queryAll(table, {
      KeyConditionExpression: 'pk = :pk AND sk < :head',
      ExpressionAttributeValues: { ':pk': { S: partitions.audit(org) }, ':head': { S: 'head' } },
      ConsistentRead: true,
    });
    return items.map((item) => fromItem(AuditRecord, item));
  },
});
