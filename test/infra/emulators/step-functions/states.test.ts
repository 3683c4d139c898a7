import { afterEach, describe, expect, it } from 'vitest';
import { callOf, closeBenches, createBench, machineOf, outputOf } from './bench.ts';

afterEach(closeBenches);

const range = (length: number): number[] => Array.from({ length }, (_, index) => index);

const machineGraph = (states: Record<string, object>): object => ({
  StartAt: Object.keys(states)[0],
  States: states,
});

describe('the states of a machine', () => {
  const table: [name: string, states: Record<string, object>, input: unknown, output: unknown][] = [
    ['Pass hands its input on', { A: { Type: 'Pass', End: true } }, { a: 1 }, { a: 1 }],
    [
      'Pass gives its Output, static parts as they are',
      {
        A: { Type: 'Pass', Output: { x: '{% $states.input.a + 1 %}', y: ' {% 1 %} ' }, End: true },
      },
      { a: 1 },
      { x: 2, y: ' {% 1 %} ' },
    ],
    ['Succeed ends with its Output', { A: { Type: 'Succeed', Output: 'done' } }, {}, 'done'],
    [
      'Choice takes the first rule that holds, with its Output',
      {
        A: {
          Type: 'Choice',
          Choices: [
            { Condition: '{% $states.input.n > 9 %}', Next: 'B', Output: 'many' },
            { Condition: '{% $states.input.n > 4 %}', Next: 'B', Output: 'some' },
            { Condition: true, Next: 'B', Output: 'few' },
          ],
        },
        B: { Type: 'Succeed' },
      },
      { n: 7 },
      'some',
    ],
    [
      "Choice takes Default with the state's own Assign",
      {
        A: {
          Type: 'Choice',
          Choices: [{ Condition: false, Next: 'B', Assign: { by: 'rule' } }],
          Default: 'B',
          Assign: { by: 'default' },
        },
        B: { Type: 'Pass', Output: '{% $by %}', End: true },
      },
      {},
      'default',
    ],
    [
      'Task gives the whole answer of lambda:invoke to its Output',
      { A: { ...callOf('f', { n: 5 }), End: true } },
      {},
      { n: 5 },
    ],
    [
      'Task with the ARN of a function gives the payload itself',
      {
        A: {
          Type: 'Task',
          Resource: 'arn:aws:lambda:us-east-1:000000000000:function:f',
          End: true,
        },
      },
      { n: 6 },
      { n: 6 },
    ],
    [
      'Map gives the results in the order of the items',
      {
        A: {
          Type: 'Map',
          Items: '{% $states.input.list %}',
          ItemSelector: {
            value: '{% $states.context.Map.Item.Value %}',
            index: '{% $states.context.Map.Item.Index %}',
          },
          ItemProcessor: machineGraph({ I: { Type: 'Pass', End: true } }),
          MaxConcurrency: '{% 1 + 1 %}',
          End: true,
        },
      },
      { list: ['x', 'y', 'z'] },
      [
        { value: 'x', index: 0 },
        { value: 'y', index: 1 },
        { value: 'z', index: 2 },
      ],
    ],
    [
      'Parallel gives one result a branch',
      {
        A: {
          Type: 'Parallel',
          Arguments: { n: 3 },
          Branches: [
            machineGraph({ X: { Type: 'Pass', Output: '{% $states.input.n + 1 %}', End: true } }),
            machineGraph({ Y: { Type: 'Pass', Output: '{% $states.input.n + 2 %}', End: true } }),
          ],
          End: true,
        },
      },
      {},
      [4, 5],
    ],
  ];

  it.each(table)('%s', async (_, states, ...[input, output]) => {
    const bench = await createBench();

    const execution = await bench.start(machineOf(states), input);

    expect((await bench.describe(execution)).status).toBe('SUCCEEDED');
    expect(await outputOf(bench, execution)).toEqual(output);
  });

  it('Fail ends the execution with its Error and Cause', async () => {
    const bench = await createBench();
    const fail = { Type: 'Fail', Error: '{% "No" & "Way" %}', Cause: 'because' };

    const execution = await bench.start(machineOf({ A: fail }));

    expect(await bench.describe(execution)).toMatchObject({
      status: 'FAILED',
      error: 'NoWay',
      cause: 'because',
      redriveStatus: 'REDRIVABLE',
    });
  });

  it('Choice without a rule that holds fails with States.NoChoiceMatched', async () => {
    const bench = await createBench();
    const choice = { Type: 'Choice', Choices: [{ Condition: false, Next: 'B' }] };

    const execution = await bench.start(machineOf({ A: choice, B: { Type: 'Succeed' } }));

    expect((await bench.describe(execution)).error).toBe('States.NoChoiceMatched');
  });

  it('a Map runs at most 40 iterations at a time, and all of them in the end', async () => {
    const bench = await createBench();
    const answers: (() => void)[] = [];
    bench.functions.set(
      'slow',
      (payload) => new Promise((resolve) => answers.push(() => resolve(payload))),
    );
    const map = {
      Type: 'Map',
      Items: '{% $states.input %}',
      ItemProcessor: machineGraph({ I: { ...callOf('slow'), End: true } }),
      End: true,
    };
    const execution = await bench.start(machineOf({ A: map }), range(100));

    expect(answers).toHaveLength(40);
    while (answers.length > 0) {
      answers.shift()?.();
      await bench.settle();
    }

    expect(await outputOf(bench, execution)).toEqual(range(100));
  });
});

describe('variables', () => {
  it('are read within a Map, and those assigned there end with the iteration', async () => {
    const bench = await createBench();
    const inner = { Type: 'Pass', Assign: { own: '{% $outer & $states.input %}' }, Next: 'J' };
    const read = { Type: 'Pass', Output: '{% $own %}', End: true };
    const states = {
      A: { Type: 'Pass', Assign: { outer: 'o', own: 'before' }, Next: 'M' },
      M: {
        Type: 'Map',
        Items: ['1', '2'],
        ItemProcessor: machineGraph({ I: inner, J: read }),
        Next: 'Z',
      },
      Z: { Type: 'Pass', Output: { inner: '{% $states.input %}', own: '{% $own %}' }, End: true },
    };

    const execution = await bench.start(machineOf(states));

    expect(await outputOf(bench, execution)).toEqual({ inner: ['o1', 'o2'], own: 'before' });
  });

  it('have their new values in the next state only', async () => {
    const bench = await createBench();
    const states = {
      A: { Type: 'Pass', Assign: { n: 1 }, Next: 'B' },
      B: {
        Type: 'Pass',
        Assign: { n: '{% $n + 1 %}', m: '{% $n %}' },
        Output: '{% $n %}',
        Next: 'C',
      },
      C: { Type: 'Pass', Output: ['{% $states.input %}', '{% $n %}', '{% $m %}'], End: true },
    };

    const execution = await bench.start(machineOf(states));

    expect(await outputOf(bench, execution)).toEqual([1, 2, 1]);
  });
});

describe('an expression that gives nothing', () => {
  it.each([
    ['Output', { A: { Type: 'Pass', Output: '{% $states.input.none %}', End: true } }],
    ['Assign/v', { A: { Type: 'Pass', Assign: { v: '{% $states.input.none %}' }, End: true } }],
    ['Arguments/Payload', { A: { ...callOf('f', '{% $states.input.none %}'), End: true } }],
    [
      'Condition',
      {
        A: { Type: 'Choice', Choices: [{ Condition: '{% $states.input.none %}', Next: 'B' }] },
        B: { Type: 'Succeed' },
      },
    ],
  ])('in %s is a States.QueryEvaluationError there', async (location, states) => {
    const bench = await createBench();

    const execution = await bench.start(machineOf(states));

    expect((await bench.describe(execution)).error).toBe('States.QueryEvaluationError');
    const failed = (await bench.history(execution)).find(
      (event) => event.type === 'EvaluationFailed',
    );
    expect(failed?.evaluationFailedEventDetails).toMatchObject({ state: 'A', location });
  });
});

describe('the context object', () => {
  it('names the execution, the machine and the state', async () => {
    const bench = await createBench();
    const pass = { Type: 'Pass', Output: '{% $states.context %}', End: true };

    const execution = await bench.start(machineOf({ A: pass }), { a: 1 });

    expect(await outputOf(bench, execution)).toEqual({
      Execution: {
        Id: execution,
        Input: { a: 1 },
        Name: execution.split(':').at(-1),
        RoleArn: 'arn:aws:iam::000000000000:role/local',
        StartTime: '2025-01-01T00:00:00.000Z',
        RedriveCount: 0,
      },
      StateMachine: {
        Id: 'arn:aws:states:us-east-1:000000000000:stateMachine:machine',
        Name: 'machine',
      },
      State: { Name: 'A', EnteredTime: '2025-01-01T00:00:00.000Z', RetryCount: 0 },
    });
  });
});
