import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OutboxRecord } from '../../../functions/application/approval/approval-ports.ts';
import { makeDeliverOutbox } from '../../../functions/application/notification/deliver-outbox.ts';
import { makeResumeGate } from '../../../functions/application/approval/resume-gate.ts';
import type { OutboxMessage } from '../../../functions/domain/notification/notification.ts';
import { aGate } from '../../support/builders/a-gate.ts';
import { gateId, org } from '../../support/builders/ids.ts';
import { openWorld } from '../../support/world/approval-world.ts';
import type { World } from '../../support/world/approval-world.ts';
import type { DeliveryResult } from '../../../functions/application/notification/steps/delivery-result.ts';
import { aResume, aStart } from '../../support/builders/a-message.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const owe = (...messages: OutboxMessage[]) =>
  world.unitOfWork.commit({ documents: [], audit: [], counters: [], messages });

/** A deliverer of gate answers that does as it is told for each message. */
const deliverer = (
  behaviour: (record: OutboxRecord) => Promise<DeliveryResult>,
  maxAttempts = 3,
) => {
  const seen: string[] = [];
  const deliver = makeDeliverOutbox({
    log: world.outbox,
    clock: world.clock,
    kinds: ['resume_gate'],
    maxAttempts,
    deliver: (record) => {
      seen.push(record.message.message_id);
      return behaviour(record);
    },
  });
  return { deliver, seen };
};

const done = (): Promise<DeliveryResult> => Promise.resolve({ outcome: 'done' });
const fail = (): Promise<DeliveryResult> => Promise.reject(new Error('no answer'));

describe('delivering what the stream names', () => {
  test('delivers each message of its kinds once and leaves the others owed', async () => {
    await owe(aResume('msg-1'), aStart('msg-2'));
    const { deliver, seen } = deliverer(done);

    const report = await deliver({ message_ids: ['msg-1', 'msg-2', 'msg-1', 'msg-unknown'] });

    expect(report).toEqual({ done: 1, owed: 0, dead: 0 });
    expect(seen).toEqual(['msg-1']);
    expect((await world.owed('resume_gate', 'start_lifecycle')).map((one) => one.message)).toEqual([
      aStart('msg-2'),
    ]);
  });

  test('a message that fails does not fail the others', async () => {
    await owe(aResume('msg-1'), aResume('msg-2'), aResume('msg-3'));
    const { deliver } = deliverer((record) =>
      record.message.message_id === 'msg-2' ? fail() : done(),
    );

    const report = await deliver({ message_ids: ['msg-1', 'msg-2', 'msg-3'] });

    expect(report).toEqual({ done: 2, owed: 1, dead: 0 });
    expect(await world.owed('resume_gate')).toMatchObject([
      {
        message: { message_id: 'msg-2' },
        attempts: 1,
        next_attempt_at: '2026-03-01T09:00:05.000Z',
      },
    ]);
  });
});

describe('sweeping what is owed', () => {
  test('leaves a new message to the stream for ten seconds', async () => {
    await owe(aResume('msg-1'));
    const { deliver, seen } = deliverer(done);

    world.clock.advance(9);
    await deliver({ owed_at_most: 10 });
    const early = [...seen];
    world.clock.advance(1);
    await deliver({ owed_at_most: 10 });

    expect([early, seen]).toEqual([[], ['msg-1']]);
  });

  test('tries ever more rarely, and buries the message after the last attempt', async () => {
    await owe(aResume('msg-1'));
    const { deliver, seen } = deliverer(fail);
    const reports = [];
    for (const seconds of [10, 4, 1, 9, 1, 100]) {
      world.clock.advance(seconds);
      reports.push(await deliver({ owed_at_most: 10 }));
    }

    expect(seen).toHaveLength(3);
    expect(reports.map(({ owed, dead }) => [owed, dead])).toEqual([
      [1, 0],
      [0, 0],
      [1, 0],
      [0, 0],
      [0, 1],
      [0, 0],
    ]);
    expect(await world.owed('resume_gate')).toEqual([]);
    expect(await world.outbox.deadLetters(10)).toMatchObject([
      {
        message: aResume('msg-1'),
        attempts: 3,
        reason: 'no answer',
        died_at: '2026-03-01T09:00:25.000Z',
      },
    ]);
  });

  test('takes no more than it was asked to, the oldest first', async () => {
    await owe(aResume('msg-3'), aResume('msg-1'), aResume('msg-2'));
    world.clock.advance(60);
    const { deliver, seen } = deliverer(done);

    await deliver({ owed_at_most: 2 });

    expect(seen).toEqual(['msg-1', 'msg-2']);
  });
});

test('the answer to a machine that does not wait yet stays owed until its token is there', async () => {
  await world.unitOfWork.commit({
    documents: [{ kind: 'gate', document: aGate({ status: 'approved' }), expected: null }],
    audit: [],
    counters: [],
    messages: [aResume('msg-1')],
  });
  const told: unknown[] = [];
  const workflow = {
    startLifecycle: () => Promise.resolve(),
    resume: (token: string, output: unknown) => {
      told.push([token, output]);
      return Promise.resolve('resumed' as const);
    },
  };
  const resumeGate = makeResumeGate({ ...world, workflow });
  const { deliver } = deliverer(async ({ message }) => {
    const outcome = message.kind === 'resume_gate' ? await resumeGate(message) : 'done';
    return outcome === 'done'
      ? { outcome: 'done' }
      : { outcome: 'owed', delivered: [], reason: 'the machine does not wait yet' };
  });

  const before = await deliver({ message_ids: ['msg-1'] });
  await world.gates.keepToken({ org_id: org, gate_id: gateId }, 'token-1');
  world.clock.advance(60);
  const after = await deliver({ owed_at_most: 10 });

  expect([before, after]).toEqual([
    { done: 0, owed: 1, dead: 0 },
    { done: 1, owed: 0, dead: 0 },
  ]);
  expect(told).toEqual([['token-1', { outcome: 'approved', plan_revision: 1 }]]);
});
