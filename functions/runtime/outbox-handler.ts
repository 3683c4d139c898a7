import type { DynamoDBStreamEvent } from 'aws-lambda';
import type { DeliveryOrder, DeliveryReport } from '../application/notification/deliver-outbox.ts';
import { outboxPartition } from '../contract/triggers.ts';
import { lazy } from './lazy.ts';
import { logger } from './logger.ts';

const mostOwed = 100;

/** What the table's stream sends, or the schedule, which has no records. */
export type OutboxEvent = DynamoDBStreamEvent | { readonly Records?: undefined };

const toOrder = (event: OutboxEvent): DeliveryOrder => {
  if (!event.Records) return { owed_at_most: mostOwed };
  const added = event.Records.filter((record) => record.eventName === 'INSERT')
    .map((record) => record.dynamodb?.Keys)
    .filter((keys) => keys?.['pk']?.S === outboxPartition);
  return { message_ids: added.flatMap((keys) => keys?.['sk']?.S ?? []) };
};

/**
 * Makes the Lambda handler of a deliverer. New messages come by the table's stream; called by the
 * schedule it delivers what is owed still. A message that fails is written down and does not fail
 * the batch: that would hold up every message behind it.
 */
export const outboxHandler = (definition: {
  readonly name: string;
  readonly useCase: () => (order: DeliveryOrder) => Promise<DeliveryReport>;
}) => {
  const deliver = lazy(definition.useCase);
  return async (event: OutboxEvent): Promise<DeliveryReport> => {
    const report = await deliver()(toOrder(event));
    if (report.dead > 0) {
      logger().error('Messages were given up', { deliverer: definition.name, dead: report.dead });
    }
    return report;
  };
};
