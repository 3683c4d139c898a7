import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { variables } from '../../functions/runtime/environment.ts';
import { root } from '../support/seams/machines.ts';

const known = Object.keys(variables).sort();

const sources = readdirSync(join(root, 'functions'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => [file, readFileSync(join(root, 'functions', file), 'utf8')] as const);

const importsIt = /import \{[^}]*\breadEnvironment\b[^}]*\} from '[^']*\/environment\.ts'/;

/** The literal names in every call of readEnvironment. */
const read = sources
  .filter(([, text]) => importsIt.test(text))
  .flatMap(([file, text]) =>
    [...text.matchAll(/readEnvironment\(([^)]*)\)/g)].map(
      ([, names]) => [file, names ?? ''] as const,
    ),
  );

const namesIn = (text: string): readonly string[] =>
  [...text.matchAll(/'([A-Z_]+)'/g)].map(([, name]) => name ?? '');

describe('the environment variables', () => {
  it('are each read somewhere', () => {
    const names = new Set(read.flatMap(([, text]) => namesIn(text)));

    expect(known.filter((name) => !names.has(name))).toEqual([]);
    expect([...names].filter((name) => !known.includes(name))).toEqual([]);
  });

  it('are named by literals, so that a bundle shows what it reads', () => {
    const other = read.filter(([, text]) => !/^\s*'[A-Z_]+'(,\s*'[A-Z_]+')*,?\s*$/.test(text));

    expect(read.length).toBeGreaterThan(0);
    expect(other).toEqual([]);
  });

  it('are read nowhere else', () => {
    const direct = sources.filter(([, text]) => text.includes('process.env')).map(([file]) => file);

    expect(direct).toEqual(['runtime/environment.ts']);
  });

  it('are all in the table of the README that says what functions read', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const [, functions = ''] = readme.split('Every function reads these');
    const [, table = ''] = functions.split('\n\n');
    const rows = [...table.matchAll(/^\| `([A-Z_]+)` +\|/gm)];

    expect(rows.map(([, name]) => name).sort()).toEqual(known);
  });

  it('have in the README the defaults that the code has', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const rows = [...readme.matchAll(/^\| `([A-Z_]+)` +\| `([^`]+)` +\|/gm)];
    const defaults = rows.filter(([, name]) => name !== undefined && name in variables);

    expect(defaults.length).toBeGreaterThan(5);
    for (const [, name, shown] of defaults) {
      const standing = variables[name as keyof typeof variables].parse(undefined);
      expect([name, String(standing)]).toEqual([name, shown]);
    }
  });
});
