import { RedriveExecutionCommand } from '@aws-sdk/client-sfn';
import { afterEach, describe, expect, it } from 'vitest';
import { closeBenches, createBench, machineOf } from './bench.ts';
import type { Bench } from './bench.ts';

afterEach(closeBenches);

const fails = machineOf({ F: { Type: 'Fail', Error: 'E' } });
const timesOut = machineOf({ W: { Type: 'Wait', Seconds: 90, End: true } }, { TimeoutSeconds: 60 });

const redrive = async (bench: Bench, executionArn: string, clientToken?: string) => {
  const request = new RedriveExecutionCommand({
    executionArn,
    ...(clientToken === undefined ? {} : { clientToken }),
  });
  const { redriveDate } = await bench.client.send(request);
  await bench.settle();
  return redriveDate?.toISOString();
};

const redrives = async (bench: Bench, executionArn: string) =>
  (await bench.describe(executionArn)).redriveCount;

describe('the client token of a redrive', () => {
  it('redrives once, however often it comes; over a restart too', async () => {
    const before = await createBench();
    const executionArn = await before.start(fails);

    const first = await redrive(before, executionArn, 't');
    await before.pass(60);
    const second = await redrive(before, executionArn, 't');
    const after = await before.reopen();
    const third = await redrive(after, executionArn, 't');

    expect([first, second, third]).toEqual(Array(3).fill('2025-01-01T00:00:00.000Z'));
    expect(await redrives(after, executionArn)).toBe(1);
  });

  it('answers alike while the execution runs', async () => {
    const bench = await createBench();
    const executionArn = await bench.start(timesOut);
    await bench.pass(60);

    // Two at once, and one more while it waits.
    const both = await Promise.all([
      redrive(bench, executionArn, 't'),
      redrive(bench, executionArn, 't'),
    ]);
    const later = await redrive(bench, executionArn, 't');

    expect([...both, later]).toEqual(Array(3).fill('2025-01-01T00:01:00.000Z'));
    expect(await redrives(bench, executionArn)).toBe(1);
    await expect(redrive(bench, executionArn, 'other')).rejects.toMatchObject({
      name: 'ExecutionNotRedrivable',
    });
  });

  it('counts for fifteen minutes', async () => {
    const bench = await createBench();
    const executionArn = await bench.start(fails);
    await redrive(bench, executionArn, 't');

    await bench.pass(15 * 60);
    await redrive(bench, executionArn, 't');
    expect(await redrives(bench, executionArn)).toBe(1);
    await bench.pass(1);
    expect(await redrive(bench, executionArn, 't')).toBe('2025-01-01T00:15:01.000Z');
    expect(await redrives(bench, executionArn)).toBe(2);
  });

  it('is remembered among the last ten', async () => {
    const bench = await createBench();
    const executionArn = await bench.start(fails);
    for (let number = 0; number <= 10; number += 1) {
      await redrive(bench, executionArn, `t${number}`);
    }

    await redrive(bench, executionArn, 't1');
    expect(await redrives(bench, executionArn)).toBe(11);
    await redrive(bench, executionArn, 't0');
    expect(await redrives(bench, executionArn)).toBe(12);
  });

  it('left out is made by the SDK, another one for each redrive', async () => {
    const bench = await createBench();
    const executionArn = await bench.start(fails);

    await redrive(bench, executionArn);
    await redrive(bench, executionArn);

    expect(await redrives(bench, executionArn)).toBe(2);
  });

  it.each([
    ['', 'Member must have length greater than or equal to 1'],
    ['x'.repeat(65), 'Member must have length less than or equal to 64'],
    ['a b', 'Member must satisfy regular expression pattern: [!-~]+'],
  ])('%j is refused', async (token, rule) => {
    const bench = await createBench();
    const executionArn = await bench.start(fails);

    await expect(redrive(bench, executionArn, token)).rejects.toMatchObject({
      name: 'ValidationException',
      message: `1 validation error detected: Value '${token}' at 'clientToken' failed to satisfy constraint: ${rule}`,
    });
    expect(await redrives(bench, executionArn)).toBe(0);
  });
});
