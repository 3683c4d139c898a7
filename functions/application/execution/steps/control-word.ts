import { controlExecution } from '../../../domain/execution/control-execution.ts';
import type { ControlVerb, ControlWord } from '../../../domain/execution/control-execution.ts';
import type { Execution, ExecutionControl } from '../../../domain/execution/execution.ts';
import type { ControlledView } from '../../../domain/execution/execution-view.ts';
import { controlEntry } from '../../../domain/execution/move-execution.ts';
import { shownStatus } from '../../../domain/execution/shown-status.ts';
import { notFound } from '../../../domain/shared/errors.ts';
import type { Identity } from '../../../domain/shared/identity.ts';
import { toTimestamp } from '../../../domain/shared/ids.ts';
import type { ExecutionRef } from '../../../domain/shared/refs.ts';
import { awaitMarks } from './marks-in-flight.ts';
import { controlWrite } from './execution-context.ts';
import type { ExecutionStore, Sleep } from '../execution-ports.ts';
import type { Clock, IdSource, UnitOfWork } from '../../shared/ports.ts';
import { retryPatiently } from '../../shared/with-retry.ts';
import { wakeUp } from '../../shared/owed-messages.ts';
import { commit } from '../../shared/commit.ts';

export interface ControlExecutionDeps {
  readonly executions: Pick<ExecutionStore, 'get' | 'control' | 'lines' | 'linesBetween'>;
  readonly unitOfWork: UnitOfWork;
  readonly ids: Pick<IdSource, 'messageId'>;
  readonly clock: Clock;
  readonly sleep: Sleep;
}

export interface ControlRequest extends ExecutionRef {
  readonly identity: Pick<Identity, 'id'>;
  readonly reason?: string | undefined;
}

interface Acknowledged {
  readonly execution: Execution;
  readonly control: ExecutionControl;
}

/**
 * Writes the word: control, its record and a wake-up, and nothing that batches or other work write.
 * Control is read first, so that what is then read of the execution holds while its epoch stands.
 */
const acknowledge = async (
  { executions, unitOfWork, ids, clock }: ControlExecutionDeps,
  word: ControlWord,
  request: ControlRequest,
): Promise<Acknowledged> => {
  const control = await executions.control(request);
  const execution = await executions.get(request);
  if (!execution || !control) throw notFound('execution');
  const next = controlExecution({ execution, control }, word);
  if (next === control) return { execution, control };
  const at = toTimestamp(clock.now());
  const details = {
    from: shownStatus(execution, control),
    reason: request.reason ?? null,
    ...(word.verb === 'cancel' && { rollback: word.rollback }),
  };
  await commit(unitOfWork, {
    documents: [controlWrite(execution, control, next)],
    audit: [controlEntry({ execution, control: next, at, actor: request.identity.id, details })],
    messages: [wakeUp(ids, execution, at)],
  });
  return { execution, control: next };
};

/**
 * Puts an operator's word into the control of an execution and owes a wake-up to whatever waits.
 * Once it answers, no action begins that the word forbids, neither an apply nor an undo: what was
 * sent before is named, and what is just being sent is awaited. The same word again is acknowledged
 * again and changes nothing.
 * @throws Rejection `not-found`, or `state-forbids` with the status that stands.
 */
export const makeControlExecution =
  (deps: ControlExecutionDeps) =>
  async (
    verb: ControlVerb,
    request: ControlRequest & { readonly rollback?: boolean },
  ): Promise<ControlledView> => {
    const word = { verb, rollback: request.rollback ?? false, by: request.identity.id };
    const { execution, control } = await retryPatiently(deps, () =>
      acknowledge(deps, word, request),
    );
    const inFlight = await awaitMarks(deps, request, { isOpen: control.desired === 'run' });
    const status = shownStatus(execution, control);
    return { execution_id: execution.id, status, in_flight: inFlight };
  };
