import { listAudit } from '../../../runtime/compose/audit.ts';
import { callerOf, httpHandler } from '../../../runtime/http-handler.ts';

export const handler = httpHandler({
  operation: 'listAudit',
  group: 'read',
  useCase: () => async (request) => ({
    status: 200,
    body: await listAudit()(callerOf(request), request.query),
  }),
});
