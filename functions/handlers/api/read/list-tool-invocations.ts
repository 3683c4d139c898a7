import { makeListToolInvocations } from '../../../application/planning/list-tool-invocations.ts';
import { makeLocateTask } from '../../../application/shared/resolve-org.ts';
import { directory, taskStore, transcriptStore } from '../../../runtime/compose/stores.ts';
import { callerOf, httpHandler } from '../../../runtime/http-handler.ts';

export const handler = httpHandler({
  operation: 'listToolInvocations',
  group: 'read',
  useCase: () => {
    const locate = makeLocateTask(directory());
    const list = makeListToolInvocations({ tasks: taskStore(), transcripts: transcriptStore() });
    return async (request) => {
      const ref = await locate(callerOf(request), request.params['task_id']);
      return { status: 200, body: await list(ref) };
    };
  },
});
