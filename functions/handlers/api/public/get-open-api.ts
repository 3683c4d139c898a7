import { httpHandler } from '../../../runtime/http-handler.ts';
import { describeApi } from '../../../runtime/openapi.ts';

export const handler = httpHandler({
  operation: 'getOpenApi',
  useCase: () => {
    const body = describeApi();
    return () => Promise.resolve({ status: 200, body });
  },
});
