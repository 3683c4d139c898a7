import { hashAddress, isWaiting } from '../../domain/approval/codes.ts';
import { toTimestamp } from '../../domain/shared/ids.ts';
import { commit } from '../shared/commit.ts';
import type { Clock, IdSource, UnitOfWork } from '../shared/ports.ts';
import { findGate } from './steps/review-session.ts';
import type { PageDependencies } from './steps/review-session.ts';

interface Dependencies extends Pick<PageDependencies, 'directory' | 'gates'> {
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/**
 * Owes an answer to whoever asks for a code on a gate that waits. Whose address it is, and whether
 * the limits allow a code, is looked at when the message is delivered: what is done before the
 * answer is the same for a stranger and for an approver, and no two requests get in each other's way.
 */
export const makeRequestCode =
  (deps: Dependencies) =>
  async (input: {
    readonly gate_id: string | undefined;
    readonly email: string;
  }): Promise<void> => {
    const gate = await findGate(deps, input.gate_id);
    const at = toTimestamp(deps.clock.now());
    if (!gate || !isWaiting(gate, at)) return;
    const { org_id, task_id, gate_id } = gate;
    await commit(deps.unitOfWork, {
      messages: [
        {
          kind: 'send_code',
          message_id: deps.ids.messageId(),
          org_id,
          task_id,
          gate_id,
          address_hash: hashAddress(gate_id, input.email),
          at,
        },
      ],
    });
  };
