import { showGateOperation } from '../../../runtime/compose/approval-page.ts';
import { httpHandler } from '../../../runtime/http-handler.ts';

export const handler = httpHandler({
  operation: 'showGate',
  group: 'page',
  useCase: showGateOperation,
});
