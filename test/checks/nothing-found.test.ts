import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ESLint } from 'eslint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgeText } from '../support/checks/judge-text.ts';
import { nothingFound } from './nothing-found.mjs';

const root = resolve(import.meta.dirname, '../..');

interface Options {
  readonly nothing: 'null' | 'undefined';
  readonly declared?: boolean;
}

let folder: string;
beforeAll(() => {
  // Below the project, so that a TypeScript project of its own is found from its files.
  const cache = join(root, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  folder = mkdtempSync(join(cache, 'nothing-found-'));
  const options = { strict: true, target: 'es2023', module: 'esnext', types: [] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const faultsOf = (text: string, options: Options): Promise<readonly string[]> =>
  judgeText(folder, `${text}\nexport {};`, { name: 'word', rule: nothingFound, options });

const find = '(list: readonly string[]) => list.find((one) => one)';
const json = 'type Json = string | number | boolean | null | readonly Json[];';

describe('where nothing is null, a function', () => {
  it.each([
    ['that answers a search as it is', `export const a = ${find};`, ['answer']],
    ['that says so', `export const a = (b: string): string | undefined => b;`, ['answer']],
    [
      'that returns undefined',
      `export const a = (b: string) => { if (b) return b; return undefined; };`,
      ['answer'],
    ],
    [
      'that promises it',
      `export const a = async (): Promise<string | undefined> => 'x';`,
      ['answer'],
    ],
    [
      'of a class',
      `export class A { find(b?: string): string | undefined { return b; } }`,
      ['answer'],
    ],
    [
      'that a port declares',
      `export interface A { readonly get: (id: string) => Promise<string | undefined>; }`,
      ['answer'],
    ],
    [
      'that a signature declares',
      `export interface A { (id: string): string | undefined }`,
      ['answer'],
    ],
    [
      'that answers both',
      `export const a = (): string | null | undefined => null;`,
      ['answer', 'both'],
    ],
    ['that a helper is', `const a = ${find};\nexport const b = a([]) ?? null;`, ['answer']],
  ])('%s is named', async (_, text, faults) => {
    expect(await faultsOf(text, { nothing: 'null' })).toEqual(faults);
  });

  it.each([
    ['that answers null', `export const a = (b: string[]): string | null => b[0] ?? null;`],
    ['that answers nothing at all', `export const a = (b: string): void => { b.trim(); };`],
    ['that may give up its work', `export const a = (): void | undefined => undefined;`],
    ['that is handed over', `export const a = ['b'].map((one) => one.match(/b/)?.[1]).length;`],
    [
      'whose answer its receiver names',
      `export const a = new Promise<string | undefined>((b) => b(undefined));`,
    ],
    [
      'that takes what may not be given',
      `export const a = (b: string | undefined, c?: string) => b === c;`,
    ],
    ['that gives back what it was given', `export const a = <T>(b: T): T => b;`],
  ])('%s is let pass', async (_, text) => {
    expect(await faultsOf(text, { nothing: 'null' })).toEqual([]);
  });
});

describe('a member', () => {
  it.each([
    [
      'that may be left out and null',
      `export interface A { readonly b?: string | null }`,
      ['optional'],
    ],
    ['of a class likewise', `export class A { readonly b?: string | null; }`, ['optional']],
    [
      'of a parameter list likewise',
      `export const a = (b?: string | null) => b === 'c';`,
      ['optional'],
    ],
    ['that is both', `export interface A { readonly b: string | null | undefined }`, ['both']],
    [
      'whose elements are both',
      `export type A = readonly (string | null | undefined)[];`,
      ['both'],
    ],
  ])('%s is named', async (_, text, faults) => {
    expect(await faultsOf(text, { nothing: 'null' })).toEqual(faults);
  });

  it.each([
    ['that may be left out', `export interface A { readonly b?: string }`],
    [
      'that may be left out and given as not given',
      `export interface A { readonly b?: string | undefined }`,
    ],
    ['that is null', `export interface A { readonly b: string | null }`],
    [
      'that may be left out and answers null',
      `export interface A { readonly b?: () => string | null }`,
    ],
  ])('%s is let pass', async (_, text) => {
    expect(await faultsOf(text, { nothing: 'null' })).toEqual([]);
  });

  it('is not declared where a condition asks what it is', async () => {
    const text = `export type A<B> = B extends string | null | undefined ? B : never;`;

    expect(await faultsOf(text, { nothing: 'null' })).toEqual([]);
  });
});

describe('where null is a value of JSON, a function', () => {
  it.each([
    [
      'that answers null for nothing',
      `export const a = (b?: string): string | null => b ?? null;`,
      ['answer'],
    ],
    ['that answers undefined', `export const a = (b?: string): string | undefined => b;`, []],
    [
      'that answers any value of JSON',
      `${json}\nexport const a = (b: Json): Json | undefined => b;`,
      [],
    ],
    [
      'that answers null or a number',
      `${json}\nexport const a = (): number | null => 1;`,
      ['answer'],
    ],
  ])('%s is judged so', async (_, text, faults) => {
    expect(await faultsOf(text, { nothing: 'undefined' })).toEqual(faults);
  });
});

describe('where what is declared is judged alone', () => {
  it.each([
    ['a search of no declared answer', `export const a = ${find};`, []],
    ['a declared answer', `export const a = (b?: string): string | undefined => b;`, ['answer']],
    [
      'an option that may be null instead of its default',
      `export interface A { readonly b?: string | null }`,
      [],
    ],
    ['two words for nothing', `export type A = string | null | undefined;`, ['both']],
  ])('%s is judged so', async (_, text, faults) => {
    expect(await faultsOf(text, { nothing: 'null', declared: true })).toEqual(faults);
  });
});

it.each([
  ['functions/domain/plan/plan.ts', [{ nothing: 'null' }]],
  ['infra/local/fleet/fleet.ts', [{ nothing: 'null' }]],
  ['infra/emulators/aws-json/read-body.ts', [{ nothing: 'undefined' }]],
  ['test/support/e2e/until.ts', [{ nothing: 'null', declared: true }]],
  ['test/infra/emulators/dynamodb/support/tables.ts', [{ nothing: 'undefined', declared: true }]],
])('holds %s to the word of its room', async (file, options) => {
  const eslint = new ESLint({ cwd: root });
  const config = (await eslint.calculateConfigForFile(join(root, file))) as {
    readonly rules: Readonly<Record<string, readonly unknown[]>>;
  };

  expect(config.rules['nothing-found/word']).toEqual([2, ...options]);
});
