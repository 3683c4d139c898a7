import { describe, expect, it } from 'vitest';
import { deliverByKind } from '../../functions/runtime/deliver-by-kind.ts';
import { OrgId } from '../../functions/domain/shared/ids.ts';
import type { OutboxRecord } from '../../functions/application/approval/approval-ports.ts';

const record = {
  message: {
    kind: 'anchor_audit',
    message_id: 'msg-1',
    org_id: OrgId.parse('org-1'),
    at: '2026-03-01T09:00:00.000Z',
  },
  delivered: [],
  attempts: 0,
} as unknown as OutboxRecord;

describe('a deliverer', () => {
  it('takes the kinds that the contract sends it, each in its way', async () => {
    const taken: string[] = [];
    const { kinds, deliver } = deliverByKind('anchor-audit', {
      anchor_audit: ({ org_id }, { message }) => {
        taken.push(`${org_id} ${message.message_id}`);
        return Promise.resolve({ outcome: 'done' });
      },
    });

    expect(kinds).toEqual(['anchor_audit']);
    expect(await deliver(record)).toEqual({ outcome: 'done' });
    expect(taken).toEqual(['org-1 msg-1']);
  });

  it('can leave none of its kinds out, and refuses those of others', () => {
    const done = () => Promise.resolve({ outcome: 'done' as const });
    // @ts-expect-error Codes are its own as well.
    const { deliver } = deliverByKind('deliver-notifications', { notify: done });

    expect(() => deliver(record)).toThrow('anchor_audit');
  });
});
