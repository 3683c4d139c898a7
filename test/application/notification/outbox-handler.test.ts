import { expect, test } from 'vitest';
import type { DeliveryOrder } from '../../../functions/application/notification/deliver-outbox.ts';
import { outboxHandler } from '../../../functions/runtime/outbox-handler.ts';
import type { OutboxEvent } from '../../../functions/runtime/outbox-handler.ts';

/** A handler that notes what it is asked to deliver. */
const noting = () => {
  const orders: DeliveryOrder[] = [];
  const handler = outboxHandler({
    name: 'noting',
    useCase: () => (order) => {
      orders.push(order);
      return Promise.resolve({ done: 1, owed: 0, dead: 0 });
    },
  });
  return { handler, orders };
};

const aRecord = (eventName: 'INSERT' | 'MODIFY' | 'REMOVE', pk: string, sk: string) => ({
  eventName,
  dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } } },
});

test('a stream’s new outbox items are delivered, and nothing else that it brings', async () => {
  const { handler, orders } = noting();
  const event: OutboxEvent = {
    Records: [
      aRecord('INSERT', 'outbox#0', 'msg-1'),
      aRecord('MODIFY', 'outbox#0', 'msg-2'),
      aRecord('REMOVE', 'outbox#0', 'msg-3'),
      aRecord('INSERT', 'outbox#dead', 'msg-4'),
      aRecord('INSERT', 'org#org-123#task#1', 'task'),
      aRecord('INSERT', 'outbox#0', 'msg-5'),
    ],
  };

  const report = await handler(event);

  expect(orders).toEqual([{ message_ids: ['msg-1', 'msg-5'] }]);
  expect(report).toEqual({ done: 1, owed: 0, dead: 0 });
});

test('the schedule delivers what is owed still', async () => {
  const { handler, orders } = noting();

  await handler({ Records: undefined });

  expect(orders).toEqual([{ owed_at_most: 100 }]);
});

test('what the store can’t answer fails the call, so that the stream comes again', async () => {
  const handler = outboxHandler({
    name: 'failing',
    useCase: () => () => Promise.reject(new Error('no store')),
  });

  await expect(handler({ Records: [] })).rejects.toThrow('no store');
});
