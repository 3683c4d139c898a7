import { afterEach, describe, expect, it } from 'vitest';
import { callOf, closeBenches, createBench, functionError, machineOf, outputOf } from './bench.ts';
import type { Bench } from './bench.ts';

afterEach(closeBenches);

/** A Map over the numbers 1 to 4 whose even iterations fail. */
const mapOf = (more: object): object => ({
  Type: 'Map',
  Items: [1, 2, 3, 4],
  MaxConcurrency: 1,
  ItemProcessor: { StartAt: 'I', States: { I: { ...callOf('odd'), End: true } } },
  End: true,
  ...more,
});

const run = async (more: object, input: unknown = {}): Promise<{ bench: Bench; arn: string }> => {
  const bench = await createBench();
  bench.functions.set('odd', (payload) => {
    if (Number(payload) % 2 === 0) throw functionError('Even', 'no');
    return payload;
  });
  const states = { M: mapOf(more), Z: { Type: 'Pass', End: true } };
  return { bench, arn: await bench.start(machineOf(states), input) };
};

describe('a Map that tolerates failures', () => {
  it.each([
    ['a count', { ToleratedFailureCount: 2 }],
    ['a percentage', { ToleratedFailurePercentage: 50 }],
    ['an expression', { ToleratedFailureCount: '{% $states.input.most %}' }],
    ['both', { ToleratedFailureCount: 3, ToleratedFailurePercentage: 99.5 }],
  ])('goes on with each iteration, up to %s', async (_, tolerance) => {
    const { bench, arn } = await run(
      { ...tolerance, Output: '{% $states.result.(Error ? Error : $) %}' },
      { most: 2 },
    );

    expect(await outputOf(bench, arn)).toEqual([1, 'Even', 3, 'Even']);
    const types = await bench.eventTypes(arn);
    expect(types.filter((type) => type.startsWith('Map'))).toEqual([
      'MapStateEntered',
      'MapStateStarted',
      'MapIterationStarted',
      'MapIterationSucceeded',
      'MapIterationStarted',
      'MapIterationFailed',
      'MapIterationStarted',
      'MapIterationSucceeded',
      'MapIterationStarted',
      'MapIterationFailed',
      'MapStateSucceeded',
      'MapStateExited',
    ]);
  });

  it.each([
    ['a count', { ToleratedFailureCount: 1 }],
    ['a percentage', { ToleratedFailurePercentage: 49.9 }],
    ['the smaller of both', { ToleratedFailureCount: 0, ToleratedFailurePercentage: 100 }],
  ])('fails by the name of the threshold above %s', async (_, tolerance) => {
    const { bench, arn } = await run(tolerance);

    expect(await bench.describe(arn)).toMatchObject({
      status: 'FAILED',
      error: 'States.ExceedToleratedFailureThreshold',
    });
  });

  it('has its Catch see the threshold, not the failure', async () => {
    const caught = { ErrorEquals: ['States.ExceedToleratedFailureThreshold'], Next: 'Z' };

    const { bench, arn } = await run({ ToleratedFailureCount: 1, Catch: [caught] });

    expect((await bench.describe(arn)).status).toBe('SUCCEEDED');
  });

  it('without a tolerance fails with the first failure', async () => {
    const { bench, arn } = await run({});

    expect((await bench.describe(arn)).error).toBe('Even');
    expect(bench.calls).toHaveLength(2);
  });

  it('keeps the count of failures over a restart', async () => {
    const { bench, arn } = await run({
      ToleratedFailureCount: 1,
      ItemProcessor: {
        StartAt: 'I',
        States: {
          I: { ...callOf('odd'), Next: 'W' },
          W: { Type: 'Wait', Seconds: 1, End: true },
        },
      },
    });
    await bench.pass(1);
    expect(bench.calls).toHaveLength(3);

    const after = await bench.reopen();
    await after.pass(1);

    expect((await after.describe(arn)).error).toBe('States.ExceedToleratedFailureThreshold');
  });

  it('tolerates an iteration whose own Map failed, with everything in it ended', async () => {
    const bench = await createBench();
    bench.functions.set('odd', () => {
      throw functionError('Even', 'no');
    });
    const inner = mapOf({ MaxConcurrency: 4 });
    const outer = {
      Type: 'Map',
      Items: [1],
      ToleratedFailureCount: 1,
      ItemProcessor: { StartAt: 'M', States: { M: inner } },
      Output: '{% $states.result.Error %}',
      End: true,
    };

    const arn = await bench.start(machineOf({ O: outer }));

    expect(await outputOf(bench, arn)).toBe('Even');
    expect(await bench.keys('frame/')).toEqual([]);
  });

  it.each([
    ['ToleratedFailureCount', '{% -1 %}'],
    ['ToleratedFailureCount', '{% "1" %}'],
    ['ToleratedFailurePercentage', '{% 101 %}'],
    ['ToleratedFailurePercentage', '{% "50" %}'],
  ])('can not be evaluated with %s of %s', async (field, value) => {
    const { bench, arn } = await run({ [field]: value });

    expect((await bench.describe(arn)).error).toBe('States.QueryEvaluationError');
  });
});
