import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkOneStore } from '../checks/one-store.ts';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'one-store-'));
});

afterEach(() => rm(root, { recursive: true }));

const product = {
  'functions/application/task/task-ports.ts': `
    export interface TaskStore { readonly get: (ref: TaskRef) => Promise<Task | null>; }
    export interface Clock { readonly now: () => number; }`,
  'functions/application/task/get-task.ts':
    "export interface GetTaskDeps { readonly tasks: Pick<TaskStore, 'get'>; }",
  'functions/runtime/log.ts': 'export interface Log { readonly tell: () => void; }',
  'functions/specialists/ports.ts': 'export interface ToolFleet { readonly query: () => void; }',
  'functions/adapters/dynamodb/task-store.ts':
    'export const makeTaskStore = (table: Table): TaskStore => ({ get: () => read(table) });',
  'functions/adapters/environment-settings/settings-store.ts': '',
  'functions/adapters/simulated-fleet/inventory.ts': '',
};
const world = 'test/support/memory/memory-stores.ts';
const memoryTasks =
  'export const memoryTasks = (): TaskStore => ({ get: () => Promise.resolve(kept) });';

const faultsOf = async (files: Readonly<Record<string, string>>): Promise<readonly string[]> => {
  for (const [path, content] of Object.entries({ 'test/a.test.ts': '', ...files })) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return checkOneStore(root);
};

/** What is said of a test file beside the world's store of tasks. */
const faultsBeside = (file: string, text: string): Promise<readonly string[]> =>
  faultsOf({ ...product, [world]: memoryTasks, [file]: text });

describe('each store has one implementation in memory', () => {
  it('in the tests of the product', { timeout: 60_000 }, () => {
    expect(checkOneStore(join(import.meta.dirname, '../..'))).toEqual([]);
  });

  it('so a second one of the world is named', async () => {
    const second = 'test/support/planning/stores.ts';

    expect(await faultsBeside(second, memoryTasks)).toEqual([
      `${world}:1: TaskStore is there in ${second}:1`,
      `${second}:1: TaskStore is there in ${world}:1`,
    ]);
  });

  it.each([
    ['says the port', "const store: Pick<TaskStore, 'get'> = { get: () => answer(task) };"],
    ['satisfies the port', 'const store = { get: () => answer(task) } satisfies TaskStore;'],
    ['answers the port', 'const store = (): TaskStore => ({ get: () => answer(task) });'],
    ['is given as the port', 'run({ tasks: { get: () => Promise.resolve(task) } });'],
    ['is a constant of that name', 'const tasks = { get() { return Promise.resolve(task); } };'],
    ['only fails in part', 'run({ tasks: { get: () => (ok ? task : Promise.reject(gone)) } });'],
  ])('so one that %s in a test is named', async (_, text) => {
    expect(await faultsBeside('test/domain/b.test.ts', text)).toEqual([
      'test/domain/b.test.ts:1: TaskStore is written out; stores of tests are in test/support/',
    ]);
  });

  it.each([
    ['asks the world', 'run({ tasks: memoryTasks() });'],
    ['changes the world’s', 'run({ tasks: { ...memoryTasks(), get: () => answer(task) } });'],
    ['hands on to another', 'run({ tasks: { get: (ref) => seen(ref, stores.tasks.get(ref)) } });'],
    ['is away', 'run({ tasks: { get: () => Promise.reject(gone) } });'],
    ['has another method', 'const tasks = { wanted: () => 3 };'],
    ['holds data', "const tasks = { get: 'a task' };"],
    ['is no store', 'const clock: Clock = { now: () => 1 };'],
  ])('and what %s is let pass', async (_, text) => {
    expect(await faultsBeside('test/domain/b.test.ts', text)).toEqual([]);
  });

  it('is not said where the product has no stores', async () => {
    const without = { ...product, 'functions/adapters/dynamodb/task-store.ts': '' };

    expect(await faultsOf({ ...without, [world]: memoryTasks })).toEqual([
      'no store of the product was found',
    ]);
  });

  it('is not said where the world has none', async () => {
    expect(await faultsOf(product)).toEqual(['no store of the world was found']);
  });
});
