import { join } from 'node:path';
import { ClassicLevel } from 'classic-level';
import jsonata from 'jsonata';
import { build } from 'esbuild';
import type { JournalLevel } from '../../../infra/emulators/step-functions/journal/journal.ts';
import { realClock } from '../../../infra/emulators/step-functions/engine/real-clock.ts';
import type { createStateMachines } from '../../../infra/emulators/step-functions/state-machines.ts';
import { newFolder } from '../folders.ts';
import { median, sampleMilliseconds } from '../measure.ts';
import { atMost, forInformation, milliseconds, times } from '../report.ts';
import type { Row, Section } from '../report.ts';

const runs = 25;
const warmUps = 5;
const doneArn = 'arn:aws:lambda:us-east-1:000000000000:function:done';

/** The last state tells the end without polling. */
const tellDone = {
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: doneArn, Payload: {} },
  TimeoutSeconds: 60,
  End: true,
};

const machine = (startAt: string, states: object) => ({
  QueryLanguage: 'JSONata',
  StartAt: startAt,
  States: { ...states, Done: tellDone },
});

interface Subject {
  readonly name: string;
  readonly definition: object;
  readonly states: number;
  /** Evaluates, by JSONata alone, what the machine's states evaluate. */
  readonly expressionsAlone: () => Promise<void>;
  /** Each call waits for the disk, so that there its time tells about the disk. */
  readonly waitsForDisk: boolean;
}

const chainLength = 1_000;
const step = '$states.input.n + 1';

const chain = (): Subject => {
  const names = Array.from({ length: chainLength }, (_, index) => `Pass ${index}`);
  const states = names.map((name, index) => [
    name,
    { Type: 'Pass', Output: { n: `{% ${step} %}` }, Next: names[index + 1] ?? 'Done' },
  ]);
  // As each state has its own text in a definition, each has its own compiled expression.
  const compiled = names.map(() => jsonata(step));
  return {
    name: `${chainLength} Pass states`,
    definition: machine(names[0] ?? 'Done', Object.fromEntries(states) as object),
    states: chainLength,
    waitsForDisk: false,
    expressionsAlone: async () => {
      let input: unknown = { n: 0 };
      for (const expression of compiled) {
        input = { n: (await expression.evaluate(undefined, { states: { input } })) as unknown };
      }
    },
  };
};

const rounds = 500;
const increment = '$index + 1';
const addition = '$append($sums, $index)[[-5..-1]]';
const condition = `$index < ${rounds}`;

const loop = (): Subject => ({
  name: `Choice and Assign, ${rounds} rounds`,
  definition: machine('Begin', {
    Begin: { Type: 'Pass', Assign: { index: 0, sums: [] }, Next: 'Count' },
    Count: {
      Type: 'Pass',
      Assign: { index: `{% ${increment} %}`, sums: `{% ${addition} %}` },
      Next: 'More?',
    },
    'More?': {
      Type: 'Choice',
      Choices: [{ Condition: `{% ${condition} %}`, Next: 'Count' }],
      Default: 'Done',
    },
  }),
  states: 2 * rounds + 1,
  waitsForDisk: false,
  expressionsAlone: async () => {
    const [next, kept, more] = [increment, addition, condition].map((text) => jsonata(text));
    const scope: Record<string, unknown> = { index: 0, sums: [] };
    do {
      const [index, sums] = [
        (await next?.evaluate(undefined, scope)) as unknown,
        (await kept?.evaluate(undefined, scope)) as unknown,
      ];
      Object.assign(scope, { index, sums });
    } while ((await more?.evaluate(undefined, scope)) === true);
  },
});

const callsInARow = 500;
const payload = '{"n": $states.input.n + 1}';
const answered = '{"n": $states.result.Payload.n}';
const echoArn = 'arn:aws:lambda:us-east-1:000000000000:function:echo';

const calls = (): Subject => {
  const names = Array.from({ length: callsInARow }, (_, index) => `Task ${index}`);
  const states = names.map((name, index) => [
    name,
    {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Arguments: { FunctionName: echoArn, Payload: `{% ${payload} %}` },
      Output: `{% ${answered} %}`,
      TimeoutSeconds: 60,
      Next: names[index + 1] ?? 'Done',
    },
  ]);
  const compiled = names.map(() => [jsonata(payload), jsonata(answered)] as const);
  return {
    name: `${callsInARow} Tasks that call a function`,
    definition: machine(names[0] ?? 'Done', Object.fromEntries(states) as object),
    states: callsInARow,
    waitsForDisk: true,
    expressionsAlone: async () => {
      let input: unknown = { n: 0 };
      for (const [before, after] of compiled) {
        const sent = (await before.evaluate(undefined, { states: { input } })) as unknown;
        const result = { Payload: sent };
        input = (await after.evaluate(undefined, { states: { input, result } })) as unknown;
      }
    },
  };
};

interface Interpreter {
  readonly createStateMachines: typeof createStateMachines;
}

/** The interpreter bundled as for `npm start`: what runs TypeScript unbundled names each closure anew. */
const bundledInterpreter = async (): Promise<Interpreter> => {
  const outfile = join(newFolder(), 'state-machines.mjs');
  await build({
    entryPoints: [
      join(import.meta.dirname, '../../../infra/emulators/step-functions/state-machines.ts'),
    ],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    mainFields: ['module', 'main'],
    minifySyntax: true,
    outfile,
  });
  return (await import(outfile)) as Interpreter;
};

/** A journal that keeps nothing: what is left is the interpreter's own. */
const nowhere: JournalLevel = {
  batch: () => Promise.resolve(),
  get: () => Promise.resolve(undefined),
  iterator: async function* () {
    // Nothing was kept.
  },
};

interface Times {
  readonly expressions: number;
  readonly whole: number;
  /** Median of the differences, run by run. */
  readonly difference: number;
}

/** Milliseconds of one run of the subject's machine, over a journal, and of its expressions alone. */
const timesOver = async (
  level: JournalLevel,
  { createStateMachines }: Interpreter,
  subject: Subject,
): Promise<Times> => {
  let onDone: () => void = () => undefined;
  const machines = createStateMachines({
    level,
    clock: realClock,
    random: Math.random,
    invoke: (functionArn, sent) => {
      if (functionArn === doneArn) onDone();
      return Promise.resolve(sent);
    },
  });
  const stateMachineArn = machines.register('bench', subject.definition);
  const runOnce = async (): Promise<void> => {
    const done = new Promise<void>((resolve) => (onDone = resolve));
    const answer = await machines.answer('AWSStepFunctions.StartExecution', {
      stateMachineArn,
      input: '{"n":0}',
    });
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    await done;
  };
  try {
    await sampleMilliseconds(warmUps, runOnce);
    await sampleMilliseconds(warmUps, subject.expressionsAlone);
    // In turn, so that a busy moment of the machine meets both.
    const pairs: { readonly alone: number; readonly whole: number }[] = [];
    for (let run = 0; run < runs; run += 1) {
      const [alone = 0] = await sampleMilliseconds(1, subject.expressionsAlone);
      const [whole = 0] = await sampleMilliseconds(1, runOnce);
      pairs.push({ alone, whole });
    }
    return {
      expressions: median(pairs.map(({ alone }) => alone)),
      whole: median(pairs.map(({ whole }) => whole)),
      difference: median(pairs.map(({ alone, whole }) => whole - alone)),
    };
  } finally {
    await machines.stop();
  }
};

const onDisk = async (interpreter: Interpreter, subject: Subject): Promise<Times> => {
  const level = new ClassicLevel(newFolder());
  await level.open();
  try {
    return await timesOver(level, interpreter, subject);
  } finally {
    await level.close();
  }
};

const measureSubject = async (
  interpreter: Interpreter,
  subject: Subject,
): Promise<readonly Row[]> => {
  const { name, states, waitsForDisk } = subject;
  const disk = await onDisk(interpreter, subject);
  const own = waitsForDisk ? await timesOver(nowhere, interpreter, subject) : disk;
  const journal = waitsForDisk ? 'journal nowhere' : 'journal on disk';
  return [
    forInformation(`${name}: JSONata alone, a state`, milliseconds(own.expressions / states), '1×'),
    atMost({
      what: `${name}: interpreter's own, ${journal}, a state`,
      value: Math.max(0, own.difference) / states,
      limit: 0.1,
      format: milliseconds,
      ratio: times(own.whole, own.expressions, 'in all'),
    }),
    ...(waitsForDisk
      ? [
          forInformation(
            `${name}: in all, journal on disk, a state`,
            milliseconds(disk.whole / states),
            times(disk.whole, own.whole, 'without a disk'),
          ),
        ]
      : []),
  ];
};

export const interpreterSection: Section = {
  name: 'interpreter',
  title: 'what a state costs beside its expressions; a call is on disk before it is made',
  measure: async () => {
    const interpreter = await bundledInterpreter();
    const rows: Row[] = [];
    for (const subject of [chain(), loop(), calls()]) {
      rows.push(...(await measureSubject(interpreter, subject)));
    }
    return rows;
  },
};
