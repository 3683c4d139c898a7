import type { ControlledView } from '../../domain/execution/execution-view.ts';
import { makeControlExecution } from './steps/control-word.ts';
import type { ControlExecutionDeps, ControlRequest } from './steps/control-word.ts';

/**
 * Lets a paused execution go on. An inconclusive phase is accepted by it as it is.
 * @throws Rejection `not-found` or `state-forbids`.
 */
export const makeResumeExecution = (deps: ControlExecutionDeps) => {
  const control = makeControlExecution(deps);
  return (request: ControlRequest): Promise<ControlledView> => control('resume', request);
};
