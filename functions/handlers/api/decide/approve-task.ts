import { approveTaskOperation } from '../../../runtime/compose/approval.ts';
import { httpHandler } from '../../../runtime/http-handler.ts';

export const handler = httpHandler({
  operation: 'approveTask',
  group: 'decide',
  useCase: approveTaskOperation,
});
