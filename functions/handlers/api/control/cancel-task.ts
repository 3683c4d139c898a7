import { CancelTaskBody } from '../../../domain/task/task-requests.ts';
import { parseInput } from '../../../application/shared/parse-input.ts';
import { makeLocateTask } from '../../../application/shared/resolve-org.ts';
import { cancelTask } from '../../../runtime/compose/cancel-task.ts';
import { directory } from '../../../runtime/compose/stores.ts';
import { callerOf, httpHandler } from '../../../runtime/http-handler.ts';

export const handler = httpHandler({
  operation: 'cancelTask',
  group: 'control',
  useCase: () => {
    const locate = makeLocateTask(directory());
    return async (request) => {
      const identity = callerOf(request);
      const ref = await locate(identity, request.params['task_id']);
      const body = parseInput(CancelTaskBody, request.json ?? {});
      return { status: 202, body: await cancelTask()({ ...ref, identity, body }) };
    };
  },
});
