import { describe, expect, it } from 'vitest';
import { partitions } from '../../functions/adapters/dynamodb/table.ts';
import {
  delivererOf,
  kindsOf,
  machineEnds,
  outboxPartition,
  schedules,
  streamReaders,
} from '../../functions/contract/triggers.ts';
import { OutboxMessage } from '../../functions/domain/notification/notification.ts';
import { machineNames, stemsIn } from '../support/seams/machines.ts';

const called = [
  ...streamReaders,
  ...Object.values(schedules).flatMap(({ handlers }) => handlers),
  ...Object.values(machineEnds).map(({ handler }) => handler),
];

describe('the triggers', () => {
  it('call every handler of an event, and no other', () => {
    expect([...new Set<string>(called)].sort()).toEqual(stemsIn('events'));
  });

  it('give each kind of owed message to a function that also comes by a schedule', () => {
    const kinds = OutboxMessage.options.map(({ shape }) => shape.kind.value);
    const byTheClock: readonly string[] = schedules.EachMinute.handlers;

    expect(Object.keys(delivererOf).sort()).toEqual(kinds.toSorted());
    for (const deliverer of Object.values(delivererOf)) expect(byTheClock).toContain(deliverer);
  });

  it('give the kinds of a deliverer to it alone', () => {
    expect(kindsOf('resume')).toEqual(['start_lifecycle', 'resume_gate', 'resume_hold']);
    expect(kindsOf('deliver-notifications')).toEqual(['notify', 'send_code']);
    expect(kindsOf('anchor-audit')).toEqual(['anchor_audit']);
  });

  it('read the partition that owed messages are written to', () => {
    expect(outboxPartition).toBe(partitions.outbox());
  });

  it('hear of the end of every machine that nobody waits for', () => {
    const heard = Object.values(machineEnds).flatMap(({ machines }) => machines);

    // The agent loop is awaited by the lifecycle, whose end is heard of.
    expect([...heard, 'agent-loop'].sort()).toEqual([...machineNames].sort());
  });

  it('leave the stream two readers: it bears no more', () => {
    expect(streamReaders).toHaveLength(2);
  });
});
