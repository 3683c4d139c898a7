import * as z from 'zod';
import { controlExecution } from '../domain/execution/control-execution.ts';
import type { ControlVerb } from '../domain/execution/control-execution.ts';
import type { ExecutionStatus } from '../domain/execution/execution-status.ts';
import { moveExecution } from '../domain/execution/move-execution.ts';
import { notFound } from '../domain/shared/errors.ts';
import type { Identity } from '../domain/shared/identity.ts';
import { toTimestamp } from '../domain/shared/ids.ts';
import type { ExecutionId, OrgId } from '../domain/shared/ids.ts';
import { controlWrite, wakeUp } from './execution-context.ts';
import type { ExecutionStore } from './execution-ports.ts';
import type { Clock, IdSource, UnitOfWork } from './ports.ts';
import { retryOnConflict } from './with-retry.ts';

/** Body of POST /executions/{id}/pause and /resume; it may be left out. */
export const ControlExecutionBody = z.strictObject({
  reason: z.string().trim().min(1).max(1_000).optional(),
});

export interface ControlExecutionDeps {
  readonly executions: Pick<ExecutionStore, 'get' | 'control'>;
  readonly unitOfWork: UnitOfWork;
  readonly ids: Pick<IdSource, 'messageId'>;
  readonly clock: Clock;
}

export interface ControlRequest {
  readonly org: OrgId;
  readonly id: ExecutionId;
  readonly identity: Pick<Identity, 'id'>;
  readonly reason?: string | null | undefined;
}

export interface Controlled {
  readonly execution_id: ExecutionId;
  readonly status: ExecutionStatus;
}

/**
 * Puts an operator's word into the execution and its control in one transaction, and owes a
 * wake-up to whatever waits. Once it answers, no batch begins that the word forbids.
 * @throws Rejection `not-found`, or `state-forbids` with the status that stands.
 */
export const makeControlExecution =
  ({ executions, unitOfWork, ids, clock }: ControlExecutionDeps) =>
  (
    verb: ControlVerb,
    request: ControlRequest & { readonly rollback?: boolean },
  ): Promise<Controlled> =>
    retryOnConflict(async () => {
      const [execution, control] = await Promise.all([
        executions.get(request.org, request.id),
        executions.control(request.org, request.id),
      ]);
      if (!execution || !control) throw notFound('execution');
      const next = controlExecution(execution, control, verb);
      const at = toTimestamp(clock.now());
      const rollback = request.rollback ?? false;
      const move = moveExecution({
        execution,
        to: next.status,
        at,
        actor: request.identity.id,
        details: { reason: request.reason ?? null, ...(verb === 'cancel' && { rollback }) },
        patch: verb === 'cancel' ? { rollback_requested: rollback } : {},
      });
      await unitOfWork.commit({
        documents: [move.document, controlWrite(execution, control, next.control)],
        audit: [move.audit],
        messages: verb === 'pause' ? [] : [wakeUp(ids, execution, at)],
        counters: move.counters,
      });
      return { execution_id: execution.id, status: next.status };
    });
