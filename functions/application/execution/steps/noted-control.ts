import type { Execution, ExecutionControl } from '../../../domain/execution/execution.ts';
import { changeExecution, observed } from '../../../domain/execution/move-execution.ts';
import { toTimestamp } from '../../../domain/shared/ids.ts';
import { commit } from '../../shared/commit.ts';
import type { Clock, UnitOfWork } from '../../shared/ports.ts';

/**
 * Stores the status that an operator's word gave an execution, puts it on the task's record and
 * counts that it was entered. The control itself writes its word alone, in a chain of its own. Repeating it is harmless.
 * @throws Conflict when the execution moved meanwhile.
 */
export const noteControl = async (
  { unitOfWork, clock }: { readonly unitOfWork: UnitOfWork; readonly clock: Clock },
  execution: Execution,
  control: ExecutionControl,
): Promise<Execution> => {
  const seen = observed(execution, control, toTimestamp(clock.now()));
  if (seen.execution.status === execution.status) return execution;
  const write = changeExecution(execution, { status: seen.execution.status });
  await commit(unitOfWork, seen, { documents: [write] });
  return write.document;
};
