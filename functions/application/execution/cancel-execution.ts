import type { ControlledView } from '../../domain/execution/execution-view.ts';
import { makeControlExecution } from './steps/control-word.ts';
import type { ControlExecutionDeps, ControlRequest } from './steps/control-word.ts';

/**
 * Ends an execution: what is in flight is awaited, nothing more begins, and what was changed is
 * rolled back or stays and is listed, as the caller says.
 * @throws Rejection `not-found` or `state-forbids`.
 */
export const makeCancelExecution = (deps: ControlExecutionDeps) => {
  const control = makeControlExecution(deps);
  return (request: ControlRequest & { readonly rollback: boolean }): Promise<ControlledView> =>
    control('cancel', request);
};
