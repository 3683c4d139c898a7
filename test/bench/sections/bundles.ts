import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { bundleFunctions, optionsFor } from '../../../infra/aws/compute/bundle-functions.ts';
import type { FunctionBundle } from '../../../infra/aws/compute/bundle-functions.ts';
import { newFolder } from '../folders.ts';
import { median, quantile } from '../measure.ts';
import { forInformation, kilobytes, milliseconds } from '../report.ts';
import type { Row, Section } from '../report.ts';

const rounds = 9;
const sizeLimit = 700 * 1024;
const sizeOverBare = 250 * 1024;
const loadLimit = 1.8;

const clientClasses: Readonly<Record<string, string>> = {
  '@aws-sdk/client-dynamodb': 'DynamoDBClient',
  '@aws-sdk/client-kms': 'KMSClient',
  '@aws-sdk/client-s3': 'S3Client',
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

/** In one file, as esbuild does unless told otherwise; or in the chunks that our functions come in. */
const buildBare = async (clients: readonly string[], splitting: boolean): Promise<Loadable> => {
  const outdir = newFolder();
  await build({
    ...optionsFor(bareSource(clients)),
    minify: true,
    splitting,
    outdir,
    entryNames: 'index',
    outExtension: { '.js': '.mjs' },
  });
  const names = clients.map((client) => client.replace('@aws-sdk/client-', ''));
  const name = `bare${splitting ? ' in chunks' : ''}: ${names.join(', ') || 'no client'}`;
  return { name, file: join(outdir, 'index.mjs') };
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

const codeBytes = (folder: string): number =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.mjs'))
    .reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);

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

const described = ({ bytes, allBytes, samples }: Measured): string => {
  const size = kilobytes(bytes) + (allBytes > bytes ? ` of ${kilobytes(allBytes)}` : '');
  return `${size}, ${milliseconds(median(samples))} (best ${milliseconds(quantile(samples, 0))})`;
};

const ratioTo = (bare: Measured, own: Measured): number =>
  median(own.samples) / median(bare.samples);

const functionRow = (name: string, own: Measured, bare: Measured): Row => {
  const bytesLimit = Math.max(sizeLimit, bare.bytes + sizeOverBare);
  const ratio = ratioTo(bare, own);
  return {
    what: name,
    measured: described(own),
    ratio: `${(own.bytes / bare.bytes).toFixed(2)}×, ${ratio.toFixed(2)}× bare`,
    target: `≤ ${kilobytes(bytesLimit)}, ≤ ${loadLimit}×`,
    isMet: own.bytes <= bytesLimit && ratio <= loadLimit,
  };
};

const indexOf = ({ folder }: FunctionBundle): string => join(folder, 'index.mjs');
const keyOf = (clients: readonly string[]): string => clients.join(' ');

interface Bare {
  readonly plain: Loadable;
  readonly inChunks: Loadable;
}

const buildBares = async (
  functions: readonly FunctionBundle[],
): Promise<ReadonlyMap<string, Bare>> => {
  const sets = new Map(functions.map(({ sdkClients }) => [keyOf(sdkClients), sdkClients]));
  const bares = new Map<string, Bare>();
  for (const [key, clients] of sets) {
    const [plain, inChunks] = [await buildBare(clients, false), await buildBare(clients, true)];
    bares.set(key, { plain, inChunks });
  }
  return bares;
};

export const bundlesSection: Section = {
  name: 'bundles',
  title: `size at start of all code, and load, of each function; median of ${rounds} fresh processes`,
  measure: async () => {
    const functions = await bundleFunctions();
    const bares = await buildBares(functions);
    const own = functions.map((built) => ({ name: built.name, file: indexOf(built) }));
    const all = [...bares.values()].flatMap(({ plain, inChunks }) => [plain, inChunks]);
    const samples = loadTimes([...all, ...own]);
    const measuredOf = (file: string): Measured => ({
      bytes: bytesAtStart(file),
      allBytes: codeBytes(dirname(file)),
      samples: samples.get(file) ?? [],
    });
    const bareRows = [...bares.values()].flatMap(({ plain, inChunks }) => {
      const [whole, chunks] = [measuredOf(plain.file), measuredOf(inChunks.file)];
      const ratio = ratioTo(whole, chunks).toFixed(2);
      return [
        forInformation(plain.name, described(whole), '1×, 1×'),
        forInformation(inChunks.name, described(chunks), `${ratio}× bare`),
      ];
    });
    const functionRows = functions.map((built) => {
      const bare = bares.get(keyOf(built.sdkClients));
      if (!bare) throw new Error(`No bare handler was built for ${built.name}`);
      return functionRow(built.name, measuredOf(indexOf(built)), measuredOf(bare.plain.file));
    });
    return [...bareRows, ...functionRows];
  },
};
