import type { Execution, ExecutionControl } from '../domain/execution/execution.ts';
import { changeExecution, observed } from '../domain/execution/move-execution.ts';
import type { UnitOfWork } from './ports.ts';

/**
 * Stores the status that an operator's word gave an execution, and counts that it was entered. The
 * control itself writes its word alone; the record of it is its own. Repeating it is harmless.
 * @throws Conflict when the execution moved meanwhile.
 */
export const noteControl = async (
  { unitOfWork }: { readonly unitOfWork: UnitOfWork },
  execution: Execution,
  control: ExecutionControl,
): Promise<Execution> => {
  const seen = observed(execution, control);
  if (seen.execution.status === execution.status) return execution;
  const write = changeExecution(execution, { status: seen.execution.status });
  await unitOfWork.commit({
    documents: [write],
    audit: [],
    messages: [],
    counters: seen.counters,
  });
  return write.document;
};
