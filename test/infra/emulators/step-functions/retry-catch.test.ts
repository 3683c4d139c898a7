import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { retryDelaySeconds } from '../../../../infra/emulators/step-functions/decision/decide-on-failure.ts';
import { matchesError } from '../../../../infra/emulators/step-functions/language/failure.ts';
import { callOf, closeBenches, createBench, functionError, machineOf, outputOf } from './bench.ts';

afterEach(closeBenches);

const end = { Type: 'Pass', End: true };

describe('Retry', () => {
  it('tries again after growing delays and then succeeds', async () => {
    const bench = await createBench();
    let failures = 3;
    bench.functions.set('f', () => {
      failures -= 1;
      if (failures >= 0) throw functionError('Busy', 'not now');
      return 'at last';
    });
    const retry = [
      { ErrorEquals: ['Busy'], IntervalSeconds: 2, BackoffRate: 3, MaxDelaySeconds: 10 },
    ];
    const execution = await bench.start(
      machineOf({ A: { ...callOf('f'), Retry: retry, End: true } }),
    );

    const callsAfter = [bench.calls.length];
    for (const seconds of [1, 1, 5, 1, 9, 1]) {
      await bench.pass(seconds);
      callsAfter.push(bench.calls.length);
    }

    expect(callsAfter).toEqual([1, 1, 2, 2, 3, 3, 4]);
    expect(await outputOf(bench, execution)).toBe('at last');
  });

  it('counts the attempts of each retrier by itself, and Catch comes when one is used up', async () => {
    const bench = await createBench();
    const names = ['A', 'B', 'A', 'B', 'B'];
    bench.functions.set('f', () => {
      throw functionError(names[bench.calls.length - 1] ?? 'none', 'no');
    });
    const task = {
      ...callOf('f'),
      Retry: [
        { ErrorEquals: ['A'], MaxAttempts: 2 },
        { ErrorEquals: ['States.ALL'], MaxAttempts: 2 },
      ],
      Catch: [{ ErrorEquals: ['B'], Output: '{% $states.errorOutput.Error %}', Next: 'Z' }],
      End: true,
    };
    const execution = await bench.start(machineOf({ T: task, Z: end }));
    for (let round = 0; round < 6; round += 1) await bench.pass(60);

    expect(bench.calls).toHaveLength(5);
    expect(await outputOf(bench, execution)).toBe('B');
  });

  it('starts a whole Map again, with none of its earlier results', async () => {
    const bench = await createBench();
    let failed = false;
    bench.functions.set('f', (payload) => {
      if (payload === 2 && !failed) {
        failed = true;
        throw functionError('Once', 'no');
      }
      return payload;
    });
    const map = {
      Type: 'Map',
      Items: [1, 2, 3],
      MaxConcurrency: 1,
      ItemProcessor: { StartAt: 'I', States: { I: { ...callOf('f'), End: true } } },
      Retry: [{ ErrorEquals: ['Once'] }],
      End: true,
    };
    const execution = await bench.start(machineOf({ M: map }));
    await bench.pass(1);

    expect(bench.calls.map((call) => call.payload)).toEqual([1, 2, 1, 2, 3]);
    expect(await outputOf(bench, execution)).toEqual([1, 2, 3]);
  });

  it('waits anything up to the whole delay with full jitter', () => {
    const retrier = {
      errorEquals: ['States.ALL'],
      intervalSeconds: 3,
      maxAttempts: 9,
      backoffRate: 2,
      maxDelaySeconds: 60,
      fullJitter: true,
    };
    const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.nat(40), unit, (attempt, chance) => {
        const jittered = retryDelaySeconds(retrier, attempt, () => chance);
        const whole = retryDelaySeconds({ ...retrier, fullJitter: false }, attempt, () => chance);
        return jittered >= 0 && jittered <= whole && whole <= 60;
      }),
    );
  });
});

describe('Catch', () => {
  it('sees the error and the cause as Lambda reports them, and may assign', async () => {
    const bench = await createBench();
    bench.functions.set('f', () => {
      throw functionError('Broken', 'it is broken');
    });
    const catcher = {
      ErrorEquals: ['Broken'],
      Assign: { why: '{% $parse($states.errorOutput.Cause).errorMessage %}' },
      Next: 'Z',
    };
    const states = {
      T: { ...callOf('f'), Catch: [catcher], End: true },
      Z: { Type: 'Pass', Output: ['{% $why %}', '{% $states.input.Error %}'], End: true },
    };

    const execution = await bench.start(machineOf(states));

    expect(await outputOf(bench, execution)).toEqual(['it is broken', 'Broken']);
  });

  it('of a Map ends the other iterations', async () => {
    const bench = await createBench();
    bench.functions.set('f', (payload) => {
      if (payload === 2) throw functionError('Bad', 'no');
      return new Promise(() => undefined);
    });
    const map = {
      Type: 'Map',
      Items: [1, 2, 3],
      ItemProcessor: { StartAt: 'I', States: { I: { ...callOf('f'), End: true } } },
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Z', Output: 'caught' }],
      End: true,
    };

    const execution = await bench.start(machineOf({ M: map, Z: end }));

    expect(await outputOf(bench, execution)).toBe('caught');
    const types = await bench.eventTypes(execution);
    expect(types.slice(types.indexOf('TaskFailed'))).toEqual([
      'TaskFailed',
      'MapIterationFailed',
      'TaskStateAborted',
      'MapIterationAborted',
      'TaskStateAborted',
      'MapIterationAborted',
      'TaskStateAborted',
      'MapStateFailed',
      'MapStateExited',
      'PassStateEntered',
      'PassStateExited',
      'ExecutionSucceeded',
    ]);
  });

  it('of an outer Map takes what fails two levels down', async () => {
    const bench = await createBench();
    bench.functions.set('f', () => {
      throw functionError('Deep', 'no');
    });
    const inner = {
      Type: 'Map',
      Items: [1],
      ItemProcessor: { StartAt: 'I', States: { I: { ...callOf('f'), End: true } } },
      End: true,
    };
    const outer = {
      Type: 'Map',
      Items: [1],
      ItemProcessor: { StartAt: 'N', States: { N: inner } },
      Catch: [{ ErrorEquals: ['Deep'], Next: 'Z', Output: 'caught' }],
      End: true,
    };

    const execution = await bench.start(machineOf({ M: outer, Z: end }));

    expect(await outputOf(bench, execution)).toBe('caught');
  });

  it('takes an evaluation that fails in its own Task', async () => {
    const bench = await createBench();
    const task = {
      ...callOf('f', '{% $states.input.none %}'),
      Catch: [{ ErrorEquals: ['States.QueryEvaluationError'], Next: 'Z', Output: 'caught' }],
      End: true,
    };

    const execution = await bench.start(machineOf({ T: task, Z: end }));

    expect(await outputOf(bench, execution)).toBe('caught');
  });

  it('that can not be evaluated itself fails the execution', async () => {
    const bench = await createBench();
    bench.functions.set('f', () => {
      throw functionError('Broken', 'no');
    });
    const catcher = { ErrorEquals: ['States.ALL'], Output: '{% $states.none %}', Next: 'Z' };

    const execution = await bench.start(
      machineOf({ T: { ...callOf('f'), Catch: [catcher], End: true }, Z: end }),
    );

    expect((await bench.describe(execution)).error).toBe('States.QueryEvaluationError');
  });
});

describe('ErrorEquals', () => {
  it.each([
    ['Own', ['Own'], true],
    ['Own', ['Other'], false],
    ['Own', ['States.ALL'], true],
    ['Own', ['States.TaskFailed'], true],
    ['States.Timeout', ['States.TaskFailed'], false],
    ['States.Timeout', ['States.ALL'], true],
    ['States.DataLimitExceeded', ['States.ALL'], false],
    ['States.DataLimitExceeded', ['States.TaskFailed'], false],
    ['States.DataLimitExceeded', ['States.DataLimitExceeded'], true],
    ['States.Runtime', ['States.ALL'], false],
    ['States.QueryEvaluationError', ['States.ALL'], true],
  ])('%s against %j: %s', (error, errorEquals, expected) => {
    expect(matchesError(errorEquals, { error })).toBe(expected);
  });
});
