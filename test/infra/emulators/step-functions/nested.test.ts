import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterEach, describe, expect, it } from 'vitest';
import { closeBenches, createBench, machineOf, outputOf } from './bench.ts';

afterEach(closeBenches);

const childArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:child';

const nested = (more: object = {}, resource = 'startExecution.sync:2'): object =>
  machineOf({
    N: {
      Type: 'Task',
      Resource: `arn:aws:states:::states:${resource}`,
      Arguments: { StateMachineArn: childArn, Name: 'one', Input: { n: 1 } },
      ...more,
      End: true,
    },
  });

const waitThen = (last: object): object =>
  machineOf({ W: { Type: 'Wait', Seconds: 10, Next: 'L' }, L: last });

describe('startExecution.sync:2', () => {
  it('gives the description of the child with its output as JSON', async () => {
    const bench = await createBench();
    bench.machines.register('child', waitThen({ Type: 'Succeed', Output: { done: true } }));
    const execution = await bench.start(nested());
    expect((await bench.describe(execution)).status).toBe('RUNNING');

    await bench.pass(10);

    expect(await outputOf(bench, execution)).toEqual({
      ExecutionArn: 'arn:aws:states:us-east-1:000000000000:execution:child:one',
      Input: { n: 1 },
      InputDetails: { Included: true },
      Name: 'one',
      Output: { done: true },
      OutputDetails: { Included: true },
      StartDate: 1_735_689_600_000,
      StateMachineArn: childArn,
      Status: 'SUCCEEDED',
      StopDate: 1_735_689_610_000,
    });
  });

  it('fails with States.TaskFailed, and the cause tells how the child ended', async () => {
    const bench = await createBench();
    bench.machines.register('child', waitThen({ Type: 'Fail', Error: 'Inner', Cause: 'deep' }));
    const execution = await bench.start(nested());
    await bench.pass(10);

    const { error, cause } = await bench.describe(execution);

    expect(error).toBe('States.TaskFailed');
    expect(JSON.parse(cause ?? '')).toMatchObject({
      Error: 'Inner',
      Cause: 'deep',
      Status: 'FAILED',
      Input: '{"n":1}',
    });
  });

  it('of a machine that does not exist fails by that name', async () => {
    const bench = await createBench();

    const execution = await bench.start(nested());

    expect((await bench.describe(execution)).error).toBe(
      'StepFunctions.StateMachineDoesNotExistException',
    );
  });

  it.each([
    ['times out', { TimeoutSeconds: 5 }],
    ['is stopped', {}],
  ])('ends the child when the parent %s', async (_, more) => {
    const bench = await createBench();
    bench.machines.register('child', waitThen({ Type: 'Succeed' }));
    const executionArn = await bench.start(nested(more));
    await bench.pass(5);
    await bench.client.send(new StopExecutionCommand({ executionArn }));

    const child = await bench.describe('arn:aws:states:us-east-1:000000000000:execution:child:one');

    expect(child.status).toBe('ABORTED');
  });

  it('finds after a crash the child that ended meanwhile', async () => {
    const before = await createBench();
    before.machines.register('child', waitThen({ Type: 'Succeed', Output: 'done' }));
    const execution = await before.start(nested({ Output: '{% $states.result.Output %}' }));

    const after = await before.reopen();
    await after.pass(10);
    const again = await after.reopen();

    expect(await outputOf(again, execution)).toBe('done');
  });
});

describe('startExecution', () => {
  it('goes on as soon as the child has started', async () => {
    const bench = await createBench();
    bench.machines.register('child', waitThen({ Type: 'Succeed' }));

    const execution = await bench.start(nested({}, 'startExecution'));

    expect(await outputOf(bench, execution)).toMatchObject({
      ExecutionArn: 'arn:aws:states:us-east-1:000000000000:execution:child:one',
    });
  });
});
