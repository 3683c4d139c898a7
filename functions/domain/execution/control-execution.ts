import { stateForbids } from '../shared/errors.ts';
import type { Execution, ExecutionControl } from './execution.ts';
import { canExecutionMove } from './execution-status.ts';
import type { ExecutionStatus } from './execution-status.ts';

export type ControlVerb = 'pause' | 'resume' | 'cancel';

const aims: Readonly<
  Record<ControlVerb, { status: ExecutionStatus; desired: ExecutionControl['desired'] }>
> = {
  pause: { status: 'pausing', desired: 'pause' },
  resume: { status: 'running', desired: 'run' },
  cancel: { status: 'cancelling', desired: 'cancel' },
};

/** An execution that can still be resumed is one that was paused or is about to be. */
const resumable: readonly ExecutionStatus[] = ['pausing', 'paused'];

/**
 * What an operator's word makes of an execution: its next status and control. The epoch grows with
 * each, so that a batch that was admitted before can't begin after.
 * @throws Rejection `state-forbids` with the status that stands.
 */
export const controlExecution = (
  execution: Execution,
  control: ExecutionControl,
  verb: ControlVerb,
): { readonly status: ExecutionStatus; readonly control: ExecutionControl } => {
  const aim = aims[verb];
  const allowed =
    canExecutionMove(execution.status, aim.status) &&
    (verb !== 'resume' || resumable.includes(execution.status));
  if (!allowed) {
    throw stateForbids(`The execution is ${execution.status}; it can't be asked to ${verb}.`, {
      status: execution.status,
    });
  }
  return { status: aim.status, control: { desired: aim.desired, epoch: control.epoch + 1 } };
};
