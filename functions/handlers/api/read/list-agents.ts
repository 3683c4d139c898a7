import { listAgents } from '../../../application/service/list-agents.ts';
import { httpHandler } from '../../../runtime/http-handler.ts';

export const handler = httpHandler({
  operation: 'listAgents',
  group: 'read',
  useCase: () => () => Promise.resolve({ status: 200, body: listAgents() }),
});
