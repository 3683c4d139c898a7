import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../infra/local/project-root.ts';

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

/**
 * A port on which every life of a product can listen: below those that systems hand out by
 * themselves, so that nobody takes it between two lives.
 */
export const freePort = async (): Promise<number> => {
  const port = 20_000 + Math.floor(Math.random() * 10_000);
  return (await isFree(port)) ? port : freePort();
};

/** The flags of `npm start`, read from it so that they never part. */
const startFlags = (): readonly string[] => {
  const { scripts } = JSON.parse(readFileSync(join(projectRoot(), 'package.json'), 'utf8')) as {
    readonly scripts: { readonly start: string };
  };
  return scripts.start.split(' ').filter((word) => word.startsWith('--'));
};

export interface Life {
  /** Resolves once the product says that it is ready. @throws Error when it ended before. */
  readonly ready: Promise<void>;
  /** Sends the signal and waits until the process is gone. */
  readonly end: (signal: 'SIGKILL' | 'SIGTERM') => Promise<void>;
}

export interface LifeOptions {
  readonly program: string;
  readonly port: number;
  readonly dataDir: string;
  /** Told of whatever the process writes to standard error. */
  readonly onComplaint: (text: string) => void;
}

/** Settings of the shell must not reach the product under test. */
const environmentOf = ({ port, dataDir }: LifeOptions): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  PORT: String(port),
  DATA_DIR: dataDir,
  LOG_LEVEL: 'error',
  // As npm sets it: the product then ends by itself when whoever started it is gone.
  npm_lifecycle_event: 'start',
});

const untilReady = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    let text = '';
    let complaint = '';
    child.stderr?.on('data', (chunk: Buffer) => (complaint += chunk.toString('utf8')));
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      if (text.includes('AI Orchestrator on')) resolve();
    });
    child.once('close', (code, signal) =>
      reject(new Error(`Not ready before the end (${signal ?? code ?? ''}): ${complaint}`)),
    );
  });

/** One process of the product over a data folder that may have seen others. */
export const startLife = (options: LifeOptions): Life => {
  const child = spawn(process.execPath, [...startFlags(), options.program], {
    env: environmentOf(options),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stderr.on('data', (chunk: Buffer) => options.onComplaint(chunk.toString('utf8')));
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const ready = untilReady(child);
  // Whoever kills it before that does not wait for it.
  ready.catch(() => undefined);
  return {
    ready,
    end: async (signal) => {
      child.kill(signal);
      await gone;
    },
  };
};
