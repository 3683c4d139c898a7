import { join } from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { expect, it } from 'vitest';

const root = new URL('../..', import.meta.url).pathname;

/** Rules that need types are off, for a snippet has no program to ask; of names, nothing is asked. */
const typed = Object.fromEntries(
  Object.entries(tseslint.configs.disableTypeChecked.rules ?? {}).filter(
    ([rule]) => rule !== '@typescript-eslint/naming-convention',
  ),
);

const eslint = new ESLint({
  cwd: root,
  overrideConfig: {
    languageOptions: { parserOptions: { projectService: false } },
    rules: typed,
  },
});

/** The rules that a text breaks in a file of a converted folder. */
const broken = async (text: string): Promise<readonly (string | null)[]> => {
  const filePath = join(root, 'infra/emulators/aws-json/read-body.ts');
  const [result] = await eslint.lintText(text, { filePath });
  return [...new Set((result?.messages ?? []).map(({ ruleId }) => ruleId))];
};

it('lets the accent of the house pass', async () => {
  const text = [
    "import { b } from './b.ts';",
    "import type { B } from './b.ts';",
    'const longestWait = 3;',
    'interface Door {',
    '  readonly open: (by: B) => void;',
    '}',
    'const helper = (by: B): number => longestWait + b(by);',
    'export const door = (): Door => ({ open: (by) => void helper(by) });',
  ];

  expect(await broken(text.join('\n'))).toEqual([]);
});

it.each([
  ['func-style', 'export function a() { return 1; }', 'a hoisted function'],
  ['arrow-body-style', 'export const a = () => { return 1; };', 'a block for one value'],
  ['prefer-arrow-callback', 'export const a = [1].map(function (b) { return b; });', 'a callback'],
  [
    'no-duplicate-imports',
    "import { a } from './a.ts';\nimport { b } from './a.ts';\na(b);",
    'two',
  ],
  ['no-restricted-syntax', "import { a, type B } from './a.ts';\na<B>();", 'a type among values'],
  ['no-restricted-syntax', 'const a = 1;\nexport { a };', 'a list of exports'],
  ['no-restricted-syntax', 'export const a = { b() { return 1; } };', 'a method of an object'],
  ['object-shorthand', 'const b = 1;\nexport const a = { b: b };', 'a name said twice'],
  ['eqeqeq', 'export const a = (b: unknown) => b == 1;', 'a loose comparison'],
  ['@typescript-eslint/array-type', 'export type A = Array<string>;', 'another array'],
  ['@typescript-eslint/consistent-type-definitions', 'export type A = { b: 1 };', 'a shape'],
  ['@typescript-eslint/method-signature-style', 'export interface A { b(): void }', 'a method'],
  [
    '@typescript-eslint/naming-convention',
    'export const MOST_WAITS = 1;',
    'a constant that shouts',
  ],
  [
    '@typescript-eslint/no-use-before-define',
    'export const a = () => b();\nconst b = () => 1;',
    'a helper below its use',
  ],
])('refuses by %s: %s (%s)', async (rule, text) => {
  expect(await broken(text)).toContain(rule);
});
