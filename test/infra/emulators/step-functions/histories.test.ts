import {
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  RedriveExecutionCommand,
  SendTaskSuccessCommand,
  StartExecutionCommand,
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

const day = 86_400;

/** Counts from the input up to this number, in three events a round. */
const countTo = (last: number): object =>
  machineOf({
    Count: { Type: 'Pass', Output: '{% $states.input + 1 %}', Next: 'More?' },
    'More?': {
      Type: 'Choice',
      Choices: [{ Condition: `{% $states.input < ${last} %}`, Next: 'Count' }],
      Default: 'Counted',
    },
    Counted: { Type: 'Succeed' },
  });

const idsByPages = async (
  bench: Bench,
  executionArn: string,
  reverse: boolean,
): Promise<number[]> => {
  const ids: number[] = [];
  let nextToken: string | undefined;
  do {
    const request = {
      executionArn,
      maxResults: 7,
      reverseOrder: reverse,
      ...(nextToken !== undefined && { nextToken }),
    };
    const page = await bench.client.send(new GetExecutionHistoryCommand(request));
    ids.push(...(page.events ?? []).map((event) => event.id ?? 0));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return ids;
};

describe('the history of what has ended', () => {
  it.each([1, 20, 200])('takes as many keys for %i rounds as for one', async (rounds) => {
    const bench = await createBench();
    bench.machines.register('machine', countTo(rounds));
    const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:machine';
    for (const name of ['a', 'b', 'c']) {
      await bench.client.send(new StartExecutionCommand({ stateMachineArn, name, input: '0' }));
    }

    await bench.settlePacked();

    const kinds = (await bench.keys('')).map((key) => key.split('/')[0]);
    expect(kinds.filter((kind) => kind !== 'machine' && kind !== 'definition').sort()).toEqual([
      ...['ended', 'ended', 'ended', 'event', 'event', 'event'],
      ...['execution', 'execution', 'execution', 'listed', 'listed', 'listed'],
      ...['started', 'started', 'started'],
    ]);
  });

  it('is the same before it is packed, after that, and after a restart', async () => {
    const bench = await createBench();
    const execution = await bench.start(machineOf({ A: { ...callOf('f'), End: true } }), { n: 1 });
    const before = await bench.history(execution);
    await bench.settlePacked();
    const packed = await bench.history(execution);

    const after = await bench.reopen();

    expect(before).toHaveLength(7);
    expect(packed).toEqual(before);
    expect(await after.history(execution)).toEqual(before);
    expect(await outputOf(after, execution)).toEqual({ n: 1 });
  });

  it('comes by pages in both directions, also when it is packed between two of them', async () => {
    const bench = await createBench();
    const execution = await bench.start(countTo(10), 0);
    const request = { executionArn: execution, maxResults: 7 };
    const first = await bench.client.send(new GetExecutionHistoryCommand(request));
    await bench.settlePacked();

    const { nextToken } = first;
    const second = await bench.client.send(
      new GetExecutionHistoryCommand({ ...request, nextToken }),
    );

    const ids = Array.from({ length: 44 }, (_, index) => index + 1);
    expect(second.events?.map((event) => event.id)).toEqual([8, 9, 10, 11, 12, 13, 14]);
    expect(await idsByPages(bench, execution, false)).toEqual(ids);
    expect(await idsByPages(bench, execution, true)).toEqual(ids.toReversed());
  });

  it('of several megabytes becomes several packs', async () => {
    const bench = await createBench();
    const text = 'x'.repeat(200_000);
    const states = Object.fromEntries(
      Array.from({ length: 8 }, (_, n) => [`S${n}`, { Type: 'Pass', Next: `S${n + 1}` }]),
    );
    const execution = await bench.start(machineOf({ ...states, S8: { Type: 'Succeed' } }), text);

    while ((await bench.describe(execution)).status === 'RUNNING') await bench.settle();
    await bench.settlePacked();

    expect((await bench.keys('event/')).length).toBeGreaterThan(1);
    expect(await idsByPages(bench, execution, true)).toHaveLength(20);
    expect(await outputOf(bench, execution)).toBe(text);
  });

  it('is packed after a restart when the process ended before', async () => {
    const before = await createBench();
    const execution = await before.start(countTo(3), 0);
    const whole = await before.history(execution);
    await before.machines.stop();

    const after = await before.reopen();
    await after.settlePacked();

    expect(await after.keys('event/')).toHaveLength(1);
    expect(await after.history(execution)).toEqual(whole);
  });

  it('goes on after a redrive of what was packed', async () => {
    const bench = await createBench();
    let isBroken = true;
    bench.functions.set('f', (payload) => {
      if (isBroken) throw functionError('Broken', 'no');
      return payload;
    });
    const execution = await bench.start(machineOf({ A: { ...callOf('f'), End: true } }), 1);
    await bench.settlePacked();
    const failed = await bench.eventTypes(execution);
    isBroken = false;

    await bench.client.send(new RedriveExecutionCommand({ executionArn: execution }));
    await bench.settlePacked();

    expect(await bench.eventTypes(execution)).toEqual([
      ...failed,
      'ExecutionRedriven',
      'TaskScheduled',
      'TaskStarted',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
    expect(await idsByPages(bench, execution, false)).toEqual(
      Array.from({ length: 12 }, (_, index) => index + 1),
    );
    expect(await bench.keys('event/')).toHaveLength(2);
  });
});

describe('ninety days after its end', () => {
  it('an execution is gone, and its name is free', async () => {
    const bench = await createBench();
    const stateMachineArn = bench.machines.register('machine', countTo(1));
    const start = (): Promise<string> =>
      refusal(
        bench.client.send(new StartExecutionCommand({ stateMachineArn, name: 'n', input: '0' })),
      );
    await start();
    await bench.settlePacked();
    const executionArn = 'arn:aws:states:us-east-1:000000000000:execution:machine:n';

    await bench.pass(90 * day);
    expect((await bench.describe(executionArn)).status).toBe('SUCCEEDED');
    expect(await start()).toBe('ExecutionAlreadyExists');
    await bench.pass(1);

    expect(await refusal(bench.describe(executionArn))).toBe('ExecutionDoesNotExist');
    expect(await refusal(bench.history(executionArn))).toBe('ExecutionDoesNotExist');
    const listed = await bench.client.send(new ListExecutionsCommand({ stateMachineArn }));
    expect(listed.executions).toEqual([]);
    expect(await start()).toBe('no refusal');
    expect((await bench.history(executionArn))[0]?.id).toBe(1);
  });

  it.each([
    ['by the daily sweep', (bench: Bench) => bench.pass(day).then(() => bench)],
    ['by a restart', (bench: Bench) => bench.reopen()],
  ])('nothing is left of it on the disk: %s', async (_, sweep) => {
    const bench = await createBench();
    await bench.machines.recover();
    const map = {
      Type: 'Map',
      Items: [1, 2],
      Assign: { all: 1 },
      ItemProcessor: { StartAt: 'I', States: { I: { ...callOf('f'), End: true } } },
      Next: 'F',
    };
    await bench.start(machineOf({ M: map, F: { Type: 'Fail', Error: 'E' } }));
    await bench.start(countTo(2), 0);
    await bench.settlePacked();
    await bench.pass(90 * day + 1);

    const after = await sweep(bench);
    await after.settle();

    const left = (await after.keys('')).map((key) => key.split('/')[0]);
    expect(new Set(left)).toEqual(new Set(['machine', 'definition']));
  });

  it('a token of it is TaskDoesNotExist', async () => {
    const bench = await createBench();
    await bench.start(machineOf({ A: { ...callbackOf('ask'), TimeoutSeconds: 1, End: true } }));
    const taskToken = lastToken(bench, 'ask');
    const answer = (): Promise<string> =>
      refusal(bench.client.send(new SendTaskSuccessCommand({ taskToken, output: '1' })));
    await bench.pass(1);
    expect(await answer()).toBe('TaskTimedOut');

    await bench.pass(90 * day + 1);

    expect(await answer()).toBe('TaskDoesNotExist');
  });

  it('an execution that still runs is still there', async () => {
    const bench = await createBench();
    const year = machineOf({ W: { Type: 'Wait', Seconds: 365 * day, End: true } });
    const execution = await bench.start(year);
    await bench.pass(364 * day);

    const after = await bench.reopen();

    expect((await after.describe(execution)).status).toBe('RUNNING');
    await after.pass(day);
    expect((await after.describe(execution)).status).toBe('SUCCEEDED');
  });
});
