import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface MachineDefinition {
  readonly name: string;
  readonly definition: unknown;
}

const suffix = '.asl.json';
const placeholder = /\$\{([A-Za-z0-9]+?)(Function|StateMachine)Arn\}/g;

export const stateMachineArn = (name: string): string =>
  `arn:aws:states:us-east-1:000000000000:stateMachine:${name}`;

const kebabCase = (pascal: string): string => pascal.replace(/(?<!^)(?=[A-Z])/g, '-').toLowerCase();

export interface KnownNames {
  readonly functionArn: (stem: string) => string;
  readonly functions: readonly string[];
}

/** @throws Error that names file and placeholder when a placeholder stands for nothing. */
const substitute = (
  text: string,
  file: string,
  known: KnownNames & { readonly machines: readonly string[] },
): string => {
  const substituted = text.replaceAll(placeholder, (whole, pascal: string, kind: string) => {
    const name = kebabCase(pascal);
    const names = kind === 'Function' ? known.functions : known.machines;
    if (!names.includes(name)) throw new Error(`${file}: ${whole} names no ${kind}: ${name}`);
    return kind === 'Function' ? known.functionArn(name) : stateMachineArn(name);
  });
  const left = /\$\{[^}]*\}/.exec(substituted);
  if (left) throw new Error(`${file}: unknown placeholder ${left[0]}`);
  return substituted;
};

/** Every `*.asl.json` of the folder with its placeholders replaced by local ARNs. */
export const readMachines = (folder: string, known: KnownNames): readonly MachineDefinition[] => {
  const files = readdirSync(folder).filter((file) => file.endsWith(suffix));
  const machines = files.map((file) => file.slice(0, -suffix.length));
  return files.map((file, index) => ({
    name: machines[index] ?? file,
    definition: JSON.parse(
      substitute(readFileSync(join(folder, file), 'utf8'), file, { ...known, machines }),
    ) as unknown,
  }));
};
