import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { DescribeExecutionCommandOutput, HistoryEvent } from '@aws-sdk/client-sfn';
import { ClassicLevel } from 'classic-level';
import type { JournalLevel } from '../../../../infra/emulators/step-functions/journal/journal.ts';
import { createStateMachines } from '../../../../infra/emulators/step-functions/state-machines.ts';
import type { StateMachines } from '../../../../infra/emulators/step-functions/state-machines.ts';
import { createVirtualClock } from '../../../support/emulators/virtual-clock.ts';
import type { VirtualClock } from '../../../support/emulators/virtual-clock.ts';

/** A function as the machines call it: the last part of its ARN, and the payload. */
export type TestFunction = (payload: unknown) => unknown;

/** State machines over a database on disk, with the AWS SDK's client in front of them. */
export interface Bench {
  readonly clock: VirtualClock;
  readonly machines: StateMachines;
  readonly client: SFNClient;
  /** The functions that can be called, by name; an unknown one answers with its payload. */
  readonly functions: Map<string, TestFunction>;
  /** The calls of functions so far, in order. */
  readonly calls: { readonly name: string; readonly payload: unknown }[];
  /** Registers the machine, starts it, and lets everything happen that needs no time. */
  readonly start: (definition: object, input?: unknown) => Promise<string>;
  readonly describe: (executionArn: string) => Promise<DescribeExecutionCommandOutput>;
  readonly history: (executionArn: string) => Promise<HistoryEvent[]>;
  readonly eventTypes: (executionArn: string) => Promise<string[]>;
  /** The keys of the journal that begin so. */
  readonly keys: (prefix: string) => Promise<string[]>;
  /** Lets everything happen, and waits until the histories of what has ended are packed. */
  readonly settlePacked: () => Promise<void>;
  readonly settle: () => Promise<void>;
  /** Moves the clock and lets everything happen that comes due. */
  readonly pass: (seconds: number) => Promise<void>;
  /** A second process on the same data, in place of this one. */
  readonly reopen: () => Promise<Bench>;
}

interface Disk {
  readonly db: ClassicLevel;
  readonly folder: string;
}

const disks: Disk[] = [];

const running: StateMachines[] = [];

const account = '000000000000';

/** Removes what the benches of a test left behind; for `afterEach`. */
export const closeBenches = async (): Promise<void> => {
  for (const machines of running.splice(0)) await machines.stop();
  for (const { db, folder } of disks.splice(0)) {
    await db.close();
    await rm(folder, { recursive: true });
  }
};

export const openDisk = async (): Promise<ClassicLevel> => {
  const folder = await mkdtemp(join(tmpdir(), 'states-'));
  const db = new ClassicLevel(folder);
  await db.open();
  disks.push({ db, folder });
  return db;
};

interface Resting {
  readonly mostResting?: number;
}

interface BenchParts extends Resting {
  readonly db: ClassicLevel;
  readonly level: JournalLevel;
  readonly clock: VirtualClock;
  readonly functions?: Map<string, TestFunction>;
}

/** Turns of the event loop without a call of the journal, after which nothing is under way. */
const quietTurns = 10;

/** A journal's database that knows when nobody waits for it any more, however slow it is. */
const watch = (level: JournalLevel): { level: JournalLevel; untilQuiet: () => Promise<void> } => {
  let calls = 0;
  let open = 0;
  const counted = async <Result>(call: Promise<Result>): Promise<Result> => {
    calls += 1;
    open += 1;
    try {
      return await call;
    } finally {
      open -= 1;
    }
  };
  return {
    level: {
      batch: (writes) => counted(level.batch(writes)),
      get: (key) => counted(level.get(key)),
      iterator: async function* (range) {
        const entries = level.iterator(range)[Symbol.asyncIterator]();
        for (;;) {
          const next = await counted(entries.next());
          if (next.done === true) return;
          yield next.value;
        }
      },
    },
    untilQuiet: async () => {
      let seen = calls;
      for (let quiet = 0; quiet < quietTurns; quiet += 1) {
        await new Promise(setImmediate);
        if (open === 0 && calls === seen) continue;
        seen = calls;
        quiet = -1;
      }
    },
  };
};

const clientOf = (machines: StateMachines): SFNClient =>
  new SFNClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    endpoint: 'http://states.local',
    maxAttempts: 1,
    requestHandler: machines.requestHandler,
  });

export const benchOn = (parts: BenchParts): Bench => {
  const { db, level, clock, functions = new Map<string, TestFunction>() } = parts;
  const resting = parts.mostResting === undefined ? {} : { mostResting: parts.mostResting };
  const calls: Bench['calls'] = [];
  const watched = watch(level);
  const machines = createStateMachines({
    level: watched.level,
    clock,
    random: () => 0.5,
    accountId: account,
    ...resting,
    invoke: async (functionArn, payload) => {
      const name = functionArn.split(':').at(-1) ?? '';
      calls.push({ name, payload });
      const found = functions.get(name);
      return Promise.resolve(found === undefined ? payload : found(payload));
    },
  });
  running.push(machines);
  const client = clientOf(machines);
  const bench: Bench = {
    clock,
    machines,
    client,
    functions,
    calls,
    start: async (definition, input = {}) => {
      const stateMachineArn = machines.register('machine', definition);
      const request = { stateMachineArn, input: JSON.stringify(input) };
      const { executionArn = '' } = await client.send(new StartExecutionCommand(request));
      await bench.settle();
      return executionArn;
    },
    describe: (executionArn) => client.send(new DescribeExecutionCommand({ executionArn })),
    history: async (executionArn) => {
      const request = { executionArn, maxResults: 1000 };
      return (await client.send(new GetExecutionHistoryCommand(request))).events ?? [];
    },
    eventTypes: async (executionArn) =>
      (await bench.history(executionArn)).map((event) => event.type ?? ''),
    keys: (prefix) => db.keys({ gte: prefix, lt: `${prefix}\uffff` }).all(),
    settle: watched.untilQuiet,
    settlePacked: async () => {
      do await bench.settle();
      while ((await bench.keys('loose/')).length > 0);
    },
    pass: async (seconds) => {
      clock.moveTo(clock.now() + seconds * 1000);
      await bench.settle();
    },
    reopen: async () => {
      // The first must do nothing more: both would act on the same clock.
      await machines.stop();
      const next = benchOn({ db, level: db, clock, functions, ...resting });
      await next.machines.recover();
      await next.settle();
      return next;
    },
  };
  return bench;
};

export const createBench = async (options: Resting = {}): Promise<Bench> => {
  const db = await openDisk();
  return benchOn({ db, level: db, clock: createVirtualClock(Date.UTC(2025, 0, 1)), ...options });
};

/** A JSONata machine of these states that starts at the first. */
export const machineOf = (states: Record<string, object>, more: object = {}): object => ({
  QueryLanguage: 'JSONata',
  StartAt: Object.keys(states)[0],
  States: states,
  ...more,
});

/** A Task that calls the function of this name with the payload. */
export const callOf = (name: string, payload: unknown = '{% $states.input %}'): object => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: name, Payload: payload },
  Output: '{% $states.result.Payload %}',
});

/** A Task that hands its token to the function of this name and waits. */
export const callbackOf = (name: string): object => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
  Arguments: { FunctionName: name, Payload: { token: '{% $states.context.Task.Token %}' } },
});

/** The token of the last call of a function. */
export const lastToken = (bench: Bench, name: string): string => {
  const payload = bench.calls.findLast((call) => call.name === name)?.payload;
  const token = (payload as { token?: string } | undefined)?.token;
  if (token === undefined) throw new Error(`no call of ${name} had a token`);
  return token;
};

/** An error that a function throws, with the name that ErrorEquals matches. */
export const functionError = (name: string, message: string): Error =>
  Object.assign(new Error(message), { name });

/** The name of the error that a request is refused with. */
export const refusal = async (request: Promise<unknown>): Promise<string> => {
  try {
    await request;
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
  return 'no refusal';
};

/** The output of an execution as a value. */
export const outputOf = async (bench: Bench, executionArn: string): Promise<unknown> => {
  const { output } = await bench.describe(executionArn);
  return output === undefined ? undefined : (JSON.parse(output) as unknown);
};
