import { decideByPageOperation } from '../../../runtime/compose/approval-page.ts';
import { httpHandler } from '../../../runtime/http-handler.ts';

export const handler = httpHandler({
  operation: 'decideByPage',
  group: 'page',
  useCase: decideByPageOperation,
});
