import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { partitions } from '../../../functions/adapters/dynamodb/table.ts';
import type { Table } from '../../../functions/adapters/dynamodb/table.ts';
import { emptyChain } from '../../../functions/domain/audit/chain.ts';
import type { ChainHead } from '../../../functions/domain/audit/chain.ts';
import { canonicalJson, digestOfText } from '../../../functions/domain/shared/canonical.ts';
import type { OrgId, Timestamp } from '../../../functions/domain/shared/ids.ts';
import { taskId } from '../builders/ids.ts';

/** Puts records into an org's one chain as the earlier version did. @returns its head then. */
export const appendEarlier = async (
  table: Table,
  org: OrgId,
  records: { readonly count: number; readonly at: Timestamp; readonly behind?: ChainHead },
): Promise<ChainHead> => {
  let head = records.behind ?? emptyChain;
  for (let number = 0; number < records.count; number += 1) {
    const members = {
      org_id: org,
      task_id: taskId,
      at: records.at,
      actor: 'rita',
      event: 'task_submitted',
      plan_digest: null,
      details: { number },
      seq: head.seq + 1,
      prev_hash: head.hash,
    };
    const hash = digestOfText(canonicalJson(members));
    const sk = String(members.seq).padStart(12, '0');
    const Item = marshall({ pk: partitions.earlierAudit(org), sk, ...members, hash });
    await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
    head = { seq: members.seq, hash };
  }
  return head;
};
