import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import validateAsl from 'asl-validator';
import { DefinitionRefused } from '../../infra/emulators/step-functions/language/failure.ts';
import { isRecord } from '../../infra/emulators/step-functions/language/json.ts';
import { lintStateMachine } from './lint.ts';
import { loadMachine } from '../../infra/emulators/step-functions/language/load-machine.ts';

export interface LintedFolder {
  readonly machineCount: number;
  /** One line for each fault: the file, the state or place, and what is wrong. */
  readonly faults: readonly string[];
}

interface Folders {
  /** Of the `*.asl.json` files. */
  readonly machines: string;
  /** Of the functions that machines call. */
  readonly handlers: string;
}

/** Names in kebab-case of what the placeholders of a definition may stand for. */
interface KnownNames {
  readonly FunctionArn: ReadonlySet<string>;
  readonly StateMachineArn: ReadonlySet<string>;
}

const suffix = '.asl.json';

const stemsOf = (folder: string, suffix: string): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith(suffix))
    .map((file) => file.slice(0, -suffix.length));

const placeholder = /\$\{([^}]*)\}/g;

const knownForm = /^([A-Z][A-Za-z0-9]*?)(FunctionArn|StateMachineArn)$/;

const lintPlaceholders = (text: string, known: KnownNames): string[] => {
  const names = new Set([...text.matchAll(placeholder)].map(([, name = '']) => name));
  return [...names].flatMap((name) => {
    const [, pascal = '', kind] = knownForm.exec(name) ?? [];
    if (kind !== 'FunctionArn' && kind !== 'StateMachineArn') {
      return [`\${${name}}: is neither a function's nor a state machine's ARN`];
    }
    const stem = pascal.replace(/(?<!^)(?=[A-Z])/g, '-').toLowerCase();
    const what = kind === 'FunctionArn' ? 'function' : 'state machine';
    return known[kind].has(stem) ? [] : [`\${${name}}: there is no ${what} '${stem}'`];
  });
};

/** The definition as it is deployed: with an ARN in place of each placeholder. */
const substituted = (text: string): unknown => {
  const arn = text.replaceAll(placeholder, (_, name: string) =>
    name.endsWith('StateMachineArn')
      ? `arn:aws:states:us-east-1:000000000000:stateMachine:${name}`
      : `arn:aws:lambda:us-east-1:000000000000:function:${name}`,
  );
  return JSON.parse(arn);
};

const validate = (text: string): string[] =>
  validateAsl(substituted(text)).errors.map((error) => {
    const place = error.schemaError?.instancePath ?? '';
    return `${place === '' ? '/' : place}: ${error['Error code']}: ${error.Message}`;
  });

const refusals = (text: string): readonly string[] => {
  try {
    loadMachine('linted', 'arn', substituted(text));
    return [];
  } catch (error) {
    if (!(error instanceof DefinitionRefused)) throw error;
    return error.problems;
  }
};

const lintText = (text: string, known: KnownNames): string[] => {
  let definition: unknown;
  try {
    definition = JSON.parse(text);
  } catch (error) {
    return [`is not JSON: ${String(error)}`];
  }
  if (!isRecord(definition)) return ['is not an object'];
  return [
    ...lintPlaceholders(text, known),
    ...lintStateMachine(definition),
    ...validate(text),
    ...refusals(text),
  ];
};

/**
 * Checks every machine of a folder: it is valid ASL, it is something that the local interpreter
 * runs, it keeps the house rules, and each placeholder stands for a function or machine that exists.
 */
export const lintFolder = ({ machines, handlers }: Folders): LintedFolder => {
  const files = readdirSync(machines).filter((file) => file.endsWith(suffix));
  const known: KnownNames = {
    FunctionArn: new Set(stemsOf(handlers, '.ts')),
    StateMachineArn: new Set(stemsOf(machines, suffix)),
  };
  const faults = files.flatMap((file) => {
    const found = lintText(readFileSync(join(machines, file), 'utf8'), known);
    return found.map((fault) => `${file}: ${fault}`);
  });
  return { machineCount: files.length, faults };
};
