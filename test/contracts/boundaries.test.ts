import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import extractDepcruiseConfig from 'dependency-cruiser/config-utl/extract-depcruise-config';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkBoundaries, layers } from '../checks/boundaries.ts';

const root = new URL('../..', import.meta.url).pathname.replace(/\/$/, '');

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'boundaries-'));
});

afterEach(() => rm(folder, { recursive: true }));

/** A tree with harmless modules in each layer, and what rules tell apart within it. */
const house: Readonly<Record<string, string>> = {
  'functions/contract/operations.ts': "export { task } from '../domain/task/task.ts';",
  'functions/domain/task/task.ts': 'export const task = 1;',
  'functions/specialists/list.ts': "export { drift } from './drift/drift.ts';",
  'functions/specialists/drift/drift.ts': "export { patch as drift } from '../actions/patch.ts';",
  'functions/specialists/backup/backup.ts': "export { count as backup } from '../tools/count.ts';",
  'functions/specialists/ports.ts': 'export const port = 1;',
  'functions/specialists/tools/count.ts': "export { port as count } from '../ports.ts';",
  'functions/specialists/actions/patch.ts':
    "export { task as patch } from '../../domain/task/task.ts';",
  'functions/application/task/task-ports.ts': 'export const port = 1;',
  'functions/application/task/submit-task.ts': "export { step } from './steps/load-task.ts';",
  'functions/application/task/steps/load-task.ts':
    "import { port } from '../task-ports.ts';\nexport type Step = number;\nexport const step = port;",
  'functions/application/shared/ports.ts': "export { task } from '../../domain/task/task.ts';",
  'functions/application/plan/score-plan.ts':
    "import type { Step } from '../task/steps/load-task.ts';\nexport const score: Step = 1;",
  'functions/adapters/dynamodb/store.ts':
    "export { port } from '../../application/task/task-ports.ts';",
  'functions/adapters/slack/channel.ts': 'export const channel = 1;',
  'functions/runtime/environment.ts': "export { task } from '../domain/task/task.ts';",
  'functions/handlers/api/get.ts': "export { task } from '../../runtime/environment.ts';",
  'infra/aws/stack.ts': "export { task } from '../../functions/contract/operations.ts';",
  'infra/emulators/queue/queue.ts': "export { protocol } from '../aws-json/protocol.ts';",
  'infra/emulators/queue/parts/part.ts': 'export const part = 1;',
  'infra/emulators/store/store.ts': "export { protocol } from '../aws-json/protocol.ts';",
  'infra/emulators/aws-json/protocol.ts': 'export const protocol = 1;',
  'infra/emulators/step-functions/load.ts': 'export const load = 1;',
  'infra/local/server.ts': "export { protocol } from '../emulators/queue/queue.ts';",
  'statemachines/lint/lint.ts':
    "export { load } from '../../infra/emulators/step-functions/load.ts';",
};

const build = async (files: Readonly<Record<string, string>>): Promise<void> => {
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
};

/** The names of the rules that a tree breaks with some files more. */
const broken = async (more: Readonly<Record<string, string>>): Promise<readonly string[]> => {
  await build({ ...house, ...more });
  const faults = await checkBoundaries(folder);
  return [...new Set(faults.map((fault) => fault.split(':')[0] ?? ''))];
};

/** An import that each rule refuses. */
const violations: readonly (readonly [rule: string, path: string, specifier: string])[] = [
  ['resolvable', 'functions/a.ts', './missing.ts'],
  ['domain-is-pure', 'functions/domain/a.ts', 'node:fs'],
  ['domain-is-pure', 'functions/domain/a.ts', '../application/task/task-ports.ts'],
  ['domain-is-pure', 'functions/domain/a.ts', '../specialists/list.ts'],
  ['specialists-stand-alone', 'functions/specialists/drift/a.ts', '../backup/backup.ts'],
  ['specialists-stand-alone', 'functions/specialists/drift/a.ts', 'node:fs'],
  [
    'specialists-stand-alone',
    'functions/specialists/drift/a.ts',
    '../../application/task/task-ports.ts',
  ],
  ['specialists-know-the-domain', 'functions/specialists/a.ts', '../adapters/slack/channel.ts'],
  ['actions-know-the-domain', 'functions/specialists/actions/a.ts', '../ports.ts'],
  ['actions-know-the-domain', 'functions/specialists/actions/a.ts', '../tools/count.ts'],
  ['specialists-know-the-domain', 'functions/specialists/a.ts', 'node:fs'],
  [
    'application-knows-its-ports',
    'functions/application/task/a.ts',
    '../../adapters/dynamodb/store.ts',
  ],
  ['application-knows-its-ports', 'functions/application/task/a.ts', 'node:crypto'],
  [
    'application-knows-its-ports',
    'functions/application/task/a.ts',
    '../../runtime/environment.ts',
  ],
  [
    'application-knows-its-ports',
    'functions/application/task/a.ts',
    '../../contract/operations.ts',
  ],
  ['application-in-rooms', 'functions/application/plan/a.ts', '../task/steps/load-task.ts'],
  ['application-in-rooms', 'functions/application/plan/a.ts', '../task/task-ports.ts'],
  ['verbs-do-not-call-verbs', 'functions/application/task/a.ts', './submit-task.ts'],
  ['verbs-do-not-call-verbs', 'functions/application/task/steps/a.ts', '../submit-task.ts'],
  ['adapters-know-one-thing', 'functions/adapters/dynamodb/a.ts', '../slack/channel.ts'],
  [
    'adapters-know-one-thing',
    'functions/adapters/dynamodb/a.ts',
    '../../application/task/submit-task.ts',
  ],
  ['adapters-know-one-thing', 'functions/adapters/dynamodb/a.ts', '../../runtime/environment.ts'],
  ['contract-is-data', 'functions/contract/a.ts', '../application/task/task-ports.ts'],
  ['contract-is-data', 'functions/contract/a.ts', '../runtime/environment.ts'],
  ['contract-is-data', 'functions/contract/a.ts', 'node:fs'],
  ['runtime-does-not-know-handlers', 'functions/runtime/a.ts', '../handlers/api/get.ts'],
  ['handlers-are-thin', 'functions/handlers/api/a.ts', '../../adapters/dynamodb/store.ts'],
  ['handlers-are-thin', 'functions/handlers/api/a.ts', 'node:fs'],
  ['cdk-knows-names', 'infra/aws/a.ts', '../../functions/domain/task/task.ts'],
  ['cdk-knows-names', 'infra/aws/a.ts', '../local/server.ts'],
  ['emulators-know-no-product', 'infra/emulators/a.ts', '../../functions/domain/task/task.ts'],
  ['emulators-know-no-product', 'infra/emulators/a.ts', '../local/server.ts'],
  ['emulators-stand-alone', 'infra/emulators/queue/a.ts', '../store/store.ts'],
  ['local-target-is-outside', 'infra/local/a.ts', '../../functions/domain/task/task.ts'],
  ['local-target-is-outside', 'infra/local/a.ts', '../aws/stack.ts'],
  [
    'machines-know-the-interpreter',
    'statemachines/lint/a.ts',
    '../../infra/emulators/store/store.ts',
  ],
  [
    'machines-know-the-interpreter',
    'statemachines/lint/a.ts',
    '../../functions/domain/task/task.ts',
  ],
];

/** Circles: no single import is at fault. */
const circles: readonly (readonly [
  rule: string,
  what: string,
  Readonly<Record<string, string>>,
])[] = [
  [
    'no-circular',
    'modules',
    {
      'functions/domain/a.ts': "import { b } from './b.ts';\nexport const a = () => b;",
      'functions/domain/b.ts': "import { a } from './a.ts';\nexport const b = () => a;",
    },
  ],
  [
    'no-circular',
    'types',
    {
      'functions/domain/a.ts': "import type { B } from './b.ts';\nexport type A = B | 1;",
      'functions/domain/b.ts': "import type { A } from './a.ts';\nexport type B = A | 2;",
    },
  ],
  [
    'rooms-of-emulators-in-order',
    'folders of an emulator',
    {
      'infra/emulators/queue/other/a.ts': "export { part } from '../parts/part.ts';",
      'infra/emulators/queue/other/b.ts': 'export const b = 1;',
      'infra/emulators/queue/parts/a.ts': "export { b } from '../other/b.ts';",
    },
  ],
];

describe('the boundaries', () => {
  it('hold in the product', async () => {
    expect(await checkBoundaries(root)).toEqual([]);
  }, 120_000);

  it('hold in a tree that keeps them', async () => {
    expect(await broken({})).toEqual([]);
  });

  it.each(violations)('by the rule %s do not let %s import %s', async (rule, path, specifier) => {
    const text = `import '${specifier}';\nexport const a = 1;`;

    expect(await broken({ [path]: text })).toEqual([rule]);
  });

  it('have a violation here for every rule', async () => {
    const config = await extractDepcruiseConfig(join(root, '.dependency-cruiser.cjs'));
    const rules = (config.forbidden ?? []).map(({ name }) => name);

    const told = [...violations, ...circles].map(([rule]) => rule);
    expect([...new Set(told)].sort()).toEqual(rules.sort());
  });

  it.each(circles)('by the rule %s do not let %s go in a circle', async (rule, _, circle) => {
    expect(await broken(circle)).toEqual([rule]);
  });

  it.each(layers)('are not called kept where a layer is empty (without %s)', async (layer) => {
    const rest = Object.keys(house).filter((path) => !path.startsWith(layer));
    await build(Object.fromEntries(rest.map((path) => [path, 'export const x = 1;'])));

    expect(await checkBoundaries(folder)).toEqual([`${layer}: no module was looked at`]);
  });

  it('know every folder of functions/ and infra/ as a layer', async () => {
    const found = await Promise.all(
      ['functions', 'infra'].map(async (top) =>
        (await readdir(join(root, top), { withFileTypes: true }))
          .filter((entry) => entry.isDirectory())
          .map((entry) => `${top}/${entry.name}/`),
      ),
    );

    expect(found.flat().filter((layer) => !layers.includes(layer))).toEqual([]);
  });
});
