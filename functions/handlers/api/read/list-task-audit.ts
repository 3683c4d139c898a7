import { makeLocateTask } from '../../../application/shared/resolve-org.ts';
import { listTaskAudit } from '../../../runtime/compose/audit.ts';
import { directory } from '../../../runtime/compose/stores.ts';
import { callerOf, httpHandler } from '../../../runtime/http-handler.ts';

export const handler = httpHandler({
  operation: 'listTaskAudit',
  group: 'read',
  useCase: () => {
    const locate = makeLocateTask(directory());
    return async (request) => {
      const ref = await locate(callerOf(request), request.params['task_id']);
      return { status: 200, body: await listTaskAudit()(ref, request.query) };
    };
  },
});
