import {
  CreateStateMachineCommand,
  DescribeStateMachineCommand,
  DescribeStateMachineForExecutionCommand,
  ListTagsForResourceCommand,
  StartExecutionCommand,
  UpdateStateMachineCommand,
} from '@aws-sdk/client-sfn';
import { afterEach, describe, expect, it } from 'vitest';
import { createLambda } from '../../../../infra/local/lambda/lambda.ts';
import { createMemoryLevel } from '../../../support/emulators/memory-level.ts';
import { createStateMachines } from '../../../../infra/emulators/step-functions/state-machines.ts';
import { createVirtualClock } from '../../../support/emulators/virtual-clock.ts';
import { callOf, closeBenches, createBench, machineOf, outputOf, refusal } from './bench.ts';
import type { Bench } from './bench.ts';

afterEach(closeBenches);

const roleArn = 'arn:aws:iam::000000000000:role/r';
const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:made';

const waitsThenSays = (word: string): string =>
  JSON.stringify(
    machineOf({
      W: { Type: 'Wait', Seconds: 10, Next: 'S' },
      S: { Type: 'Succeed', Output: word },
    }),
  );

const create = async (bench: Bench, definition: string): Promise<void> => {
  const request = { name: 'made', definition, roleArn };
  await bench.client.send(new CreateStateMachineCommand(request));
};

const start = async (bench: Bench): Promise<string> => {
  const answer = await bench.client.send(new StartExecutionCommand({ stateMachineArn }));
  return answer.executionArn ?? '';
};

describe('UpdateStateMachine', () => {
  it('changes what starts from now on, and not what runs; over a restart too', async () => {
    const before = await createBench();
    await create(before, waitsThenSays('old'));
    const first = await start(before);
    await before.pass(1);

    const definition = waitsThenSays('new');
    const { updateDate } = await before.client.send(
      new UpdateStateMachineCommand({ stateMachineArn, definition }),
    );
    const second = await start(before);
    const after = await before.reopen();
    const third = await start(after);
    await after.pass(10);

    expect(updateDate).toEqual(new Date('2025-01-01T00:00:01Z'));
    expect(await outputOf(after, first)).toBe('old');
    expect(await outputOf(after, second)).toBe('new');
    expect(await outputOf(after, third)).toBe('new');
  });

  it('keeps what it is not given', async () => {
    const bench = await createBench();
    await create(bench, waitsThenSays('old'));

    await bench.client.send(
      new UpdateStateMachineCommand({ stateMachineArn, roleArn: `${roleArn}2` }),
    );

    const described = await bench.client.send(new DescribeStateMachineCommand({ stateMachineArn }));
    expect(described).toMatchObject({
      definition: waitsThenSays('old'),
      roleArn: `${roleArn}2`,
      creationDate: new Date('2025-01-01T00:00:00Z'),
    });
  });

  it.each([
    ['nothing to change', {}, 'MissingRequiredParameter'],
    [
      'what is not supported',
      { definition: '{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}' },
      'InvalidDefinition',
    ],
    ['what is not JSON', { definition: '{' }, 'InvalidDefinition'],
    ['a version to publish', { roleArn, publish: true }, 'ValidationException'],
    [
      'an unknown machine',
      { roleArn, stateMachineArn: `${stateMachineArn}2` },
      'StateMachineDoesNotExist',
    ],
  ])('refuses %s, and leaves the machine as it was', async (_, change, error) => {
    const bench = await createBench();
    await create(bench, waitsThenSays('old'));

    const request = new UpdateStateMachineCommand({ stateMachineArn, ...change });

    expect(await refusal(bench.client.send(request))).toBe(error);
    const described = await bench.client.send(new DescribeStateMachineCommand({ stateMachineArn }));
    expect(described).toMatchObject({ definition: waitsThenSays('old'), roleArn });
  });
});

describe('DescribeStateMachineForExecution', () => {
  it('gives what the execution runs, whatever its machine is now', async () => {
    const bench = await createBench();
    await create(bench, waitsThenSays('old'));
    const executionArn = await start(bench);
    await bench.pass(5);
    const definition = waitsThenSays('new');
    await bench.client.send(new UpdateStateMachineCommand({ stateMachineArn, definition }));

    const described = await bench.client.send(
      new DescribeStateMachineForExecutionCommand({ executionArn }),
    );

    expect(described).toMatchObject({
      stateMachineArn,
      name: 'made',
      definition: waitsThenSays('old'),
      roleArn,
      updateDate: new Date('2025-01-01T00:00:00Z'),
    });
  });

  it('of an unknown execution is ExecutionDoesNotExist', async () => {
    const bench = await createBench();
    const executionArn = 'arn:aws:states:us-east-1:000000000000:execution:made:none';

    const request = new DescribeStateMachineForExecutionCommand({ executionArn });

    expect(await refusal(bench.client.send(request))).toBe('ExecutionDoesNotExist');
  });
});

describe('a machine that was created over the API', () => {
  it('calls functions that there are, and no others', async () => {
    const echo = { handler: (event: unknown) => event };
    const lambda = createLambda({ echo: () => Promise.resolve(echo) });
    const machines = createStateMachines({
      level: createMemoryLevel(),
      clock: createVirtualClock(0),
      random: () => 0.5,
      invoke: lambda.invokeArn,
    });
    const run = async (name: string): Promise<unknown> => {
      const definition = JSON.stringify(machineOf({ A: { ...callOf(name), End: true } }));
      await machines.answer('AWSStepFunctions.CreateStateMachine', { name, definition, roleArn });
      const started = await machines.answer('AWSStepFunctions.StartExecution', {
        stateMachineArn: `arn:aws:states:us-east-1:000000000000:stateMachine:${name}`,
      });
      for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
      const { executionArn } = started.body;
      return (await machines.answer('AWSStepFunctions.DescribeExecution', { executionArn })).body;
    };

    expect(await run('echo')).toMatchObject({ status: 'SUCCEEDED', output: '{}' });
    expect(await run('nothing')).toMatchObject({
      status: 'FAILED',
      error: 'Lambda.ResourceNotFoundException',
    });
    await machines.stop();
  });

  it('has no tags, and the operation says so', async () => {
    const bench = await createBench();

    const request = new ListTagsForResourceCommand({ resourceArn: stateMachineArn });

    expect(await refusal(bench.client.send(request))).toBe('UnknownOperationException');
  });
});
