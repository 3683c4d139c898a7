import { makeLockStore } from '../../../functions/adapters/dynamodb/lock-store.ts';
import { makeCloseTask } from '../../../functions/application/task/close-task.ts';
import type { FailTaskDeps } from '../../../functions/application/task/fail-task.ts';
import { makeFinishRollout } from '../../../functions/application/execution/finish-rollout.ts';
import type { Stores } from '../world/open-stores.ts';

/** What ends a task whose workflow could not go on, over the stores of a test. */
let messages = 0;
const ids = { messageId: () => `msg-${(messages += 1)}` };

export const failDeps = (stores: Stores): FailTaskDeps => ({
  ...stores,
  finishRollout: makeFinishRollout({
    ...stores,
    ids,
    locks: makeLockStore(stores.table),
    closeTask: makeCloseTask({ ...stores, ids }),
  }),
});
