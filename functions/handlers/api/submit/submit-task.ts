import { callerOf, httpHandler } from '../../../runtime/http-handler.ts';
import { preferredWaitSeconds } from '../../../runtime/prefer.ts';
import { submitTask } from '../../../runtime/compose/submit.ts';

export const handler = httpHandler({
  operation: 'submitTask',
  group: 'submit',
  useCase: () => async (request) => {
    const answer = await submitTask()({
      identity: callerOf(request),
      body: request.json,
      idempotencyKey: request.headers['idempotency-key'],
      waitSeconds: preferredWaitSeconds(request.headers['prefer']),
    });
    return { ...answer, headers: { location: `/api/v1/ai/tasks/${answer.body.task_id}` } };
  },
});
