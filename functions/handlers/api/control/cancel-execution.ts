import { CancelExecutionBody } from '../../../domain/execution/execution-requests.ts';
import { makeCancelExecution } from '../../../application/execution/cancel-execution.ts';
import { parseInput } from '../../../application/shared/parse-input.ts';
import { makeLocateExecution } from '../../../application/shared/resolve-org.ts';
import { controlDeps } from '../../../runtime/compose/execution.ts';
import { directory } from '../../../runtime/compose/stores.ts';
import { callerOf, httpHandler } from '../../../runtime/http-handler.ts';

export const handler = httpHandler({
  operation: 'cancelExecution',
  group: 'control',
  useCase: () => {
    const locate = makeLocateExecution(directory());
    const cancelExecution = makeCancelExecution(controlDeps());
    return async (request) => {
      const identity = callerOf(request);
      const ref = await locate(identity, request.params['execution_id']);
      const body = parseInput(CancelExecutionBody, request.json ?? {});
      return { status: 202, body: await cancelExecution({ ...ref, identity, ...body }) };
    };
  },
});
