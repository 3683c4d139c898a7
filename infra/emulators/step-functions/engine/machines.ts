import { createHash, randomUUID } from 'node:crypto';
import type { Machine } from '../language/definition.ts';
import type { Engine } from './engine.ts';
import type { RegisteredMachine } from './registered-machine.ts';
import { DefinitionRefused } from '../language/failure.ts';
import { prefixRange } from '../journal/journal.ts';
import type { Json } from '../language/json.ts';
import { loadMachine } from '../language/load-machine.ts';
import { keys, readDefinition, readDefinitionText } from '../journal/store.ts';

/** What is stored of a machine beside its definition. */
type StoredMachine = Pick<
  RegisteredMachine,
  'hash' | 'createdMs' | 'updatedMs' | 'roleArn' | 'revisionId'
>;

export const machineArnOf = (engine: Engine, name: string): string =>
  `${engine.arnPrefix}:stateMachine:${name}`;

/**
 * Makes a machine startable, in place of any of the same name; executions that run keep theirs.
 * What changes neither definition nor role leaves the machine as it is.
 * @throws DefinitionRefused
 */
export const registerMachine = (
  engine: Engine,
  name: string,
  given: { readonly definition: unknown; readonly text?: string; readonly roleArn?: string },
): RegisteredMachine => {
  const loaded = loadMachine(name, machineArnOf(engine, name), given.definition);
  const definition = given.text ?? loaded.definition;
  const before = engine.machines.get(name);
  const account = engine.arnPrefix.split(':')[4] ?? '';
  const roleArn = given.roleArn ?? before?.roleArn ?? `arn:aws:iam::${account}:role/local`;
  if (before?.definition === definition && before.roleArn === roleArn) return before;
  const updatedMs = engine.now();
  const stored: StoredMachine = {
    hash: createHash('sha256').update(definition).digest('hex'),
    createdMs: before?.createdMs ?? updatedMs,
    updatedMs,
    roleArn,
    ...(before === undefined ? {} : { revisionId: randomUUID() }),
  };
  const machine: RegisteredMachine = { ...loaded, ...stored, definition };
  engine.machines.set(name, machine);
  // As a value, unless the text has spaces or escapes of its own.
  const isPlain = definition === loaded.definition;
  const value = isPlain ? (JSON.parse(definition) as Json) : definition;
  engine.journal.append([
    { type: 'put', key: keys.definition(stored.hash), value },
    { type: 'put', key: keys.machine(name), value: stored },
  ]);
  return machine;
};

/** Executions that run go on: they hold their definition by its hash. */
export const unregisterMachine = (engine: Engine, name: string): void => {
  engine.machines.delete(name);
  engine.journal.append([{ type: 'del', key: keys.machine(name) }]);
};

/** A machine that was accepted once and would be refused today can't be started; the others can. */
const tryToLoad = (name: string, arn: string, definition: unknown): Machine | undefined => {
  try {
    return loadMachine(name, arn, definition);
  } catch (error) {
    if (error instanceof DefinitionRefused) return undefined;
    throw error;
  }
};

/** Makes the machines startable again that were created over the API. */
export const recoverMachines = async (engine: Engine): Promise<void> => {
  for await (const [path, text] of engine.journal.read(prefixRange('machine/'))) {
    const name = path.slice('machine/'.length);
    if (engine.machines.has(name)) continue;
    const stored = JSON.parse(text) as StoredMachine;
    const definition = await readDefinition(engine.journal, stored.hash);
    const machine = tryToLoad(name, machineArnOf(engine, name), definition);
    if (machine === undefined) continue;
    const given = (await readDefinitionText(engine.journal, stored.hash)) ?? machine.definition;
    engine.machines.set(name, { ...machine, ...stored, definition: given });
  }
};
