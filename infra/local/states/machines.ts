import type { Machine } from './definition.ts';
import type { Engine } from './engine.ts';
import { prefixRange } from './journal.ts';
import { isRecord } from './json.ts';
import type { Json } from './json.ts';
import { loadMachine } from './load-machine.ts';
import { keys, readDefinition } from './store.ts';

/** A machine that can be started. */
export interface RegisteredMachine extends Machine {
  readonly createdMs: number;
  readonly roleArn: string;
}

export function machineArnOf(engine: Engine, name: string): string {
  return `${engine.arnPrefix}:stateMachine:${name}`;
}

/**
 * Makes a machine startable, in place of any of the same name; executions that run keep theirs.
 * @throws DefinitionRefused
 */
export function registerMachine(
  engine: Engine,
  name: string,
  definition: unknown,
): RegisteredMachine {
  const loaded = loadMachine(name, machineArnOf(engine, name), definition);
  const machine = describe(engine, loaded, engine.now());
  engine.machines.set(name, machine);
  engine.journal.append([
    {
      type: 'put',
      key: keys.definition(machine.hash),
      value: JSON.parse(machine.definition) as Json,
    },
    {
      type: 'put',
      key: keys.machine(name),
      value: { hash: machine.hash, createdMs: machine.createdMs },
    },
  ]);
  return machine;
}

function describe(engine: Engine, machine: Machine, createdMs: number): RegisteredMachine {
  const account = engine.arnPrefix.split(':')[4] ?? '';
  return { ...machine, createdMs, roleArn: `arn:aws:iam::${account}:role/local` };
}

/** Executions that run go on: they hold their definition by its hash. */
export function unregisterMachine(engine: Engine, name: string): void {
  engine.machines.delete(name);
  engine.journal.append([{ type: 'del', key: keys.machine(name) }]);
}

/** Makes the machines startable again that were created over the API. */
export async function recoverMachines(engine: Engine): Promise<void> {
  for await (const [path, text] of engine.journal.read(prefixRange('machine/'))) {
    const name = path.slice('machine/'.length);
    const stored = JSON.parse(text) as unknown;
    if (engine.machines.has(name) || !isRecord(stored)) continue;
    const definition = await readDefinition(engine.journal, String(stored['hash']));
    if (definition === undefined) continue;
    const arn = machineArnOf(engine, name);
    const machine = loadMachine(name, arn, definition);
    engine.machines.set(name, describe(engine, machine, Number(stored['createdMs'])));
  }
}
