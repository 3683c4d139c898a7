import { join } from 'node:path';
import { ClassicLevel } from 'classic-level';
import jsonata from 'jsonata';
import { build } from 'esbuild';
import { realClock } from '../../../infra/local/states/real-clock.ts';
import type { createStateMachines } from '../../../infra/local/states/state-machines.ts';
import { newFolder } from '../folders.ts';
import { median, sampleMilliseconds } from '../measure.ts';
import { atMost, forInformation, milliseconds, times } from '../report.ts';
import type { Row, Section } from '../report.ts';

const runs = 25;
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
  /** What the states can't do without. */
  readonly needs: string;
  /** Does that alone. */
  readonly alone: (level: ClassicLevel) => Promise<void>;
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
    needs: 'JSONata',
    alone: async () => {
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
  needs: 'JSONata',
  alone: async () => {
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

/** A call must be in the journal before it is made: one write of this size, in two records. */
const writeOfATask = ['alone/events', 'alone/frame'].map((key) => ({
  type: 'put' as const,
  key,
  value: 'x'.repeat(1_150),
}));

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
    needs: 'JSONata and a write',
    alone: async (level) => {
      let input: unknown = { n: 0 };
      for (const [before, after] of compiled) {
        const sent = (await before.evaluate(undefined, { states: { input } })) as unknown;
        await level.batch(writeOfATask);
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
    entryPoints: [join(import.meta.dirname, '../../../infra/local/states/state-machines.ts')],
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

const measureSubject = async (
  { createStateMachines }: Interpreter,
  subject: Subject,
): Promise<readonly Row[]> => {
  const level = new ClassicLevel(newFolder());
  await level.open();
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
  const alone = (): Promise<void> => subject.alone(level);
  try {
    await sampleMilliseconds(2, runOnce);
    await sampleMilliseconds(2, alone);
    // In turn, so that a busy moment of the machine meets both.
    const pairs: { readonly needed: number; readonly whole: number }[] = [];
    for (let run = 0; run < runs; run += 1) {
      const [needed = 0] = await sampleMilliseconds(1, alone);
      const [whole = 0] = await sampleMilliseconds(1, runOnce);
      pairs.push({ needed, whole });
    }
    const needed = median(pairs.map((pair) => pair.needed));
    const whole = median(pairs.map((pair) => pair.whole));
    const difference = median(pairs.map((pair) => pair.whole - pair.needed));
    const overhead = Math.max(0, difference) / subject.states;
    return [
      forInformation(
        `${subject.name}: ${subject.needs} alone, a state`,
        milliseconds(needed / subject.states),
        '1×',
      ),
      atMost({
        what: `${subject.name}: interpreter's own, a state`,
        value: overhead,
        limit: 0.1,
        format: milliseconds,
        ratio: times(whole, needed, 'in all'),
      }),
    ];
  } finally {
    await machines.stop();
    await level.close();
  }
};

export const interpreterSection: Section = {
  name: 'interpreter',
  title: 'what a state costs beside its expressions and the write before a call, journal on disk',
  measure: async () => {
    const interpreter = await bundledInterpreter();
    const rows: Row[] = [];
    for (const subject of [chain(), loop(), calls()]) {
      rows.push(...(await measureSubject(interpreter, subject)));
    }
    return rows;
  },
};
