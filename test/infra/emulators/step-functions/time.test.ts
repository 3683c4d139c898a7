import { afterEach, describe, expect, it, vi } from 'vitest';
import { realClock } from '../../../../infra/emulators/step-functions/engine/real-clock.ts';
import { parseTimestamp } from '../../../../infra/emulators/step-functions/language/timestamp.ts';
import { callOf, closeBenches, createBench, machineOf, outputOf } from './bench.ts';

afterEach(closeBenches);
afterEach(() => {
  vi.useRealTimers();
});

const day = 86_400;

describe('Wait', () => {
  it.each([
    ['a literal number of seconds', { Seconds: 30 * day }],
    ['an expression', { Seconds: '{% 30 * 86400 %}' }],
    ['a timestamp', { Timestamp: '2025-01-31T00:00:00Z' }],
    ['a computed timestamp with an offset', { Timestamp: '{% "2025-01-31T02:00:00+02:00" %}' }],
  ])('of thirty days by %s ends then and not before', async (_, until) => {
    const bench = await createBench();
    const wait = { Type: 'Wait', ...until, Output: 'over', End: true };
    const execution = await bench.start(machineOf({ W: wait }));

    await bench.pass(30 * day - 1);
    expect((await bench.describe(execution)).status).toBe('RUNNING');
    await bench.pass(1);

    expect(await outputOf(bench, execution)).toBe('over');
  });

  it('until a time that has passed goes on at once', async () => {
    const bench = await createBench();
    const wait = { Type: 'Wait', Timestamp: '2020-01-01T00:00:00Z', End: true };
    const execution = await bench.start(machineOf({ W: wait }));
    await bench.pass(0);

    expect((await bench.describe(execution)).status).toBe('SUCCEEDED');
  });

  it.each([
    ['Seconds', '{% -1 %}'],
    ['Seconds', '{% 1.5 %}'],
    ['Seconds', '{% "5" %}'],
    ['Timestamp', '{% "2025-02-30T00:00:00Z" %}'],
    ['Timestamp', '{% "2025-02-03" %}'],
  ])('with %s %s is a States.QueryEvaluationError', async (field, value) => {
    const bench = await createBench();

    const execution = await bench.start(
      machineOf({ W: { Type: 'Wait', [field]: value, End: true } }),
    );

    expect((await bench.describe(execution)).error).toBe('States.QueryEvaluationError');
  });
});

describe('TimeoutSeconds', () => {
  const never = (): Promise<never> => new Promise(() => undefined);

  it('of a Task fails it with States.Timeout', async () => {
    const bench = await createBench();
    bench.functions.set('f', never);
    const task = { ...callOf('f'), TimeoutSeconds: '{% 2 * 30 %}', End: true };
    const execution = await bench.start(machineOf({ A: task }));

    await bench.pass(59);
    expect((await bench.describe(execution)).status).toBe('RUNNING');
    await bench.pass(1);

    expect(await bench.describe(execution)).toMatchObject({
      status: 'FAILED',
      error: 'States.Timeout',
    });
    expect((await bench.eventTypes(execution)).slice(-2)).toEqual([
      'TaskTimedOut',
      'ExecutionFailed',
    ]);
  });

  it('of the machine ends the execution past every Catch', async () => {
    const bench = await createBench();
    bench.functions.set('f', never);
    const task = { ...callOf('f'), Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Z' }], End: true };
    const states = { A: task, Z: { Type: 'Pass', End: true } };
    const execution = await bench.start(machineOf(states, { TimeoutSeconds: 100 }));

    await bench.pass(100);

    expect((await bench.describe(execution)).status).toBe('TIMED_OUT');
    expect((await bench.eventTypes(execution)).at(-1)).toBe('ExecutionTimedOut');
  });

  it('makes an answer that comes later count for nothing', async () => {
    const bench = await createBench();
    let answer: (value: string) => void = () => undefined;
    bench.functions.set('f', () => new Promise((resolve) => (answer = resolve)));
    const task = { ...callOf('f'), TimeoutSeconds: 5, End: true };
    const execution = await bench.start(machineOf({ A: task }));
    await bench.pass(5);

    answer('late');
    await bench.settle();

    expect((await bench.describe(execution)).status).toBe('FAILED');
    expect(await bench.eventTypes(execution)).not.toContain('TaskSucceeded');
  });
});

describe('the real clock', () => {
  it.each([
    ['thirty days', 30],
    ['a year', 365],
  ])('fires a timer of %s then and not before', (_, days) => {
    vi.useFakeTimers({ now: 0 });
    const fire = vi.fn();
    realClock.setTimer(days * day * 1000, fire);

    vi.advanceTimersByTime(days * day * 1000 - 1);
    expect(fire).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);

    expect(fire).toHaveBeenCalledOnce();
  });

  it('fires no timer that was cancelled, also after its first piece', () => {
    vi.useFakeTimers({ now: 0 });
    const fire = vi.fn();
    const cancel = realClock.setTimer(60 * day * 1000, fire);
    vi.advanceTimersByTime(40 * day * 1000);

    cancel();
    vi.advanceTimersByTime(60 * day * 1000);

    expect(fire).not.toHaveBeenCalled();
  });
});

describe('a timestamp', () => {
  it.each([
    ['2024-02-29T00:00:00Z', 1_709_164_800_000],
    ['2024-02-29T01:00:00.5+01:00', 1_709_164_800_500],
    ['2023-02-29T00:00:00Z', undefined],
    ['2024-13-01T00:00:00Z', undefined],
    ['2024-01-01T25:00:00Z', undefined],
    ['2024-01-01 00:00:00Z', undefined],
    ['2024-01-01T00:00:00', undefined],
  ])('%s is %s', (text, expected) => {
    expect(parseTimestamp(text)).toBe(expected);
  });
});
