import { makeListExecutions } from '../../../application/execution/list-executions.ts';
import { makeLocateTask } from '../../../application/shared/resolve-org.ts';
import { executionStore } from '../../../runtime/compose/execution.ts';
import { directory, taskStore } from '../../../runtime/compose/stores.ts';
import { callerOf, httpHandler } from '../../../runtime/http-handler.ts';

export const handler = httpHandler({
  operation: 'listExecutions',
  group: 'read',
  useCase: () => {
    const locate = makeLocateTask(directory());
    const listExecutions = makeListExecutions({ tasks: taskStore(), executions: executionStore() });
    return async (request) => {
      const ref = await locate(callerOf(request), request.params['task_id']);
      return { status: 200, body: await listExecutions(ref) };
    };
  },
});
