import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { makeAuditTrail } from '../../../functions/adapters/dynamodb/audit-trail.ts';
import type { AuditRecord } from '../../../functions/domain/audit/audit-record.ts';
import { OrgId } from '../../../functions/domain/shared/ids.ts';
import { readableAudit } from '../seams/audit.ts';
import { awsConfig } from './aws-config.ts';

/** Every record of an org, by time, read out of the table by AWS's own client. */
export const auditChainOf = async (url: string, org: string): Promise<readonly AuditRecord[]> => {
  const client = new DynamoDBClient(awsConfig(url));
  try {
    return await readableAudit(makeAuditTrail({ client, name: 'ai-orchestrator' })).all(
      OrgId.parse(org),
    );
  } finally {
    client.destroy();
  }
};
