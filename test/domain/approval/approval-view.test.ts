import { expect, it } from 'vitest';
import { ApprovalView, toApprovalView } from '../../../functions/domain/approval/approval-view.ts';
import { aGate } from '../../support/builders/a-gate.ts';

it('shows a gate without addresses, digests and counts of codes', () => {
  const view = toApprovalView(aGate({ quorum: 2, four_eyes: false, wrong_tries: 3 }));

  expect(view).toEqual({
    gate_id: 'gate-7zzzzzzzzzzzzzzzzzzzzzzzzz',
    status: 'pending',
    quorum: 2,
    four_eyes: false,
    reasons: [],
    expires_at: '2026-03-02T09:00:00.000Z',
    decisions: [],
  });
  expect(JSON.stringify(view)).not.toContain('@');
  expect(ApprovalView.safeParse(view).error).toBeUndefined();
});
