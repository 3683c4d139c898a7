import { expect, it } from 'vitest';
import {
  badEnds,
  EndedMachine,
  endedBadly,
} from '../../../functions/domain/execution/ended-machine.ts';

const machine = {
  executionArn: 'arn:aws:states:us-east-1:1:execution:m:e',
  stateMachineArn: 'arn:aws:states:us-east-1:1:stateMachine:m',
  name: 'e',
};

it.each([
  ['RUNNING', false],
  ['SUCCEEDED', false],
  ['FAILED', true],
  ['TIMED_OUT', true],
  ['ABORTED', true],
  ['PENDING_REDRIVE', false],
])('a machine that is %s ended badly: %s', (status, badly) => {
  const ended = EndedMachine.parse({ ...machine, status, more: 1 });

  expect(ended).toEqual({ ...machine, status });
  expect(endedBadly(ended)).toBe(badly);
  expect((badEnds as readonly string[]).includes(status)).toBe(badly);
});

it('a machine ends in no other way, and is named', () => {
  expect(EndedMachine.safeParse({ ...machine, status: 'LOST' }).success).toBe(false);
  for (const name of Object.keys(machine))
    expect(EndedMachine.safeParse({ ...machine, status: 'FAILED', [name]: 1 }).success).toBe(false);
});
