import {
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  GetExecutionHistoryCommand,
  ListActivitiesCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  RedriveExecutionCommand,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterEach, describe, expect, it } from 'vitest';
import {
  callOf,
  closeBenches,
  createBench,
  functionError,
  machineOf,
  outputOf,
  refusal,
} from './bench.ts';
import type { Bench } from './bench.ts';

afterEach(closeBenches);

const hour = machineOf({ W: { Type: 'Wait', Seconds: 3600, End: true } });
const arnOf = (kind: string, name: string): string =>
  `arn:aws:states:us-east-1:000000000000:${kind}:${name}`;

const startNamed = async (bench: Bench, name: string, input = '{}'): Promise<string> => {
  const request = { stateMachineArn: arnOf('stateMachine', 'machine'), name, input };
  const { executionArn = '' } = await bench.client.send(new StartExecutionCommand(request));
  return executionArn;
};

describe('StartExecution', () => {
  it('gives the running execution again for the same name and input', async () => {
    const bench = await createBench();
    bench.machines.register('machine', hour);

    const arns = await Promise.all([
      startNamed(bench, 'n', '{"a":1}'),
      startNamed(bench, 'n', '{"a":1}'),
    ]);

    expect(arns).toEqual([arnOf('execution', 'machine:n'), arnOf('execution', 'machine:n')]);
    const listed = await bench.client.send(
      new ListExecutionsCommand({ stateMachineArn: arnOf('stateMachine', 'machine') }),
    );
    expect(listed.executions).toHaveLength(1);
  });

  it('refuses the name of a running execution with another input, and of one that has ended', async () => {
    const bench = await createBench();
    bench.machines.register('machine', hour);
    await startNamed(bench, 'n', '{"a":1}');

    expect(await refusal(startNamed(bench, 'n', '{"a":2}'))).toBe('ExecutionAlreadyExists');
    await bench.pass(3600);
    expect(await refusal(startNamed(bench, 'n', '{"a":1}'))).toBe('ExecutionAlreadyExists');
  });

  it.each([
    [
      'an unknown machine',
      { stateMachineArn: arnOf('stateMachine', 'none') },
      'StateMachineDoesNotExist',
    ],
    ['what is no ARN', { stateMachineArn: 'machine' }, 'InvalidArn'],
    ['a name with a slash', { name: 'a/b' }, 'InvalidName'],
    ['a name of 81 characters', { name: 'x'.repeat(81) }, 'InvalidName'],
    ['input that is not JSON', { input: '{' }, 'InvalidExecutionInput'],
    ['input above 256 KiB', { input: JSON.stringify('x'.repeat(262_144)) }, 'ValidationException'],
  ])('refuses %s', async (_, change, error) => {
    const bench = await createBench();
    const stateMachineArn = bench.machines.register('machine', hour);

    const answer = bench.client.send(new StartExecutionCommand({ stateMachineArn, ...change }));

    expect(await refusal(answer)).toBe(error);
  });
});

describe('StopExecution', () => {
  it('ends a running execution with the error and cause given', async () => {
    const bench = await createBench();
    const executionArn = await bench.start(hour);

    await bench.client.send(new StopExecutionCommand({ executionArn, error: 'E', cause: 'c' }));

    expect(await bench.describe(executionArn)).toMatchObject({
      status: 'ABORTED',
      error: 'E',
      cause: 'c',
    });
    expect(bench.clock.nextTimer()).toBeUndefined();
  });

  it('leaves an execution as it is that has ended', async () => {
    const bench = await createBench();
    const executionArn = await bench.start(machineOf({ S: { Type: 'Succeed' } }));

    await bench.client.send(new StopExecutionCommand({ executionArn }));

    expect((await bench.describe(executionArn)).status).toBe('SUCCEEDED');
  });
});

describe('RedriveExecution', () => {
  it('goes on at the state that failed, with what was done kept', async () => {
    const bench = await createBench();
    let isBroken = true;
    bench.functions.set('f', (payload) => {
      if (isBroken && payload === 2) throw functionError('Broken', 'no');
      return payload;
    });
    const map = {
      Type: 'Map',
      Items: [1, 2, 3],
      MaxConcurrency: 1,
      ItemProcessor: { StartAt: 'I', States: { I: { ...callOf('f'), End: true } } },
      End: true,
    };
    const executionArn = await bench.start(machineOf({ M: map }));
    expect((await bench.describe(executionArn)).status).toBe('FAILED');
    isBroken = false;

    await bench.client.send(new RedriveExecutionCommand({ executionArn }));
    await bench.settle();

    expect(await bench.describe(executionArn)).toMatchObject({
      status: 'SUCCEEDED',
      redriveCount: 1,
    });
    expect(await outputOf(bench, executionArn)).toEqual([1, 2, 3]);
    expect(bench.calls.map((call) => call.payload)).toEqual([1, 2, 2, 3]);
    expect(await bench.eventTypes(executionArn)).toContain('ExecutionRedriven');
  });

  it('is possible after a restart, and for a stopped execution', async () => {
    const before = await createBench();
    const executionArn = await before.start(hour);
    await before.client.send(new StopExecutionCommand({ executionArn }));
    const after = await before.reopen();

    await after.client.send(new RedriveExecutionCommand({ executionArn }));
    await after.pass(3600);

    expect((await after.describe(executionArn)).status).toBe('SUCCEEDED');
  });

  it('refuses an execution that runs or has succeeded, and one that ended two weeks ago', async () => {
    const bench = await createBench();
    const executionArn = await bench.start(hour);
    const redrive = (): Promise<string> =>
      refusal(bench.client.send(new RedriveExecutionCommand({ executionArn })));

    expect(await redrive()).toBe('ExecutionNotRedrivable');
    await bench.client.send(new StopExecutionCommand({ executionArn }));
    await bench.pass(14 * 86_400 + 1);
    expect(await redrive()).toBe('ExecutionNotRedrivable');
  });

  it('is possible for as long as a restart keeps what it needs: two weeks', async () => {
    const bench = await createBench();
    const executionArn = await bench.start(hour);
    await bench.client.send(new StopExecutionCommand({ executionArn }));
    expect(await bench.keys('frame/')).toHaveLength(1);

    await bench.pass(14 * 86_400 + 1);
    const after = await bench.reopen();

    expect(await after.keys('frame/')).toEqual([]);
    expect(await after.eventTypes(executionArn)).toContain('ExecutionAborted');
  });
});

describe('lists', () => {
  it('executions come newest first, by pages, and by status', async () => {
    const bench = await createBench();
    const stateMachineArn = bench.machines.register('machine', hour);
    for (const name of ['a', 'b', 'c']) {
      await startNamed(bench, name);
      await bench.pass(1);
    }
    await bench.client.send(
      new StopExecutionCommand({ executionArn: arnOf('execution', 'machine:b') }),
    );

    const names: (string | undefined)[] = [];
    let nextToken: string | undefined;
    do {
      const request = { stateMachineArn, maxResults: 2, ...(nextToken && { nextToken }) };
      const page = await bench.client.send(new ListExecutionsCommand(request));
      names.push(...(page.executions ?? []).map((one) => one.name), '|');
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    const aborted = await bench.client.send(
      new ListExecutionsCommand({ stateMachineArn, statusFilter: 'ABORTED' }),
    );

    expect(names).toEqual(['c', 'b', '|', 'a', '|']);
    expect(aborted.executions?.map((one) => one.name)).toEqual(['b']);
  });

  it('executions of one status come by pages, and change their list with their status', async () => {
    const bench = await createBench();
    const stateMachineArn = bench.machines.register('machine', hour);
    for (const name of ['a', 'b', 'c']) {
      await startNamed(bench, name);
      await bench.pass(1);
    }
    const b = { executionArn: arnOf('execution', 'machine:b') };
    const list = async (request: object) => {
      const page = await bench.client.send(
        new ListExecutionsCommand({ stateMachineArn, ...request }),
      );
      return { names: page.executions?.map((one) => one.name), nextToken: page.nextToken };
    };
    await bench.client.send(new StopExecutionCommand(b));

    const first = await list({ statusFilter: 'RUNNING', maxResults: 1 });
    expect(first.names).toEqual(['c']);
    const rest = { statusFilter: 'RUNNING', nextToken: first.nextToken };
    expect((await list(rest)).names).toEqual(['a']);
    await expect(list({ ...rest, statusFilter: 'ABORTED' })).rejects.toMatchObject({
      name: 'InvalidToken',
    });

    await bench.client.send(new RedriveExecutionCommand(b));

    expect((await list({ statusFilter: 'ABORTED' })).names).toEqual([]);
    expect((await list({ statusFilter: 'RUNNING' })).names).toEqual(['c', 'b', 'a']);
    await bench.pass(3_600);
    expect((await list({ statusFilter: 'SUCCEEDED' })).names).toEqual(['c', 'b', 'a']);
  });

  it('a history comes by pages in both directions, with its events the same', async () => {
    const bench = await createBench();
    const states = { A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', End: true } };
    const executionArn = await bench.start(machineOf(states));
    const read = async (reverseOrder: boolean): Promise<(number | undefined)[]> => {
      const ids: (number | undefined)[] = [];
      let nextToken: string | undefined;
      do {
        const request = {
          executionArn,
          maxResults: 4,
          reverseOrder,
          ...(nextToken && { nextToken }),
        };
        const page = await bench.client.send(new GetExecutionHistoryCommand(request));
        ids.push(...(page.events ?? []).map((event) => event.id));
        nextToken = page.nextToken;
      } while (nextToken !== undefined);
      return ids;
    };

    expect(await read(false)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await read(true)).toEqual([6, 5, 4, 3, 2, 1]);
  });

  it('a history without its data says which states there were', async () => {
    const bench = await createBench();
    const executionArn = await bench.start(machineOf({ A: { Type: 'Pass', End: true } }), {
      secret: 1,
    });

    const request = { executionArn, includeExecutionData: false };
    const { events } = await bench.client.send(new GetExecutionHistoryCommand(request));

    expect(JSON.stringify(events)).not.toContain('secret');
    expect(events?.[1]?.stateEnteredEventDetails?.name).toBe('A');
  });
});

describe('machines', () => {
  it('are created, described, listed and deleted, also over a restart', async () => {
    const before = await createBench();
    const definition = JSON.stringify(hour);
    const request = { name: 'made', definition, roleArn: 'arn:aws:iam::000000000000:role/r' };
    const { stateMachineArn } = await before.client.send(new CreateStateMachineCommand(request));
    const after = await before.reopen();

    const described = await after.client.send(new DescribeStateMachineCommand({ stateMachineArn }));
    const listed = await after.client.send(new ListStateMachinesCommand({}));
    await after.client.send(new DeleteStateMachineCommand({ stateMachineArn }));

    expect(described).toMatchObject({
      name: 'made',
      status: 'ACTIVE',
      type: 'STANDARD',
      definition,
    });
    expect(listed.stateMachines?.map((one) => one.name)).toEqual(['made']);
    expect(
      await refusal(after.client.send(new DescribeStateMachineCommand({ stateMachineArn }))),
    ).toBe('StateMachineDoesNotExist');
  });

  it('with a definition that is not supported are refused by InvalidDefinition', async () => {
    const bench = await createBench();
    const definition = JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Succeed' } } });
    const request = { name: 'n', definition, roleArn: 'arn:aws:iam::000000000000:role/r' };

    const answer = bench.client.send(new CreateStateMachineCommand(request));

    expect(await refusal(answer)).toBe('InvalidDefinition');
  });
});

describe('requests that no one serves', () => {
  it('are UnknownOperationException', async () => {
    const bench = await createBench();

    expect(await refusal(bench.client.send(new ListActivitiesCommand({})))).toBe(
      'UnknownOperationException',
    );
  });

  it.each([
    [arnOf('execution', 'machine:none'), 'ExecutionDoesNotExist'],
    ['none', 'InvalidArn'],
  ])('for the execution %s are %s', async (executionArn, error) => {
    const bench = await createBench();

    expect(await refusal(bench.client.send(new DescribeExecutionCommand({ executionArn })))).toBe(
      error,
    );
  });

  it('with a body that is not JSON are SerializationException', async () => {
    const bench = await createBench();

    expect(await bench.machines.answer('AWSStepFunctions.ListStateMachines', '{')).toEqual({
      status: 400,
      body: { __type: 'SerializationException', message: 'The body is not JSON' },
    });
  });
});
