import { SendTaskSuccessCommand } from '@aws-sdk/client-sfn';
import { afterEach, describe, expect, it } from 'vitest';
import type { JournalLevel } from '../../../../infra/emulators/step-functions/journal/journal.ts';
import { createVirtualClock } from '../../../support/emulators/virtual-clock.ts';
import {
  benchOn,
  callbackOf,
  callOf,
  closeBenches,
  createBench,
  lastToken,
  machineOf,
  openDisk,
  outputOf,
} from './bench.ts';
import type { Bench } from './bench.ts';

afterEach(closeBenches);

const never = (): Promise<never> => new Promise(() => undefined);

describe('after a crash', () => {
  it('a function that had not answered is called again, and the execution goes on', async () => {
    const before = await createBench();
    before.functions.set('f', never);
    const execution = await before.start(machineOf({ A: { ...callOf('f'), End: true } }), { n: 1 });
    before.functions.delete('f');

    const after = await before.reopen();

    expect(after.calls).toEqual([{ name: 'f', payload: { n: 1 } }]);
    expect(await outputOf(after, execution)).toEqual({ n: 1 });
  });

  it('a token is still the same, and the function that was given it is not called again', async () => {
    const before = await createBench();
    const execution = await before.start(machineOf({ A: { ...callbackOf('ask'), End: true } }));
    const taskToken = lastToken(before, 'ask');

    const after = await before.reopen();
    await after.client.send(new SendTaskSuccessCommand({ taskToken, output: '"yes"' }));
    await after.settle();

    expect(after.calls).toEqual([]);
    expect(await outputOf(after, execution)).toBe('yes');
  });

  it.each([
    ['a Wait', { W: { Type: 'Wait', Seconds: 100, End: true } }, 'SUCCEEDED'],
    ['a timeout', { A: { ...callbackOf('ask'), TimeoutSeconds: 100, End: true } }, 'FAILED'],
  ])('%s keeps its time', async (_, states, status) => {
    const before = await createBench();
    const execution = await before.start(machineOf(states));
    await before.pass(60);

    const after = await before.reopen();
    await after.pass(39);
    expect((await after.describe(execution)).status).toBe('RUNNING');
    await after.pass(1);

    expect((await after.describe(execution)).status).toBe(status);
  });

  it("the machine's own timeout keeps its time", async () => {
    const before = await createBench();
    const wait = { W: { Type: 'Wait', Seconds: 1000, End: true } };
    const execution = await before.start(machineOf(wait, { TimeoutSeconds: 100 }));

    const after = await before.reopen();
    await after.pass(100);

    expect((await after.describe(execution)).status).toBe('TIMED_OUT');
  });

  it('attempts that were used stay used', async () => {
    const before = await createBench();
    before.functions.set('f', () => {
      throw new Error('always');
    });
    const retry = [{ ErrorEquals: ['Error'], MaxAttempts: 2 }];
    const execution = await before.start(
      machineOf({ A: { ...callOf('f'), Retry: retry, End: true } }),
    );
    await before.pass(1);

    const after = await before.reopen();
    await after.pass(2);

    expect(before.calls.length + after.calls.length).toBe(3);
    expect((await after.describe(execution)).status).toBe('FAILED');
  });

  it('a running execution keeps the definition that it started with', async () => {
    const before = await createBench();
    const wait = { Type: 'Wait', Seconds: 10, Next: 'B' };
    const execution = await before.start(
      machineOf({ A: wait, B: { Type: 'Pass', Output: 'old', End: true } }),
    );
    before.machines.register('machine', machineOf({ C: { Type: 'Succeed', Output: 'new' } }));

    const after = await before.reopen();
    await after.pass(10);

    expect(await outputOf(after, execution)).toBe('old');
  });

  it('nothing is left of the working state of what had succeeded', async () => {
    const bench = await createBench();
    const map = {
      Type: 'Map',
      Items: [1, 2],
      ItemProcessor: { StartAt: 'I', States: { I: { Type: 'Pass', Assign: { v: 1 }, End: true } } },
      Assign: { w: 1 },
      End: true,
    };
    await bench.start(machineOf({ M: map }));

    const left = await Promise.all(
      ['frame/', 'variables/', 'result/', 'running/'].map((prefix) => bench.keys(prefix)),
    );
    expect(left.flat()).toEqual([]);
  });

  it('the history of what had ended can still be read', async () => {
    const before = await createBench();
    const execution = await before.start(machineOf({ A: { Type: 'Succeed' } }), { n: 1 });

    const after = await before.reopen();

    expect(await outputOf(after, execution)).toEqual({ n: 1 });
    expect(await after.eventTypes(execution)).toEqual([
      'ExecutionStarted',
      'SucceedStateEntered',
      'SucceedStateExited',
      'ExecutionSucceeded',
    ]);
  });
});

/** A level that stores no more after some batches, as a killed process does. */
const diesAfter = (level: JournalLevel, batches: number) => {
  let left = batches;
  let die: (value: 'dead') => void = () => undefined;
  let bury: () => void = () => undefined;
  const death = new Promise<'dead'>((resolve) => (die = resolve));
  const gone = new Promise<undefined>((resolve) => (bury = () => resolve(undefined)));
  const mortal: JournalLevel = {
    batch: async (writes) => {
      left -= 1;
      if (left >= 0) return level.batch(writes);
      die('dead');
      await gone;
    },
    get: (key) => (left < 0 ? gone : level.get(key)),
    iterator: (range) => level.iterator(range),
  };
  return { level: mortal, death, bury };
};

const child = machineOf({
  C: { ...callOf('work', '{% $states.input %}'), Next: 'D' },
  D: { Type: 'Wait', Seconds: 5, End: true },
});

const everything = machineOf({
  Prepare: { Type: 'Pass', Assign: { factor: 2 }, Next: 'Each' },
  Each: {
    Type: 'Map',
    Items: '{% $states.input.items %}',
    MaxConcurrency: 2,
    ItemSelector: { n: '{% $states.context.Map.Item.Value * $factor %}' },
    ItemProcessor: {
      StartAt: 'Work',
      States: {
        Work: { ...callOf('work', '{% $states.input.n %}'), Assign: { own: 1 }, Next: 'Rest' },
        Rest: { Type: 'Wait', Seconds: 1, Output: '{% $states.input + $own %}', End: true },
      },
    },
    Assign: { all: '{% $states.result %}' },
    Next: 'Ask',
  },
  Ask: { ...callbackOf('ask'), Assign: { answer: '{% $states.result %}' }, Next: 'Nested' },
  Nested: {
    Type: 'Task',
    Resource: 'arn:aws:states:::states:startExecution.sync:2',
    Arguments: {
      StateMachineArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:child',
      Input: '{% $all %}',
    },
    Output: { nested: '{% $states.result.Output %}', answer: '{% $answer %}' },
    End: true,
  },
});

const executionArn = 'arn:aws:states:us-east-1:000000000000:execution:machine:one';

/** Starts the machine, or finds it, and drives it to its end. */
const driveToEnd = async (bench: Bench): Promise<string> => {
  bench.machines.register('child', child);
  const request = {
    stateMachineArn: bench.machines.register('machine', everything),
    name: 'one',
    input: JSON.stringify({ items: [1, 2, 3] }),
  };
  await bench.machines.recover();
  await bench.machines.answer('AWSStepFunctions.StartExecution', request);
  for (let round = 0; round < 30; round += 1) {
    await bench.pass(1);
    const { status, output } = await bench.describe(executionArn);
    if (status !== 'RUNNING') return output ?? String(status);
    if (bench.calls.some((call) => call.name === 'ask')) {
      const answer = { taskToken: lastToken(bench, 'ask'), output: '"yes"' };
      await bench.machines.answer('AWSStepFunctions.SendTaskSuccess', answer);
    }
  }
  return 'did not end';
};

describe('a crash after any write', () => {
  it.each([
    ['kept in memory', 16],
    ['put to sleep at once', 0],
  ])(
    'leaves an execution that comes to the same end: %s',
    async (_, mostResting) => {
      const expected = '{"nested":[3,5,7],"answer":"yes"}';
      let crashes = 0;
      for (let batches = 0; ; batches += 1) {
        const db = await openDisk();
        const clock = createVirtualClock(Date.UTC(2025, 0, 1));
        const { level, death, bury } = diesAfter(db, batches);
        const first = benchOn({ db, level, clock, mostResting });
        const output = await Promise.race([driveToEnd(first), death]);
        if (output !== 'dead') {
          expect(output).toBe(expected);
          break;
        }
        crashes += 1;
        const stopped = first.machines.stop();
        bury();
        await stopped;

        const second = benchOn({ db, level: db, clock, mostResting });
        // What was given to someone before the crash is known to the one who answers.
        second.calls.push(...first.calls.filter((call) => call.name === 'ask'));

        expect(await driveToEnd(second), `after ${batches} batches`).toBe(expected);
        const history = await second.history(executionArn);
        expect(history.map((event) => event.id)).toEqual(history.map((_, index) => index + 1));
        expect(history.filter((event) => event.type === 'MapIterationSucceeded')).toHaveLength(3);
        await closeBenches();
      }
      expect(crashes).toBeGreaterThan(15);
    },
    120_000,
  );
});
