import { afterEach, describe, expect, it } from 'vitest';
import { callOf, closeBenches, createBench, machineOf } from './bench.ts';

afterEach(closeBenches);

const big = 'x'.repeat(262_144);
const caught = { ErrorEquals: ['States.ALL'], Next: 'Z' };
const last = { Z: { Type: 'Pass', End: true } };

describe('a value above 256 KiB', () => {
  it.each([
    [
      'as the output of a state',
      {
        A: {
          Type: 'Pass',
          Output: '{% $join($map([1..3], function($i){ $pad("", 100000, "x") })) %}',
          End: true,
        },
      },
    ],
    [
      'as a variable',
      { A: { Type: 'Pass', Assign: { v: '{% $pad("", 262144, "x") %}' }, End: true } },
    ],
    [
      'as the answer of a function',
      { A: { ...callOf('big'), Catch: [caught], End: true }, ...last },
    ],
    [
      'as the arguments of a function',
      { A: { ...callOf('f', '{% $pad("", 262144, "x") %}'), Catch: [caught], End: true }, ...last },
    ],
  ])('%s is States.DataLimitExceeded past every States.ALL', async (_, states) => {
    const bench = await createBench();
    bench.functions.set('big', () => big);

    const execution = await bench.start(machineOf(states));

    expect((await bench.describe(execution)).error).toBe('States.DataLimitExceeded');
  });

  it('may be caught by its name', async () => {
    const bench = await createBench();
    bench.functions.set('big', () => big);
    const byName = { ErrorEquals: ['States.DataLimitExceeded'], Next: 'Z' };

    const execution = await bench.start(
      machineOf({ A: { ...callOf('big'), Catch: [byName], End: true }, ...last }),
    );

    expect((await bench.describe(execution)).status).toBe('SUCCEEDED');
  });
});

describe('a history', () => {
  it('ends the execution with its 25,000th event', async () => {
    const bench = await createBench();
    const loop = {
      A: { Type: 'Pass', Next: 'B' },
      B: { Type: 'Pass', Next: 'A' },
    };
    const execution = await bench.start(machineOf(loop));
    for (let round = 0; round < 100; round += 1) {
      if ((await bench.describe(execution)).status !== 'RUNNING') break;
      await bench.settle();
    }

    expect(await bench.describe(execution)).toMatchObject({
      status: 'FAILED',
      error: 'States.Runtime',
    });
    const answer = await bench.machines.answer('AWSStepFunctions.GetExecutionHistory', {
      executionArn: execution,
      reverseOrder: true,
      maxResults: 1,
    });
    const [event] = answer.body['events'] as { id: number; type: string }[];
    expect(event).toMatchObject({ type: 'ExecutionFailed' });
    expect(event?.id).toBeGreaterThan(24_990);
    expect(event?.id).toBeLessThanOrEqual(25_000);
  });
});
