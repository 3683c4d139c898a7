import { ControlExecutionBody } from '../../../domain/execution/execution-requests.ts';
import { parseInput } from '../../../application/shared/parse-input.ts';
import { makePauseExecution } from '../../../application/execution/pause-execution.ts';
import { makeLocateExecution } from '../../../application/shared/resolve-org.ts';
import { controlDeps } from '../../../runtime/compose/execution.ts';
import { directory } from '../../../runtime/compose/stores.ts';
import { callerOf, httpHandler } from '../../../runtime/http-handler.ts';

export const handler = httpHandler({
  operation: 'pauseExecution',
  group: 'control',
  useCase: () => {
    const locate = makeLocateExecution(directory());
    const pauseExecution = makePauseExecution(controlDeps());
    return async (request) => {
      const identity = callerOf(request);
      const ref = await locate(identity, request.params['execution_id']);
      const body = parseInput(ControlExecutionBody, request.json ?? {});
      return { status: 202, body: await pauseExecution({ ...ref, identity, ...body }) };
    };
  },
});
