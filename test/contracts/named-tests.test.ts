import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkNamedTests } from '../checks/named-tests.ts';

const root = new URL('../..', import.meta.url).pathname.replace(/\/$/, '');

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'named-tests-'));
});

afterEach(() => rm(folder, { recursive: true }));

const build = async (files: Readonly<Record<string, string>>): Promise<void> => {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
};

const useCase = 'functions/application/task/submit-task.ts';
const itsTest = 'test/application/task/submit-task.test.ts';
const rule = 'functions/domain/plan/pick/choose.ts';
const ruleTest = 'test/domain/plan/pick/choose.test.ts';
const aRule = 'export const choose = <One>(one: One): One => one;';
const tested = "it('is', () => 1);";
/** A rule that is tested, and so is looked at and has no fault. */
const testedRule = { [rule]: aRule, [ruleTest]: tested };
const testedUseCase = { [useCase]: '', [itsTest]: tested };

describe('each use case', () => {
  it('and each domain rule of the product has a test of its name', () => {
    expect(checkNamedTests(root)).toEqual([]);
  });

  it.each([
    ["test('is', () => 1);"],
    ["describe('it', () => {\n  it('is', () => 1);\n});"],
    ['it.each([1])("is", () => 1);'],
    ['test.each<number>([1])("is", () => 1);'],
  ])('has one where its test says %j', async (text) => {
    await build({ ...testedRule, [useCase]: '', [itsTest]: text });

    expect(checkNamedTests(folder)).toEqual([]);
  });

  it('is named where it has none', async () => {
    await build({
      ...testedRule,
      [useCase]: '',
      'test/application/task/read-task.test.ts': tested,
    });

    expect(checkNamedTests(folder)).toEqual([`${useCase}: there is no ${itsTest}`]);
  });

  it('is named where its test tests nothing', async () => {
    await build({ ...testedRule, [useCase]: '', [itsTest]: "describe('submit', () => {});" });

    expect(checkNamedTests(folder)).toEqual([`${useCase}: ${itsTest} tests nothing`]);
  });

  it('is no port, no step and nothing that is shared', async () => {
    await build({
      ...testedRule,
      ...testedUseCase,
      'functions/application/task/task-ports.ts': '',
      'functions/application/task/steps/view-task.ts': '',
      'functions/application/shared/load-task.ts': '',
    });

    expect(checkNamedTests(folder)).toEqual([]);
  });

  it.each([
    ['no folder of them', {}],
    ['nothing but ports', { 'functions/application/task/task-ports.ts': '' }],
  ])('is not said to be tested where there is %s', async (_, files) => {
    await build({ ...testedRule, ...files });

    expect(checkNamedTests(folder)).toEqual(['functions/application: no use case was looked at']);
  });
});

describe('each domain rule', () => {
  it.each([
    ['an arrow', aRule],
    ['an async one', 'export const choose = async () => 1;'],
    ['a generator', 'export const choose = function* () { yield 1; };'],
    ['one among schemas', 'export const A = z.string();\nexport const b = (c: string) => c;'],
  ])('that is %s is named where it has no test', async (_, text) => {
    await build({ ...testedUseCase, [rule]: text });

    expect(checkNamedTests(folder)).toEqual([`${rule}: there is no ${ruleTest}`]);
  });

  it('is named where its test tests nothing', async () => {
    await build({ ...testedUseCase, [rule]: aRule, [ruleTest]: "describe('it', () => {});" });

    expect(checkNamedTests(folder)).toEqual([`${rule}: ${ruleTest} tests nothing`]);
  });

  it.each([
    ['a schema', 'export const A = z.string().transform((text) => text.trim());'],
    ['a type', 'export interface A { readonly b: () => void }'],
    ['a record', 'export const a = { b: 1 } as const;'],
    ['a function of its own', 'const own = () => 1;\nexport const a = own();'],
  ])('is not %s', async (_, text) => {
    await build({ ...testedUseCase, ...testedRule, 'functions/domain/plan/other.ts': text });

    expect(checkNamedTests(folder)).toEqual([]);
  });

  it('is not said to be tested where there is none', async () => {
    await build({ ...testedUseCase, 'functions/domain/plan/a.ts': 'export const A = z.string();' });

    expect(checkNamedTests(folder)).toEqual(['functions/domain: no domain rule was looked at']);
  });
});
