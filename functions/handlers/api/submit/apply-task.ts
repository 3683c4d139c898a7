import { ApplyTaskBody } from '../../../domain/task/task-requests.ts';
import { parseInput } from '../../../application/shared/parse-input.ts';
import { makeLocateTask } from '../../../application/shared/resolve-org.ts';
import { directory } from '../../../runtime/compose/stores.ts';
import { applyTask } from '../../../runtime/compose/submit.ts';
import { callerOf, httpHandler } from '../../../runtime/http-handler.ts';
import { preferredWaitSeconds } from '../../../runtime/prefer.ts';

export const handler = httpHandler({
  operation: 'applyTask',
  group: 'submit',
  useCase: () => {
    const locate = makeLocateTask(directory());
    return async (request) => {
      const identity = callerOf(request);
      const ref = await locate(identity, request.params['task_id']);
      const body = parseInput(ApplyTaskBody, request.json ?? {});
      const waitSeconds = preferredWaitSeconds(request.headers['prefer']);
      const answer = await applyTask()({ ...ref, identity, body, waitSeconds });
      return { ...answer, headers: { location: `/api/v1/ai/tasks/${answer.body.task_id}` } };
    };
  },
});
