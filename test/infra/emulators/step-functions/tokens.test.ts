import {
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterEach, describe, expect, it } from 'vitest';
import {
  callbackOf,
  closeBenches,
  createBench,
  lastToken,
  machineOf,
  outputOf,
  refusal,
} from './bench.ts';
import type { Bench } from './bench.ts';

afterEach(closeBenches);

const succeed = (bench: Bench, taskToken: string, output: unknown): Promise<unknown> =>
  bench.client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) }));

const waiting = machineOf({ A: { ...callbackOf('ask'), End: true } });

describe('a task token', () => {
  it('gives the state the output that it is answered with', async () => {
    const bench = await createBench();
    const execution = await bench.start(waiting);

    await succeed(bench, lastToken(bench, 'ask'), { approved: true });
    await bench.settle();

    expect(await outputOf(bench, execution)).toEqual({ approved: true });
    expect(await bench.eventTypes(execution)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSubmitted',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
  });

  it('fails the state with the error and cause that it is answered with', async () => {
    const bench = await createBench();
    const execution = await bench.start(waiting);

    const taskToken = lastToken(bench, 'ask');
    await bench.client.send(new SendTaskFailureCommand({ taskToken, error: 'No', cause: 'why' }));
    await bench.settle();

    expect(await bench.describe(execution)).toMatchObject({ error: 'No', cause: 'why' });
  });

  it('is taken once: the second answer is TaskTimedOut', async () => {
    const bench = await createBench();
    const execution = await bench.start(waiting);
    const token = lastToken(bench, 'ask');

    const answers = await Promise.all(
      [1, 2, 3].map((output) => refusal(succeed(bench, token, output))),
    );

    expect(answers).toEqual(['no refusal', 'TaskTimedOut', 'TaskTimedOut']);
    await bench.settle();
    expect(await outputOf(bench, execution)).toBe(1);
  });

  it('is TaskTimedOut once its execution has ended', async () => {
    const bench = await createBench();
    const executionArn = await bench.start(waiting);
    await bench.client.send(new StopExecutionCommand({ executionArn }));

    expect(await refusal(succeed(bench, lastToken(bench, 'ask'), 1))).toBe('TaskTimedOut');
  });

  it.each([
    ['text that is no token', 'abc', 'InvalidToken'],
    [
      'a token of an execution that never was',
      Buffer.from(JSON.stringify([1, 'machine/none', '0', 'x'])).toString('base64url'),
      'TaskDoesNotExist',
    ],
  ])('that is %s is refused', async (_, token, error) => {
    const bench = await createBench();
    await bench.start(waiting);

    expect(await refusal(succeed(bench, token, 1))).toBe(error);
  });

  it('takes no output that is not JSON', async () => {
    const bench = await createBench();
    await bench.start(waiting);
    const taskToken = lastToken(bench, 'ask');

    const answer = bench.client.send(new SendTaskSuccessCommand({ taskToken, output: '{' }));

    expect(await refusal(answer)).toBe('InvalidOutput');
  });

  it('can be answered before the function that was given it has answered', async () => {
    const bench = await createBench();
    bench.functions.set('ask', () => new Promise(() => undefined));
    const execution = await bench.start(waiting);

    await succeed(bench, lastToken(bench, 'ask'), 'early');
    await bench.settle();

    expect(await outputOf(bench, execution)).toBe('early');
  });

  it('is a new one for each attempt, and the old one no longer counts', async () => {
    const bench = await createBench();
    const retry = [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 1 }];
    const task = { ...callbackOf('ask'), TimeoutSeconds: 10, Retry: retry, End: true };
    const execution = await bench.start(machineOf({ A: task }));
    const first = lastToken(bench, 'ask');
    await bench.pass(10);
    await bench.pass(1);
    const second = lastToken(bench, 'ask');

    expect(second).not.toBe(first);
    expect(await refusal(succeed(bench, first, 'old'))).toBe('TaskTimedOut');
    await succeed(bench, second, 'new');
    await bench.settle();
    expect(await outputOf(bench, execution)).toBe('new');
  });

  it('stays alive by heartbeats, and is States.Timeout to Catch when one is missed', async () => {
    const bench = await createBench();
    const task = {
      ...callbackOf('ask'),
      TimeoutSeconds: 1000,
      HeartbeatSeconds: 10,
      Catch: [{ ErrorEquals: ['States.HeartbeatTimeout'], Next: 'Z' }],
      End: true,
    };
    const execution = await bench.start(machineOf({ A: task, Z: { Type: 'Pass', End: true } }));
    const taskToken = lastToken(bench, 'ask');
    for (let beats = 0; beats < 3; beats += 1) {
      await bench.pass(9);
      await bench.client.send(new SendTaskHeartbeatCommand({ taskToken }));
    }
    expect((await bench.describe(execution)).status).toBe('RUNNING');

    await bench.pass(10);

    expect(await outputOf(bench, execution)).toEqual({ Error: 'States.Timeout' });
    expect(await bench.eventTypes(execution)).toContain('TaskTimedOut');
  });
});
