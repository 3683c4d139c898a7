import { makeCloseTask } from '../../../functions/application/task/close-task.ts';
import type { FailTaskDeps } from '../../../functions/application/task/fail-task.ts';
import { makeFinishRollout } from '../../../functions/application/execution/finish-rollout.ts';
import { countingIds } from '../world/counting-ids.ts';
import type { Stores } from '../world/open-stores.ts';

const ids = countingIds();

/** What ends a task whose workflow could not go on, over the stores of a test. */
export const failDeps = (stores: Stores): FailTaskDeps => ({
  ...stores,
  finishRollout: makeFinishRollout({
    ...stores,
    ids,
    closeTask: makeCloseTask({ ...stores, ids }),
  }),
});
