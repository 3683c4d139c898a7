import { makeGetTask } from '../../../application/task/get-task.ts';
import { makeLocateTask } from '../../../application/shared/resolve-org.ts';
import { gateStore } from '../../../runtime/compose/approval.ts';
import { directory, planStore, taskStore } from '../../../runtime/compose/stores.ts';
import { readEnvironment } from '../../../runtime/environment.ts';
import { callerOf, httpHandler } from '../../../runtime/http-handler.ts';

export const handler = httpHandler({
  operation: 'getTask',
  group: 'read',
  useCase: () => {
    const locate = makeLocateTask(directory());
    const getTask = makeGetTask({
      tasks: taskStore(),
      plans: planStore(),
      gates: gateStore(),
      publicUrl: readEnvironment('PUBLIC_URL').PUBLIC_URL,
    });
    return async (request) => {
      const ref = await locate(callerOf(request), request.params['task_id']);
      return { status: 200, body: await getTask(ref) };
    };
  },
});
