import {
  DescribeExecutionCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterEach, describe, expect, it } from 'vitest';
import {
  callbackOf,
  callOf,
  closeBenches,
  createBench,
  functionError,
  lastToken,
  machineOf,
  outputOf,
  refusal,
} from './bench.ts';
import type { Bench } from './bench.ts';

afterEach(closeBenches);

/** Every execution that waits is put out of memory at once. */
const sleepless = { mostResting: 0 };

const childArn = 'arn:aws:states:us-east-1:000000000000:execution:child:one';

const parent = machineOf({
  C: {
    Type: 'Task',
    Resource: 'arn:aws:states:::states:startExecution.sync:2',
    Arguments: {
      StateMachineArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:child',
      Name: 'one',
      Input: '{% $states.input %}',
    },
    Output: '{% $states.result.Output %}',
    End: true,
  },
});

const startParent = async (child: object): Promise<{ bench: Bench; execution: string }> => {
  const bench = await createBench(sleepless);
  bench.machines.register('child', child);
  return { bench, execution: await bench.start(parent, { n: 1 }) };
};

describe('an execution that was put out of memory', () => {
  it('goes on with the answer to its token', async () => {
    const bench = await createBench(sleepless);
    const keep = { Assign: { kept: '{% $states.result %}' }, Output: '{% $before %}', End: true };
    const execution = await bench.start(
      machineOf({
        P: { Type: 'Pass', Assign: { before: '{% $states.input.n %}' }, Next: 'A' },
        A: { ...callbackOf('ask'), ...keep },
      }),
      { n: 7 },
    );

    const taskToken = lastToken(bench, 'ask');
    await bench.client.send(new SendTaskSuccessCommand({ taskToken, output: '"yes"' }));
    await bench.settle();

    expect(await outputOf(bench, execution)).toBe(7);
  });

  it('takes one of many answers that come at once', async () => {
    const bench = await createBench(sleepless);
    await bench.start(machineOf({ A: { ...callbackOf('ask'), End: true } }));
    const taskToken = lastToken(bench, 'ask');

    const answers = await Promise.all(
      ['1', '2', '3'].map((output) =>
        refusal(bench.client.send(new SendTaskSuccessCommand({ taskToken, output }))),
      ),
    );

    expect(answers.sort()).toEqual(['TaskTimedOut', 'TaskTimedOut', 'no refusal']);
  });

  it.each([
    ['a Wait', { W: { Type: 'Wait', Seconds: 100, End: true } }, 'SUCCEEDED'],
    ['a timeout', { A: { ...callbackOf('ask'), TimeoutSeconds: 100, End: true } }, 'FAILED'],
    ['a heartbeat', { A: { ...callbackOf('ask'), HeartbeatSeconds: 100, End: true } }, 'FAILED'],
  ])('is woken by %s when it is due and not before', async (_, states, status) => {
    const bench = await createBench(sleepless);
    const execution = await bench.start(machineOf(states));

    await bench.pass(99);
    expect((await bench.describe(execution)).status).toBe('RUNNING');
    await bench.pass(1);

    expect((await bench.describe(execution)).status).toBe(status);
  });

  it('is ended by the time limit of its machine', async () => {
    const bench = await createBench(sleepless);
    const wait = { W: { Type: 'Wait', Seconds: 1000, End: true } };
    const execution = await bench.start(machineOf(wait, { TimeoutSeconds: 100 }));

    await bench.pass(100);

    expect((await bench.describe(execution)).status).toBe('TIMED_OUT');
  });

  it('counts a sign of life', async () => {
    const bench = await createBench(sleepless);
    const call = { ...callbackOf('ask'), HeartbeatSeconds: 60, End: true };
    const execution = await bench.start(machineOf({ A: call }));
    await bench.pass(50);

    await bench.client.send(new SendTaskHeartbeatCommand({ taskToken: lastToken(bench, 'ask') }));
    await bench.pass(59);

    expect((await bench.describe(execution)).status).toBe('RUNNING');
    await bench.pass(1);
    expect((await bench.describe(execution)).status).toBe('FAILED');
  });

  it('tries again when a delay is over, with the attempts counted', async () => {
    const bench = await createBench(sleepless);
    bench.functions.set('f', () => {
      throw functionError('Broken', 'no');
    });
    const retry = [{ ErrorEquals: ['Broken'], MaxAttempts: 2 }];
    await bench.start(machineOf({ A: { ...callOf('f'), Retry: retry, End: true } }));

    await bench.pass(1);
    await bench.pass(2);
    await bench.pass(1000);

    expect(bench.calls).toHaveLength(3);
  });

  it('is ended by StopExecution', async () => {
    const bench = await createBench(sleepless);
    const executionArn = await bench.start(machineOf({ A: { ...callbackOf('ask'), End: true } }));

    await bench.client.send(new StopExecutionCommand({ executionArn, error: 'E' }));

    expect(await bench.describe(executionArn)).toMatchObject({ status: 'ABORTED', error: 'E' });
    expect(bench.clock.nextTimer()).toBeUndefined();
  });

  it('keeps its name, for the same input and against another', async () => {
    const bench = await createBench(sleepless);
    const machine = machineOf({ A: { ...callbackOf('ask'), End: true } });
    const stateMachineArn = bench.machines.register('machine', machine);
    const start = (input: string): Promise<string> =>
      refusal(bench.client.send(new StartExecutionCommand({ stateMachineArn, name: 'n', input })));
    await start('{"a":1}');
    await bench.settle();

    expect(await start('{"a":1}')).toBe('no refusal');
    expect(await start('{"a":2}')).toBe('ExecutionAlreadyExists');
    expect(bench.calls).toHaveLength(1);
  });

  it('is woken by the end of the execution that it waits for', async () => {
    const { bench, execution } = await startParent(
      machineOf({ W: { Type: 'Wait', Seconds: 10, End: true } }),
    );

    await bench.pass(10);

    expect(await outputOf(bench, execution)).toEqual({ n: 1 });
  });

  it('ends the execution that it waited for, also over a crash', async () => {
    const { bench, execution } = await startParent(
      machineOf({ A: { ...callbackOf('ask'), End: true } }),
    );
    await bench.client.send(new StopExecutionCommand({ executionArn: execution }));

    const after = await bench.reopen();

    const child = await after.client.send(new DescribeExecutionCommand({ executionArn: childArn }));
    expect(child.status).toBe('ABORTED');
    expect(await after.keys('aborting/')).toEqual([]);
  });

  it('finds after a restart that what it waited for has ended', async () => {
    const { bench, execution } = await startParent(
      machineOf({ A: { ...callbackOf('ask'), End: true } }),
    );
    const taskToken = lastToken(bench, 'ask');
    await bench.client.send(new SendTaskSuccessCommand({ taskToken, output: '"done"' }));

    const after = await bench.reopen();

    expect(await outputOf(after, execution)).toBe('done');
  });

  it('goes on with the iterations of a Map, each by its own token', async () => {
    const bench = await createBench(sleepless);
    const map = {
      Type: 'Map',
      Items: [1, 2, 3],
      MaxConcurrency: 2,
      ItemProcessor: { StartAt: 'A', States: { A: { ...callbackOf('ask'), End: true } } },
      End: true,
    };
    const execution = await bench.start(machineOf({ M: map }));
    for (let turn = 0; turn < 3; turn += 1) {
      const { token: taskToken } = bench.calls[turn]?.payload as { token: string };
      await bench.client.send(new SendTaskSuccessCommand({ taskToken, output: `${turn}` }));
      await bench.settle();
    }

    expect(await outputOf(bench, execution)).toEqual([0, 1, 2]);
  });
});
