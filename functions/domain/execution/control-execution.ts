import { stateForbids } from '../shared/errors.ts';
import type { Execution, ExecutionControl } from './execution.ts';
import { hasExecutionEnded } from './execution-status.ts';
import { isRollingBack, shownStatus } from './shown-status.ts';

export type ControlVerb = 'pause' | 'resume' | 'cancel';

export interface ControlWord {
  readonly verb: ControlVerb;
  /** With `cancel`: whether what was changed is taken back. */
  readonly rollback: boolean;
  /** Id of the person. */
  readonly by: string;
}

interface Scene {
  readonly execution: Execution;
  readonly control: ExecutionControl;
}

const wishes = { pause: 'pause', resume: 'run', cancel: 'cancel' } as const;

/** Why the state forbids the word, or null. */
const obstacleOf = ({ execution, control }: Scene, { verb }: ControlWord): string | null => {
  if (hasExecutionEnded(execution.status)) return 'it has ended';
  if (control.desired === 'closed') return 'it is about to end and begins nothing any more';
  const rollsBack = isRollingBack(execution);
  if (verb === 'cancel') return rollsBack ? 'it takes its changes back; pause that instead' : null;
  if (control.desired === 'cancel' && !rollsBack) return 'it is being cancelled';
  if (verb === 'resume' && control.desired !== 'pause') return 'it is not paused';
  return null;
};

/**
 * What an operator's word makes of the control of an execution. The same word again changes
 * nothing; any other has its own epoch, so that what was admitted before can't begin after.
 * @throws Rejection `state-forbids` with the status that stands.
 */
export const controlExecution = (scene: Scene, word: ControlWord): ExecutionControl => {
  const { execution, control } = scene;
  const status = shownStatus(execution, control);
  const obstacle = obstacleOf(scene, word);
  if (obstacle !== null) {
    const refusal = `it can't be asked to ${word.verb}: ${obstacle}`;
    throw stateForbids(`The execution is ${status}; ${refusal}.`, { status });
  }
  const desired = wishes[word.verb];
  const rollback = word.verb === 'cancel' && word.rollback;
  if (control.desired === desired && control.rollback === rollback) return control;
  return { desired, rollback, by: word.by, epoch: control.epoch + 1 };
};
