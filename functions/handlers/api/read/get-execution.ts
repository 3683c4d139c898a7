import { GetExecutionQuery } from '../../../domain/execution/execution-requests.ts';
import { makeGetExecution } from '../../../application/execution/get-execution.ts';
import { parseInput } from '../../../application/shared/parse-input.ts';
import { makeLocateExecution } from '../../../application/shared/resolve-org.ts';
import { executionStore, sleep } from '../../../runtime/compose/execution.ts';
import { clock, directory } from '../../../runtime/compose/stores.ts';
import { callerOf, httpHandler } from '../../../runtime/http-handler.ts';

export const handler = httpHandler({
  operation: 'getExecution',
  group: 'read',
  useCase: () => {
    const locate = makeLocateExecution(directory());
    const getExecution = makeGetExecution({ executions: executionStore(), clock, sleep });
    return async (request) => {
      const ref = await locate(callerOf(request), request.params['execution_id']);
      const query = parseInput(GetExecutionQuery, request.query, '/query');
      return { status: 200, body: await getExecution({ ...ref, ...query }) };
    };
  },
});
