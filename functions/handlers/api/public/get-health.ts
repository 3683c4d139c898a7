import { httpHandler } from '../../../runtime/http-handler.ts';

export const handler = httpHandler({
  operation: 'getHealth',
  group: 'public',
  useCase: () => () => Promise.resolve({ status: 200, body: { status: 'ok' } }),
});
