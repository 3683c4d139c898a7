import { grantCode } from '../domain/approval/codes.ts';
import { toTimestamp } from '../domain/shared/ids.ts';
import type { Clock, IdSource, UnitOfWork } from './ports.ts';
import type { PageDependencies } from './show-gate.ts';
import { findGate } from './show-gate.ts';
import { retryOnConflict } from './with-retry.ts';

interface Dependencies extends Pick<PageDependencies, 'directory' | 'gates'> {
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/**
 * Owes a code to the address when it is registered for the gate and the limits allow one. It answers
 * nothing, so that nobody learns who is registered; the code is made and mailed from the outbox, so
 * that the time a mail takes says nothing either.
 */
export const makeRequestCode = (deps: Dependencies) => {
  const { unitOfWork, clock, ids } = deps;
  return (input: { readonly gate_id: string | undefined; readonly email: string }): Promise<void> =>
    retryOnConflict(async () => {
      const gate = await findGate(deps, input.gate_id);
      const at = toTimestamp(clock.now());
      const granted = gate && grantCode(gate, input.email, at);
      if (!granted) return;
      const { org_id, task_id, gate_id } = gate;
      await unitOfWork.commit({
        documents: [{ kind: 'gate', document: granted.gate, expected: gate.version, before: gate }],
        audit: [],
        counters: [],
        messages: [
          {
            kind: 'send_code',
            message_id: ids.messageId(),
            org_id,
            task_id,
            gate_id,
            approver_id: granted.approver.id,
            at,
          },
        ],
      });
    });
};
