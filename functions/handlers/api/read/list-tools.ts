import { listTools } from '../../../application/list-tools.ts';
import { httpHandler } from '../../../runtime/http-handler.ts';

export const handler = httpHandler({
  operation: 'listTools',
  useCase: () => () => Promise.resolve({ status: 200, body: listTools() }),
});
