import { readdirSync, readFileSync } from 'node:fs';
import * as z from 'zod';

export const root = new URL('../../../', import.meta.url).pathname;

const suffix = '.asl.json';

interface Catcher {
  readonly ErrorEquals: readonly string[];
  readonly Next: string;
}

interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly MaxAttempts: number;
  readonly JitterStrategy: string;
}

export interface State {
  readonly Type: string;
  readonly Resource?: string;
  readonly Arguments?: Readonly<Record<string, unknown>> & {
    readonly FunctionName?: string;
    readonly StateMachineArn?: string;
    readonly Payload?: Readonly<Record<string, unknown>>;
  };
  readonly Assign?: Readonly<Record<string, unknown>>;
  readonly Output?: unknown;
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly Catcher[];
  readonly TimeoutSeconds?: number;
  readonly HeartbeatSeconds?: number;
  readonly Error?: string;
  readonly Choices?: readonly { readonly Condition: string; readonly Next: string }[];
  readonly ItemProcessor?: Machine;
}

export interface Machine {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

export interface PlacedState {
  readonly machine: string;
  readonly name: string;
  readonly state: State;
  /** The Map states around it, inmost first. */
  readonly around: readonly State[];
}

export const machineNames: readonly string[] = readdirSync(`${root}statemachines`)
  .filter((file) => file.endsWith(suffix))
  .map((file) => file.slice(0, -suffix.length));

export const machineText = (name: string): string =>
  readFileSync(`${root}statemachines/${name}${suffix}`, 'utf8');

const machineOf = (name: string): Machine => JSON.parse(machineText(name)) as Machine;

const placed = (machine: string, part: Machine, around: readonly State[]): PlacedState[] =>
  Object.entries(part.States).flatMap(([name, state]) => [
    { machine, name, state, around },
    ...(state.ItemProcessor ? placed(machine, state.ItemProcessor, [state, ...around]) : []),
  ]);

/** Every state of every machine, those inside of maps too. */
export const allStates: readonly PlacedState[] = machineNames.flatMap((name) =>
  placed(name, machineOf(name), []),
);

export const tasks = allStates.filter(({ state }) => state.Type === 'Task');

/** The stem that a placeholder such as `${SettleIntentFunctionArn}` stands for. */
export const stemOf = (placeholder: string): string =>
  placeholder
    .replace(/^\$\{(\w+?)(Function|StateMachine)Arn\}$/, '$1')
    .replace(/(?<!^)(?=[A-Z])/g, '-')
    .toLowerCase();

/** Tasks that call a function, each with the handler's stem. */
export const functionCalls = tasks.flatMap((task) => {
  const { FunctionName } = task.state.Arguments ?? {};
  return FunctionName === undefined ? [] : [{ ...task, stem: stemOf(FunctionName) }];
});

export const stemsIn = (folder: string): readonly string[] =>
  readdirSync(`${root}functions/handlers/${folder}`)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -'.ts'.length))
    .sort();

/** The schemas of a workflow handler. */
export const schemasOf = async (
  stem: string,
): Promise<{ input: z.ZodObject; output: z.ZodObject }> => {
  const module = (await import(`${root}functions/handlers/workflow/${stem}.ts`)) as {
    handler: { input: unknown; output: unknown };
  };
  const { input, output } = module.handler;
  if (!(input instanceof z.ZodObject) || !(output instanceof z.ZodObject)) {
    throw new TypeError(`${stem}: input and output are not objects`);
  }
  return { input, output };
};
