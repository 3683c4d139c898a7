import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newFolder } from '../folders.ts';
import { pause } from '../measure.ts';
import { startProduct, startProgram } from '../product.ts';
import type { RunningProcess } from '../product.ts';
import { atMost, forInformation, megabytes, milliseconds, times } from '../report.ts';
import type { Row, Section } from '../report.ts';
import { seededFolder, seededTasks } from '../seeded-folder.ts';

const idleMilliseconds = 10_000;
const memoryLimit = 200 * 1024 * 1024;

interface Start {
  readonly readyMilliseconds: number;
  readonly idleBytes: number;
}

const measureStart = async (start: () => Promise<RunningProcess>): Promise<Start> => {
  const running = await start();
  try {
    await pause(idleMilliseconds);
    return { readyMilliseconds: running.readyMilliseconds, idleBytes: running.residentBytes() };
  } finally {
    await running.stop();
  }
};

const bareServer = `import { createServer } from 'node:http';
const server = createServer((_, response) => response.end('{}'));
server.listen(0, '127.0.0.1', () => console.log('http://127.0.0.1:' + server.address().port));
`;

/** What node alone takes to answer `/ready`. */
const startBare = (): Promise<RunningProcess> => {
  const folder = newFolder();
  mkdirSync(folder, { recursive: true });
  const program = join(folder, 'bare.mjs');
  writeFileSync(program, bareServer);
  return startProgram({ command: process.execPath, words: [program], dataDir: folder });
};

const startByNpm = (): Promise<RunningProcess> =>
  startProgram({ command: 'npm', words: ['start'], dataDir: newFolder() });

const rowsOf = (
  name: string,
  { start, bare, readyLimit }: { start: Start; bare: Start; readyLimit: number },
): readonly Row[] => [
  atMost({
    what: `${name}: to the first 200 of /ready`,
    value: start.readyMilliseconds,
    limit: readyLimit,
    format: milliseconds,
    ratio: times(start.readyMilliseconds, bare.readyMilliseconds, 'bare node'),
  }),
  atMost({
    what: `${name}: resident after 10 s idle`,
    value: start.idleBytes,
    limit: memoryLimit,
    format: megabytes,
    ratio: times(start.idleBytes, bare.idleBytes, 'bare node'),
  }),
];

export const startSection: Section = {
  name: 'start',
  title: 'from the start of the process to ready, and what it then holds',
  measure: async () => {
    const { folder } = await seededFolder();
    const bare = await measureStart(startBare);
    const byNpm = await measureStart(startByNpm);
    const empty = await measureStart(() => startProduct(newFolder()));
    const full = await measureStart(() => startProduct(folder));
    return [
      forInformation('bare node server: to ready', milliseconds(bare.readyMilliseconds), '1×'),
      forInformation('bare node server: resident', megabytes(bare.idleBytes), '1×'),
      ...rowsOf('npm start, which builds', { start: byNpm, bare, readyLimit: 5_000 }),
      ...rowsOf('built, empty folder', { start: empty, bare, readyLimit: 3_000 }),
      ...rowsOf(`built, ${seededTasks} tasks`, { start: full, bare, readyLimit: 3_000 }),
    ];
  },
};
