import { describe, expect, it } from 'vitest';
import { lintStateMachine } from '../../../../statemachines/lint/lint.ts';
import { machineOf } from './bench.ts';

const all = [{ ErrorEquals: ['States.ALL'], Next: 'Z' }];
const transient = [{ ErrorEquals: ['TransientFailure'], JitterStrategy: 'FULL' }];
const last = { Z: { Type: 'Pass', End: true } };

const call = {
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: '${PlanTask}', Payload: '{% $states.input %}' },
  TimeoutSeconds: 60,
  Retry: transient,
  Catch: all,
  End: true,
};

const callback = {
  ...call,
  Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
  Arguments: {
    FunctionName: '${OpenGate}',
    Payload: { token: '{% $states.context.Task.Token %}' },
  },
};

const without = (fields: Record<string, unknown>, name: string): object =>
  Object.fromEntries(Object.entries(fields).filter(([field]) => field !== name));

const around = (inner: object, more: object = {}): object => ({
  Type: 'Map',
  ItemProcessor: { StartAt: 'I', States: { I: inner } },
  End: true,
  ...more,
});

describe('a machine that keeps the rules', () => {
  it.each([
    ['a call', machineOf({ A: call, ...last })],
    ['a callback', machineOf({ A: callback, ...last })],
    [
      'a Task that the Catch of its Map covers',
      machineOf({ M: around(without(call, 'Catch'), { Catch: all }), ...last }),
    ],
    [
      'a variable that every way assigns',
      machineOf({
        C: {
          Type: 'Choice',
          Choices: [{ Condition: true, Assign: { v: 1 }, Next: 'R' }],
          Assign: { v: 2 },
          Default: 'R',
        },
        R: { Type: 'Pass', Output: '{% $v %}', End: true },
      }),
    ],
    [
      'a variable that a loop assigns again',
      machineOf({
        A: { Type: 'Pass', Assign: { v: 1 }, Next: 'B' },
        B: { Type: 'Pass', Assign: { v: '{% $v + 1 %}' }, Next: 'C' },
        C: { Type: 'Choice', Choices: [{ Condition: '{% $v < 3 %}', Next: 'B' }], Default: 'D' },
        D: { Type: 'Succeed' },
      }),
    ],
    [
      'an outer variable that is read within a Map',
      machineOf({
        A: { Type: 'Pass', Assign: { v: 1 }, Next: 'M' },
        M: around({ Type: 'Pass', Output: '{% $v %}', End: true }),
      }),
    ],
  ])('has no finding: %s', (_, definition) => {
    expect(lintStateMachine(definition)).toEqual([]);
  });
});

describe('a rule that is broken', () => {
  it.each([
    [
      'a Task without TimeoutSeconds',
      machineOf({ A: without(call, 'TimeoutSeconds'), ...last }),
      'A: has no TimeoutSeconds',
    ],
    [
      'a callback without TimeoutSeconds',
      machineOf({ A: without(callback, 'TimeoutSeconds'), ...last }),
      'A: has no TimeoutSeconds',
    ],
    ['a Task without Retry', machineOf({ A: without(call, 'Retry'), ...last }), 'A: has no Retry'],
    [
      'a Task without Catch',
      machineOf({ A: without(call, 'Catch') }),
      'A: is not covered by a Catch of its own or around it',
    ],
    [
      'a callback without Catch',
      machineOf({ A: without(callback, 'Catch') }),
      'A: is not covered by a Catch of its own or around it',
    ],
    [
      'a Task that a Catch covers for some errors only',
      machineOf({ A: { ...call, Catch: [{ ErrorEquals: ['E'], Next: 'Z' }] }, ...last }),
      'A: is not covered by a Catch of its own or around it',
    ],
    [
      'a Task within a Map without Catch',
      machineOf({ M: around(without(call, 'Catch')) }),
      'I: is not covered by a Catch of its own or around it',
    ],
    [
      'a callback that passes no token on',
      machineOf({ A: { ...callback, Arguments: call.Arguments }, ...last }),
      'A: waits for a task token that its Arguments do not pass on',
    ],
    [
      'a callback with a heartbeat',
      machineOf({ A: { ...callback, HeartbeatSeconds: 5 }, ...last }),
      'A: waits for a task token and has HeartbeatSeconds',
    ],
    [
      'a heartbeat as long as the timeout',
      machineOf({ A: { ...call, HeartbeatSeconds: 60 }, ...last }),
      'A: HeartbeatSeconds is not below TimeoutSeconds',
    ],
    [
      'States.ALL before another retrier',
      machineOf({
        A: { ...call, Retry: [{ ErrorEquals: ['States.ALL'] }, ...transient] },
        ...last,
      }),
      'A: States.ALL in Retry is not alone and last',
    ],
    [
      'States.ALL beside another error',
      machineOf({
        A: { ...call, Catch: [{ ErrorEquals: ['States.ALL', 'E'], Next: 'Z' }] },
        ...last,
      }),
      'A: States.ALL in Catch is not alone and last',
    ],
    [
      'a variable that nothing assigns',
      machineOf({ A: { Type: 'Pass', Output: '{% $v %}', End: true } }),
      'A: reads $v, which not every way to it assigns',
    ],
    [
      'a variable that one of two ways assigns',
      machineOf({
        C: {
          Type: 'Choice',
          Choices: [{ Condition: true, Assign: { v: 1 }, Next: 'R' }],
          Default: 'R',
        },
        R: { Type: 'Pass', Output: '{% $v %}', End: true },
      }),
      'R: reads $v, which not every way to it assigns',
    ],
    [
      'a variable of an iteration that is read outside',
      machineOf({
        M: { ...around({ Type: 'Pass', Assign: { v: 1 }, End: true }), Next: 'R', End: undefined },
        R: { Type: 'Pass', Output: '{% $v %}', End: true },
      }),
      'R: reads $v, which not every way to it assigns',
    ],
    [
      'a variable that the Task assigns only when it succeeds',
      machineOf({
        A: { ...without(call, 'End'), Assign: { v: 1 }, Next: 'Z' },
        Z: { Type: 'Pass', Output: '{% $v %}', End: true },
      }),
      'Z: reads $v, which not every way to it assigns',
    ],
    [
      'a fixed ARN of a function',
      machineOf({
        A: { ...call, Arguments: { FunctionName: 'arn:aws:lambda:us-east-1:1:function:f' } },
        ...last,
      }),
      'arn:aws:lambda:us-east-1:1:function:f: is a fixed ARN, not a placeholder',
    ],
    [
      'a fixed ARN of a machine',
      machineOf({
        A: { ...call, Arguments: { StateMachineArn: 'arn:aws:states:eu-west-1:1:stateMachine:m' } },
        ...last,
      }),
      'arn:aws:states:eu-west-1:1:stateMachine:m: is a fixed ARN, not a placeholder',
    ],
    [
      'a state that nothing leads to',
      machineOf({ A: { Type: 'Succeed' }, B: { Type: 'Succeed' } }),
      'B: can not be reached',
    ],
  ])('is named: %s', (_, definition, finding) => {
    expect(lintStateMachine(definition)).toEqual([finding]);
  });
});
