import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ESLint } from 'eslint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgeText } from '../support/checks/judge-text.ts';
import { closedSets } from './closed-sets-list.mjs';
import { noRest } from './closed-sets.mjs';

const root = resolve(import.meta.dirname, '../..');
const strictSet = { type: 'Shape', in: 'shape.ts', strict: true };
const looseSet = { type: 'Color', in: 'shape.ts' };
const memberSet = { type: 'Message', member: 'kind', in: 'shape.ts' };

let folder: string;
beforeAll(() => {
  // Below the project, so that a TypeScript project of its own is found from its files.
  const cache = join(root, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  folder = mkdtempSync(join(cache, 'closed-sets-'));
  const options = { strict: true, target: 'es2023', module: 'esnext', types: [] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options }));
  writeFileSync(
    join(folder, 'shape.ts'),
    `export type Shape = 'square' | 'circle';
     export type Color = 'red' | 'green' | 'blue';
     export type Message =
       { readonly kind: 'letter'; readonly to: string } | { readonly kind: 'call' } | { readonly kind: 'visit' };`,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const faultsOf = (body: string, sets: readonly object[]): Promise<readonly string[]> =>
  judgeText(
    folder,
    `import type { Color, Message, Shape } from './shape.ts';\nexport ${body}\nexport type All = [Color, Message, Shape];`,
    { name: 'no-rest', rule: noRest, options: { root: folder, sets } },
  );

const all = [strictSet, looseSet, memberSet];

describe('a rest over a closed set', () => {
  it.each([
    ['a ternary', `const a = (c: Color) => (c === 'red' ? 1 : 2);`, ['rest']],
    ['a negated ternary', `const a = (c: Color) => (c !== 'red' ? 1 : 2);`, ['rest']],
    [
      'a ternary over a member',
      `const a = (o: { c: Color | null }) => o.c === 'red' ? 1 : 2;`,
      ['rest'],
    ],
    [
      'a ternary over the kind of a message',
      `const a = (m: Message) => m.kind === 'letter' ? m.to : 'x';`,
      ['rest'],
    ],
    [
      'a ternary over a type parameter',
      `const a = <C extends Color>(c: C) => c === 'red' ? 1 : 2;`,
      ['rest'],
    ],
    [
      'the second of two ternaries',
      `const a = (c: Color) => c === 'red' ? 1 : c === 'green' ? 2 : 3;`,
      ['rest'],
    ],
    [
      'ifs one after another',
      `const a = (c: Color) => { if (c === 'red') return 1; if (c === 'green') return 2; return 3; };`,
      ['rest'],
    ],
    [
      'ifs that narrow a message',
      `const a = (m: Message) => { if (m.kind === 'letter') return 1; if (m.kind === 'call') return 2; return 3; };`,
      ['rest'],
    ],
    [
      'an else',
      `const a = (c: Color) => { let n = 0; if (c === 'red') n = 1; else n = 2; return n; };`,
      ['rest'],
    ],
    [
      'a default',
      `const a = (c: Color) => { switch (c) { case 'red': return 1; default: return 2; } };`,
      ['rest'],
    ],
    ['a partial record', `const a: Partial<Record<Color, string>> = { red: 'r' };`, ['partial']],
    [
      'any comparison, where the set is strict',
      `const a = (s: Shape) => s === 'square';`,
      ['compared'],
    ],
  ])('is found in %s', async (_name, body, faults) => {
    expect(await faultsOf(body, all)).toEqual(faults);
  });

  it.each([
    ['a total record', `const a = { red: 1, green: 2, blue: 3 } satisfies Record<Color, number>;`],
    [
      'a switch without default',
      `const a = (c: Color) => { switch (c) { case 'red': return 1; case 'green': case 'blue': return 2; } };`,
    ],
    ['a claim', `const a = (c: Color) => c === 'red';`],
    ['one guard', `const a = (c: Color) => { if (c === 'red') return 1; return 2; };`],
    ['a rest of nothing', `const a = (c: Color) => (c === 'red' ? 1 : null);`],
    ['a rest that stays as it is', `const a = (o: { c: Color }) => (o.c === 'red' ? null : o);`],
    [
      'a rest that is looked at again',
      `const b = (c: 'green' | 'blue') => c; export const a = (c: Color) => (c === 'red' ? 'r' : b(c));`,
    ],
    ['text', `const a = (c: string) => (c === 'red' ? 1 : 2);`],
    ['a part of the set', `const a = (c: 'red' | 'green') => (c === 'red' ? 1 : 2);`],
  ])('is not seen in %s', async (_name, body) => {
    expect(await faultsOf(body, all)).toEqual([]);
  });

  it('can’t be looked for by a name that went away', async () => {
    const body = `const a = 1;`;
    await expect(faultsOf(body, [{ type: 'Gone', in: 'shape.ts' }])).rejects.toThrow(
      'shape.ts exports no Gone',
    );
    await expect(faultsOf(body, [{ type: 'Color', in: 'gone.ts' }])).rejects.toThrow(
      'there is no gone.ts',
    );
  });
});

describe('the product', () => {
  it('is linted with the rule, for every set of the list', async () => {
    const eslint = new ESLint({ cwd: root });
    const config = (await eslint.calculateConfigForFile(
      join(root, 'functions/domain/plan/health-check.ts'),
    )) as { rules: Record<string, unknown> };

    expect(config.rules['closed-sets/no-rest']).toEqual([2, { root, sets: closedSets }]);
    expect(closedSets.filter(({ strict }) => strict).map(({ type }) => type)).toEqual([
      'CheckType',
      'ActionType',
      'ChannelName',
      'PolicyName',
      'ReasonCode',
    ]);
  });
});
