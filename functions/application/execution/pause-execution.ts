import type { ControlledView } from '../../domain/execution/execution-view.ts';
import { makeControlExecution } from './steps/control-word.ts';
import type { ControlExecutionDeps, ControlRequest } from './steps/control-word.ts';

/**
 * Lets what is in flight end and begins nothing more; `paused` is reported when that is so.
 * @throws Rejection `not-found` or `state-forbids`.
 */
export const makePauseExecution = (deps: ControlExecutionDeps) => {
  const control = makeControlExecution(deps);
  return (request: ControlRequest): Promise<ControlledView> => control('pause', request);
};
