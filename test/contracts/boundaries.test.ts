import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import extractDepcruiseConfig from 'dependency-cruiser/config-utl/extract-depcruise-config';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkBoundaries } from '../checks/boundaries.ts';

const root = new URL('../..', import.meta.url).pathname.replace(/\/$/, '');

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'boundaries-'));
});

afterEach(() => rm(folder, { recursive: true }));

/** One harmless module in each layer. */
const house: Readonly<Record<string, string>> = {
  'functions/domain/task/task.ts': 'export const task = 1;',
  'functions/application/ports.ts': 'export const port = 1;',
  'functions/application/use-case.ts': "export { task } from '../domain/task/task.ts';",
  'functions/adapters/dynamodb/store.ts': "export { port } from '../../application/ports.ts';",
  'functions/adapters/slack/channel.ts': 'export const channel = 1;',
  'functions/contract/routes.ts': 'export const routes = 1;',
  'functions/specialists/ports.ts': 'export const tools = 1;',
  'functions/specialists/actions/reboot.ts': 'export const reboot = 1;',
  'functions/specialists/tools/count.ts': "export { tools } from '../ports.ts';",
  'functions/specialists/drift/specialist.ts': "export { tools } from '../tools/count.ts';",
  'functions/specialists/patch/specialist.ts': "export { reboot } from '../actions/reboot.ts';",
  'functions/handlers/api/get.ts': "export { routes } from '../../runtime/routes.ts';",
  'infra/aws/stack.ts': "export { routes } from '../../functions/contract/routes.ts';",
  'infra/local/server.ts': "export { routes } from '../../functions/contract/routes.ts';",
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
const violations: readonly (readonly [rule: string, path: string, text: string])[] = [
  ['resolvable', 'functions/a.ts', "import './missing.ts';"],
  ['domain-is-pure', 'functions/domain/a.ts', "import 'node:fs';"],
  ['domain-is-pure', 'functions/domain/a.ts', "import '../application/ports.ts';"],
  [
    'specialists-stand-alone',
    'functions/specialists/drift/a.ts',
    "import '../patch/specialist.ts';",
  ],
  [
    'specialists-stand-alone',
    'functions/specialists/drift/a.ts',
    "import '../../application/ports.ts';",
  ],
  [
    'specialists-know-the-domain',
    'functions/specialists/a.ts',
    "import '../adapters/slack/channel.ts';",
  ],
  ['actions-know-the-domain', 'functions/specialists/actions/a.ts', "import '../ports.ts';"],
  ['actions-know-the-domain', 'functions/specialists/actions/a.ts', "import '../tools/count.ts';"],
  [
    'application-knows-its-ports',
    'functions/application/a.ts',
    "import '../adapters/dynamodb/store.ts';",
  ],
  ['application-knows-its-ports', 'functions/application/a.ts', "import 'node:crypto';"],
  ['application-knows-its-ports', 'functions/application/a.ts', "import '../runtime/routes.ts';"],
  ['adapters-know-one-thing', 'functions/adapters/dynamodb/a.ts', "import '../slack/channel.ts';"],
  [
    'adapters-know-one-thing',
    'functions/adapters/dynamodb/a.ts',
    "import '../../application/use-case.ts';",
  ],
  [
    'adapters-know-one-thing',
    'functions/adapters/dynamodb/a.ts',
    "import '../../runtime/routes.ts';",
  ],
  ['runtime-does-not-know-handlers', 'functions/runtime/a.ts', "import '../handlers/api/get.ts';"],
  [
    'handlers-are-thin',
    'functions/handlers/api/a.ts',
    "import '../../adapters/dynamodb/store.ts';",
  ],
  ['handlers-are-thin', 'functions/handlers/api/a.ts', "import 'node:fs';"],
  ['cdk-knows-names', 'infra/aws/a.ts', "import '../../functions/domain/task/task.ts';"],
  ['cdk-knows-names', 'infra/aws/a.ts', "import '../local/server.ts';"],
  ['local-target-is-outside', 'infra/local/a.ts', "import '../../functions/domain/task/task.ts';"],
  ['local-target-is-outside', 'infra/local/a.ts', "import '../aws/stack.ts';"],
];

describe('the boundaries', () => {
  it('hold in the product', async () => {
    expect(await checkBoundaries(root)).toEqual([]);
  }, 120_000);

  it('hold in a tree that keeps them', async () => {
    expect(await broken({})).toEqual([]);
  });

  it.each(violations)('by the rule %s do not let %s say %s', async (rule, path, text) => {
    expect(await broken({ [path]: `${text}\nexport const a = 1;` })).toEqual([rule]);
  });

  it('have a violation here for every rule', async () => {
    const config = await extractDepcruiseConfig(join(root, '.dependency-cruiser.cjs'));
    const rules = (config.forbidden ?? []).map(({ name }) => name);

    expect([...new Set(violations.map(([rule]) => rule)), 'no-circular'].sort()).toEqual(
      rules.sort(),
    );
  });

  it('do not let modules go in a circle', async () => {
    const circle = {
      'functions/domain/a.ts': "import { b } from './b.ts';\nexport const a = () => b;",
      'functions/domain/b.ts': "import { a } from './a.ts';\nexport const b = () => a;",
    };

    expect(await broken(circle)).toEqual(['no-circular']);
  });

  it('let types go in a circle', async () => {
    const circle = {
      'functions/domain/a.ts': "import type { B } from './b.ts';\nexport type A = B | 1;",
      'functions/domain/b.ts': "import type { A } from './a.ts';\nexport type B = A | 2;",
    };

    expect(await broken(circle)).toEqual([]);
  });

  it.each(Object.keys(house).filter((path) => !/ports|slack/.test(path)))(
    'are not called kept where a layer is empty (without %s)',
    async (path) => {
      const layer = path.split('/').slice(0, 2).join('/');
      const rest = Object.keys(house).filter((other) => !other.startsWith(`${layer}/`));
      const files: Record<string, string> = {};
      for (const name of rest) files[name] = 'export const x = 1;';
      await build(files);

      expect(await checkBoundaries(folder)).toEqual([`${layer}/: no module was looked at`]);
    },
  );
});
