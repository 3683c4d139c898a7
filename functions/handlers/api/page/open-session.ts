import { openSessionOperation } from '../../../runtime/compose/approval-page.ts';
import { httpHandler } from '../../../runtime/http-handler.ts';

export const handler = httpHandler({
  operation: 'openSession',
  group: 'page',
  useCase: openSessionOperation,
});
