import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { build } from 'esbuild';
import type { BuildOptions, Metafile } from 'esbuild';
import { routeGroups } from '../../../functions/contract/groups.ts';
import { fallbackRoute, routes } from '../../../functions/contract/routes.ts';
import { variables } from '../../../functions/runtime/environment.ts';
import type { VariableName } from '../../../functions/runtime/environment.ts';
import { lazyYaml } from './lazy-yaml.ts';

/** One deployable function: its folder, and the environment variables that its code reads. */
export interface FunctionBundle {
  readonly name: string;
  readonly kind: 'api' | 'workflow' | 'event';
  readonly folder: string;
  readonly variables: readonly VariableName[];
  /** Packages of the SDK clients that are in the bundle. */
  readonly sdkClients: readonly string[];
}

const root = new URL('../../../', import.meta.url).pathname;

/** SDK and helpers are bundled; CommonJS packages inside an ES module need a `require`. */
const banner =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

interface Entry {
  readonly name: string;
  readonly kind: FunctionBundle['kind'];
  readonly contents: string;
}

const stemsIn = (folder: string): readonly string[] =>
  readdirSync(`${root}functions/handlers/${folder}`)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -'.ts'.length));

const singleEntries = (folder: 'workflow' | 'events', kind: Entry['kind']): readonly Entry[] =>
  stemsIn(folder).map((stem) => ({
    name: stem,
    kind,
    contents: `export { handler } from './functions/handlers/${folder}/${stem}.ts';`,
  }));

/** The handlers of one right behind one function: API Gateway's route key chooses among them. */
const groupEntries = (): readonly Entry[] =>
  routeGroups.map((group) => {
    const own = routes.filter((route) => route.group === group);
    const pairs = [
      ...own.map((route) => [`${route.method} ${route.path}`, route.handler]),
      ...(fallbackRoute.group === group ? [['$default', fallbackRoute.handler]] : []),
    ] as const;
    const stems = [...new Set(pairs.map(([, stem]) => stem))];
    const imports = stems.map(
      (stem, index) =>
        `import { handler as h${index} } from './functions/handlers/api/${group}/${stem ?? ''}.ts';`,
    );
    const table = pairs.map(([key, stem]) => `${JSON.stringify(key)}: h${stems.indexOf(stem)}`);
    return {
      name: `api-${group}`,
      kind: 'api',
      contents: `${imports.join('\n')}
import { dispatch } from './functions/runtime/dispatch.ts';
export const handler = dispatch({ ${table.join(', ')} });`,
    };
  });

const variableNames = Object.keys(variables) as VariableName[];

/**
 * Unused code is gone from a bundle, so what it still reads is what the function needs. A bundler
 * numbers a name that several modules have.
 */
const variablesRead = (code: string): readonly VariableName[] => {
  const calls = [...code.matchAll(/readEnvironment\d*\(([^)]*)\)/g)].map(
    ([, names]) => names ?? '',
  );
  return variableNames.filter((name) => calls.some((names) => names.includes(`"${name}"`)));
};

const sdkClientsIn = ({ outputs }: Metafile): readonly string[] => {
  const files = Object.values(outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  const packages = files.flatMap(
    ([path]) => /node_modules\/(@aws-sdk\/client-[^/]+)/.exec(path)?.[1] ?? [],
  );
  return [...new Set(packages)].sort();
};

/** How a function's code is bundled. */
export const optionsFor = (contents: string): BuildOptions => ({
  stdin: { contents, resolveDir: root, loader: 'ts' },
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  banner: { js: banner },
  plugins: [lazyYaml],
  legalComments: 'none',
  logLevel: 'warning',
});

const bundle = async (entry: Entry, outputFolder: string): Promise<FunctionBundle> => {
  const folder = `${outputFolder}/${entry.name}`;
  const options = optionsFor(entry.contents);
  const readable = await build({ ...options, metafile: true, write: false });
  await build({
    ...options,
    minify: true,
    keepNames: false,
    // What is imported on demand, such as SMTP or SSO credentials, stays out of the cold start.
    splitting: true,
    outdir: folder,
    entryNames: 'index',
    outExtension: { '.js': '.mjs' },
  });
  const read = variablesRead(readable.outputFiles[0]?.text ?? '');
  if (read.includes('POLICY_DIR')) {
    cpSync(`${root}policies/bundle`, `${folder}/policies`, { recursive: true });
  }
  return {
    name: entry.name,
    kind: entry.kind,
    folder,
    variables: read,
    sdkClients: sdkClientsIn(readable.metafile),
  };
};

/**
 * Bundles every handler: one function for each workflow step and event, and one for each right of
 * the API. The folder is emptied before.
 */
export const bundleFunctions = async (
  outputFolder = `${root}dist/lambda`,
): Promise<readonly FunctionBundle[]> => {
  rmSync(outputFolder, { recursive: true, force: true });
  mkdirSync(outputFolder, { recursive: true });
  const entries = [
    ...groupEntries(),
    ...singleEntries('workflow', 'workflow'),
    ...singleEntries('events', 'event'),
  ];
  return Promise.all(entries.map((entry) => bundle(entry, outputFolder)));
};

/** The text of a state machine as it stands in `statemachines/`. */
export const machineText = (name: string): string =>
  readFileSync(`${root}statemachines/${name}.asl.json`, 'utf8');
