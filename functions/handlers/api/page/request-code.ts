import { requestCodeOperation } from '../../../runtime/compose/approval-page.ts';
import { httpHandler } from '../../../runtime/http-handler.ts';

export const handler = httpHandler({
  operation: 'requestCode',
  group: 'page',
  useCase: requestCodeOperation,
});
