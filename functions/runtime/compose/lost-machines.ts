import { makeEndedMachines } from '../../adapters/step-functions/ended-machines.ts';
import { makeFailTask } from '../../application/task/fail-task.ts';
import { makeFinishRollout } from '../../application/execution/finish-rollout.ts';
import { makeRecoverLost } from '../../application/execution/recover-lost.ts';
import { makeRecoverRollout } from '../../application/execution/recover-rollout.ts';
import { makeRecoverTask } from '../../application/task/recover-task.ts';
import { readEnvironment } from '../environment.ts';
import { lazy } from '../lazy.ts';
import { endingDeps } from './execution-ending.ts';
import { failTaskDeps } from './fail-task.ts';
import { rollBackStarter } from './roll-back.ts';
import { clock, directory } from './stores.ts';
import { stepFunctions } from './workflow.ts';

export const recoverRollout = /* @__PURE__ */ lazy(() =>
  makeRecoverRollout({
    ...endingDeps(),
    directory: directory(),
    finishRollout: makeFinishRollout(endingDeps()),
    rollBack: rollBackStarter(),
  }),
);

export const recoverTask = /* @__PURE__ */ lazy(() =>
  makeRecoverTask({ directory: directory(), failTask: makeFailTask(failTaskDeps()) }),
);

/** Rollouts whose end nobody told of. */
export const recoverLostRollouts = /* @__PURE__ */ lazy(() => {
  const arns = readEnvironment('PHASED_ROLLOUT_ARN', 'ROLL_BACK_ARN');
  const machines = makeEndedMachines(stepFunctions(), [
    arns.PHASED_ROLLOUT_ARN,
    arns.ROLL_BACK_ARN,
  ]);
  return makeRecoverLost({ machines, recover: recoverRollout(), clock });
});

/** Tasks whose lifecycle's end nobody told of. */
export const recoverLostTasks = /* @__PURE__ */ lazy(() => {
  const { TASK_LIFECYCLE_ARN } = readEnvironment('TASK_LIFECYCLE_ARN');
  const machines = makeEndedMachines(stepFunctions(), [TASK_LIFECYCLE_ARN]);
  return makeRecoverLost({ machines, recover: recoverTask(), clock });
});
