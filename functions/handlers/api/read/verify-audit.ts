import { verifyAudit } from '../../../runtime/compose/audit.ts';
import { callerOf, httpHandler } from '../../../runtime/http-handler.ts';

export const handler = httpHandler({
  operation: 'verifyAudit',
  group: 'read',
  useCase: () => async (request) => ({
    status: 200,
    body: await verifyAudit()(callerOf(request), request.query),
  }),
});
