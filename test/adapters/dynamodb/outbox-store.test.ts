import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OutboxMessage } from '../../../functions/domain/notification/notification.ts';
import { openWorld } from '../../support/world/approval-world.ts';
import type { World } from '../../support/world/approval-world.ts';
import { aStart } from '../../support/builders/a-message.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const kinds = ['start_lifecycle'] as const;
const owe = (...messages: OutboxMessage[]) =>
  world.unitOfWork.commit({ documents: [], audit: [], counters: [], messages });

test('a message that the unit of work wrote is owed from ten seconds on, with no attempts', async () => {
  await owe(aStart('msg-1'));

  const record = await world.outbox.get('msg-1', kinds);

  expect(record).toEqual({
    message: aStart('msg-1'),
    attempts: 0,
    delivered: [],
    next_attempt_at: '2026-03-01T09:00:10.000Z',
  });
  const at = async (now: string) => world.outbox.owed({ kinds, now, limit: 10 });
  expect(await at('2026-03-01T09:00:09.999Z')).toEqual([]);
  expect(await at('2026-03-01T09:00:10.000Z')).toEqual([record]);
});

test('what is written down about a message comes back with it', async () => {
  await owe(aStart('msg-1'));
  const next = {
    message: aStart('msg-1'),
    attempts: 2,
    delivered: ['email:1', 'slack'],
    next_attempt_at: '2026-03-01T09:05:00.000Z',
  };

  await world.outbox.postpone(next);

  expect(await world.outbox.get('msg-1', kinds)).toEqual(next);
});

test('a message that is done is not brought back by a late failure', async () => {
  await owe(aStart('msg-1'));
  const record = {
    message: aStart('msg-1'),
    attempts: 1,
    delivered: [],
    next_attempt_at: '2026-03-01T09:05:00.000Z',
  };

  await world.outbox.done(record.message);
  await world.outbox.postpone(record);
  await world.outbox.bury({ ...record, reason: 'late', died_at: record.next_attempt_at });

  expect(await world.outbox.get('msg-1', kinds)).toBeNull();
  expect(await world.outbox.deadLetters(10)).toEqual([]);
});

test('dead letters say why, the latest first', async () => {
  await owe(aStart('msg-1'), aStart('msg-2'));
  for (const id of ['msg-1', 'msg-2']) {
    const record = await world.outbox.get(id, kinds);
    if (!record) throw new Error('The message is not owed');
    await world.outbox.bury({ ...record, reason: id, died_at: '2026-03-01T10:00:00.000Z' });
  }

  const letters = await world.outbox.deadLetters(10);

  expect(letters.map(({ reason }) => reason)).toEqual(['msg-2', 'msg-1']);
  expect(await world.outbox.get('msg-1', kinds)).toBeNull();
});

test('messages of kinds that this release does not know hold up nothing', async () => {
  await world.table.client.send(
    new PutItemCommand({
      TableName: world.table.name,
      Item: { pk: { S: 'outbox#0' }, sk: { S: 'msg-0' }, kind: { S: 'from_the_future' } },
    }),
  );
  await owe(aStart('msg-1'));

  const owed = await world.outbox.owed({ kinds, now: '2099-01-01T00:00:00.000Z', limit: 10 });

  expect(owed.map(({ message }) => message.message_id)).toEqual(['msg-1']);
  expect(await world.outbox.get('msg-0', kinds)).toBeNull();
});
