import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { bundleFunctions, optionsFor } from '../../../infra/aws/compute/bundle-functions.ts';
import type { FunctionBundle } from '../../../infra/aws/compute/bundle-functions.ts';
import { folderBytes, newFolder } from '../folders.ts';
import { median, quantile } from '../measure.ts';
import { forInformation, kilobytes, milliseconds } from '../report.ts';
import type { Row, Section } from '../report.ts';

const rounds = 9;
const sizeLimit = 700 * 1024;
const sizeOverBare = 250 * 1024;
const loadLimit = 1.8;

const clientClasses: Readonly<Record<string, string>> = {
  '@aws-sdk/client-dynamodb': 'DynamoDBClient',
  '@aws-sdk/client-sesv2': 'SESv2Client',
  '@aws-sdk/client-sfn': 'SFNClient',
  '@aws-sdk/client-sns': 'SNSClient',
};

const classOf = (client: string): string => {
  const name = clientClasses[client];
  if (name === undefined) throw new Error(`The bare handler can't make a client of ${client}`);
  return name;
};

/**
 * The least that a function with these SDK clients can be: it makes them and answers. Without
 * clients it imports one built-in module, and little can be as light as that.
 */
const bareSource = (clients: readonly string[]): string =>
  clients.length === 0
    ? `import { randomUUID } from 'node:crypto'; export const handler = async () => randomUUID();`
    : [
        ...clients.map((client) => `import { ${classOf(client)} } from '${client}';`),
        `const clients = [${clients.map((client) => `new ${classOf(client)}({})`).join(', ')}];`,
        'export const handler = async () => clients.length;',
      ].join('\n');

interface Loadable {
  readonly name: string;
  readonly file: string;
}

const buildBare = async (clients: readonly string[]): Promise<Loadable> => {
  const file = join(newFolder(), 'index.mjs');
  await build({ ...optionsFor(bareSource(clients)), minify: true, outfile: file });
  const names = clients.map((client) => client.replace('@aws-sdk/client-', ''));
  return { name: `bare: ${names.join(', ') || 'no client'}`, file };
};

const staticImport = /(?:from|import)\s*"(\.\/[^"]+)"/g;

/** Bytes of a file and of all that its static imports bring: what a cold start reads. */
const bytesAtStart = (file: string, seen = new Set<string>()): number => {
  if (seen.has(file)) return 0;
  seen.add(file);
  const imported = [...readFileSync(file, 'utf8').matchAll(staticImport)];
  return imported.reduce(
    (sum, [, path = '']) => sum + bytesAtStart(join(dirname(file), path), seen),
    statSync(file).size,
  );
};

/** Milliseconds that a fresh process takes for the import; the start of node is not in it. */
const loadOnce = (file: string): number => {
  const script = `const from = performance.now();
    await import(process.argv[1]);
    console.log(performance.now() - from);`;
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', script, file], {
    encoding: 'utf8',
    env: { ...process.env, AWS_REGION: 'us-east-1' },
  });
  return Number(output);
};

/** Round by round over all of them, so that a busy minute of the machine meets each alike. */
const loadTimes = (subjects: readonly Loadable[]): ReadonlyMap<string, readonly number[]> => {
  const samples = new Map<string, number[]>(subjects.map(({ file }) => [file, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const { file } of subjects) samples.get(file)?.push(loadOnce(file));
  }
  return samples;
};

interface Measured {
  readonly bytes: number;
  /** With what is loaded on demand. */
  readonly allBytes: number;
  readonly samples: readonly number[];
}

const functionRow = (name: string, own: Measured, bare: Measured): Row => {
  const bytesLimit = Math.max(sizeLimit, bare.bytes + sizeOverBare);
  const ratio = median(own.samples) / median(bare.samples);
  return {
    what: name,
    measured: `${kilobytes(own.bytes)}, ${milliseconds(median(own.samples))} (best ${milliseconds(quantile(own.samples, 0))})`,
    ratio: `${(own.bytes / bare.bytes).toFixed(2)}×, ${ratio.toFixed(2)}× bare`,
    target: `≤ ${kilobytes(bytesLimit)}, ≤ ${loadLimit}×`,
    isMet: own.bytes <= bytesLimit && ratio <= loadLimit,
  };
};

const indexOf = ({ folder }: FunctionBundle): string => join(folder, 'index.mjs');
const keyOf = (clients: readonly string[]): string => clients.join(' ');

const buildBares = async (functions: readonly FunctionBundle[]) => {
  const sets = new Map(functions.map(({ sdkClients }) => [keyOf(sdkClients), sdkClients]));
  const built = await Promise.all(
    [...sets].map(async ([key, clients]) => [key, await buildBare(clients)] as const),
  );
  return new Map(built);
};

export const bundlesSection: Section = {
  name: 'bundles',
  title: `size and load of each function, median of ${rounds} fresh processes`,
  measure: async () => {
    const functions = await bundleFunctions();
    const bares = await buildBares(functions);
    const own = functions.map((built) => ({ name: built.name, file: indexOf(built) }));
    const samples = loadTimes([...bares.values(), ...own]);
    const measuredOf = (file: string): Measured => ({
      bytes: bytesAtStart(file),
      allBytes: folderBytes(dirname(file)),
      samples: samples.get(file) ?? [],
    });
    const bareOf = ({ sdkClients }: FunctionBundle): Loadable => {
      const bare = bares.get(keyOf(sdkClients));
      if (!bare) throw new Error(`No bare handler was built for ${keyOf(sdkClients)}`);
      return bare;
    };
    return [
      ...[...bares.values()].map(({ name, file }) => {
        const { bytes, samples: times } = measuredOf(file);
        return forInformation(
          name,
          `${kilobytes(bytes)}, ${milliseconds(median(times))} (best ${milliseconds(quantile(times, 0))})`,
          '1×, 1×',
        );
      }),
      ...functions.map((built) =>
        functionRow(built.name, measuredOf(indexOf(built)), measuredOf(bareOf(built).file)),
      ),
    ];
  },
};
