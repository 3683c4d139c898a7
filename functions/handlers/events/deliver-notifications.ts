import { deliverNotifications } from '../../runtime/compose/notification.ts';
import { outboxHandler } from '../../runtime/outbox-handler.ts';

export const handler = outboxHandler({
  name: 'deliver-notifications',
  useCase: deliverNotifications,
});
