import { execFile, execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pause } from './measure.ts';

const root = join(import.meta.dirname, '..', '..');
const outdir = 'dist/bench';

let building: Promise<string> | undefined;

/** The product bundled as for `npm start`, once a run and beside the one that may be running. */
const builtProduct = (): Promise<string> =>
  (building ??= promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', join(root, 'infra/local/cli/build.ts'), outdir],
    { cwd: root },
  ).then(() => join(root, outdir, 'main.js')));

export interface RunningProcess {
  readonly url: string;
  /** From the start of the process to the first 200 of `/ready`. */
  readonly readyMilliseconds: number;
  /** Resident bytes of the process and of those that it started. */
  readonly residentBytes: () => number;
  readonly stop: () => Promise<void>;
}

interface Scripts {
  readonly scripts: { readonly start: string };
}

/** What `npm start` gives to node: the product is measured as it is run. */
const startFlags = (): readonly string[] => {
  const text = readFileSync(join(root, 'package.json'), 'utf8');
  const { start } = (JSON.parse(text) as Scripts).scripts;
  return start.split(' ').filter((word) => word.startsWith('--'));
};

/** Settings of the shell must not change what is measured. */
const ownVariables = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'SystemRoot'] as const;

const environment = (dataDir: string): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(ownVariables.map((name) => [name, process.env[name]])),
  PORT: '0',
  DATA_DIR: dataDir,
  LOG_LEVEL: 'error',
});

/** Resident bytes of a process tree, from `ps`, which Linux and macOS have. */
const residentBytesOf = (pid: number): number => {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss='], { encoding: 'utf8' });
  const processes = lines
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .map(([own = 0, parent = 0, kilobytes = 0]) => ({ own, parent, kilobytes }));
  const below = (id: number): number =>
    processes
      .filter(({ parent }) => parent === id)
      .reduce((sum, child) => sum + child.kilobytes + below(child.own), 0);
  const top = processes.find(({ own }) => own === pid)?.kilobytes ?? 0;
  return (top + below(pid)) * 1024;
};

const urlFrom = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0];
      if (url !== undefined) resolve(url);
    });
    child.once('exit', () => reject(new Error('The process ended before it was ready')));
  });

const untilReady = async (url: string): Promise<void> => {
  for (;;) {
    const response = await fetch(`${url}/ready`);
    await response.arrayBuffer();
    if (response.status === 200) return;
    await pause(5);
  }
};

const isRunning = (group: number): boolean => {
  try {
    return process.kill(-group, 0);
  } catch {
    return false;
  }
};

export interface Program {
  readonly command: string;
  readonly words: readonly string[];
  readonly dataDir: string;
}

/**
 * Starts a program that prints its address and answers `/ready`. It leads a process group of its
 * own, so that stopping reaches what a package manager started for it.
 */
export const startProgram = async (program: Program): Promise<RunningProcess> => {
  const from = performance.now();
  const child = spawn(program.command, program.words, {
    cwd: root,
    detached: true,
    env: environment(program.dataDir),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const pid = child.pid ?? Number.NaN;
  const stop = async (): Promise<void> => {
    if (isRunning(pid)) process.kill(-pid, 'SIGTERM');
    while (isRunning(pid)) await pause(20);
  };
  try {
    const url = await urlFrom(child);
    await untilReady(url);
    const readyMilliseconds = performance.now() - from;
    return { url, readyMilliseconds, residentBytes: () => residentBytesOf(pid), stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

/** Starts the bundled product over a data folder. */
export const startProduct = async (dataDir: string): Promise<RunningProcess> =>
  startProgram({
    command: process.execPath,
    words: [...startFlags(), await builtProduct()],
    dataDir,
  });
