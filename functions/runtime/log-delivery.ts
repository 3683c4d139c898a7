import type { FailedDelivery } from '../application/notification/deliver-outbox.ts';
import { logger } from './logger.ts';

/** Logs a delivery that failed: where, with which answer, the how-manyth time, and when the next is. */
export const logFailedDelivery = (failed: FailedDelivery): void => {
  const { next_attempt_at: next } = failed;
  if (next === null) logger().error('Delivery given up', { ...failed });
  else logger().warn('Delivery failed', { ...failed });
};
