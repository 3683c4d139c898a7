import { makeListTaskAudit } from '../../../application/list-task-audit.ts';
import { makeLocateTask } from '../../../application/resolve-org.ts';
import { auditTrail, directory, taskStore } from '../../../runtime/compose/stores.ts';
import { callerOf, httpHandler } from '../../../runtime/http-handler.ts';

export const handler = httpHandler({
  operation: 'listTaskAudit',
  useCase: () => {
    const locate = makeLocateTask(directory());
    const list = makeListTaskAudit({ tasks: taskStore(), auditTrail: auditTrail() });
    return async (request) => {
      const { org, id } = await locate(callerOf(request), request.params['task_id']);
      return { status: 200, body: await list(org, id) };
    };
  },
});
