import { rejectTaskOperation } from '../../../runtime/compose/approval.ts';
import { httpHandler } from '../../../runtime/http-handler.ts';

export const handler = httpHandler({
  operation: 'rejectTask',
  group: 'decide',
  useCase: rejectTaskOperation,
});
