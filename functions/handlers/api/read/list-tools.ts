import { listTools } from '../../../application/service/list-tools.ts';
import { httpHandler } from '../../../runtime/http-handler.ts';

export const handler = httpHandler({
  operation: 'listTools',
  group: 'read',
  useCase: () => () => Promise.resolve({ status: 200, body: listTools() }),
});
