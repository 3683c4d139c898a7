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

describe('each use case', () => {
  it('of the product has a test of its name', () => {
    expect(checkNamedTests(root)).toEqual([]);
  });

  it.each([
    ["test('is', () => 1);"],
    ["describe('it', () => {\n  it('is', () => 1);\n});"],
    ['it.each([1])("is", () => 1);'],
    ['test.each<number>([1])("is", () => 1);'],
  ])('has one where its test says %j', async (text) => {
    await build({ [useCase]: '', [itsTest]: text });

    expect(checkNamedTests(folder)).toEqual([]);
  });

  it('is named where it has none', async () => {
    await build({ [useCase]: '', 'test/application/task/read-task.test.ts': "it('is', () => 1);" });

    expect(checkNamedTests(folder)).toEqual([`${useCase}: there is no ${itsTest}`]);
  });

  it('is named where its test tests nothing', async () => {
    await build({ [useCase]: '', [itsTest]: "describe('submit', () => {});" });

    expect(checkNamedTests(folder)).toEqual([`${useCase}: ${itsTest} tests nothing`]);
  });

  it('is no port, no step and nothing that is shared', async () => {
    await build({
      [useCase]: '',
      [itsTest]: "it('is', () => 1);",
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
    await build(files);

    expect(checkNamedTests(folder)).toEqual(['functions/application: no use case was looked at']);
  });
});
