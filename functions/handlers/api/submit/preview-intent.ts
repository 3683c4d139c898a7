import { previewIntent } from '../../../runtime/compose/submit.ts';
import { callerOf, httpHandler } from '../../../runtime/http-handler.ts';

export const handler = httpHandler({
  operation: 'previewIntent',
  group: 'submit',
  useCase: () => async (request) => ({
    status: 200,
    body: await previewIntent()({ identity: callerOf(request), body: request.json }),
  }),
});
