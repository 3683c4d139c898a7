import { makeListTasks } from '../../../application/task/list-tasks.ts';
import { directory, taskStore } from '../../../runtime/compose/stores.ts';
import { callerOf, httpHandler } from '../../../runtime/http-handler.ts';

export const handler = httpHandler({
  operation: 'listTasks',
  group: 'read',
  useCase: () => {
    const listTasks = makeListTasks({ tasks: taskStore(), directory: directory() });
    return async (request) => ({
      status: 200,
      body: await listTasks(callerOf(request), request.query),
    });
  },
});
