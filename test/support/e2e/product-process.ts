import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { until } from './until.ts';

const root = join(import.meta.dirname, '..', '..', '..');

export interface ProductProcess {
  readonly url: string;
  /** What it wrote so far, to standard output and to standard error. */
  readonly output: () => { readonly text: string; readonly errors: string };
  /** As a power cut does it: nothing gets to say goodbye. */
  readonly kill: () => Promise<void>;
}

/** Starts the product as a process of its own, as `npm start` does, over a data folder. */
export const startProcess = async (
  dataDir: string,
  port: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<ProductProcess> => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'infra/local/cli/main.ts'], {
    cwd: root,
    env: {
      PATH: process.env['PATH'],
      PORT: port,
      DATA_DIR: dataDir,
      LOG_LEVEL: 'error',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  let text = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString('utf8');
    process.stderr.write(chunk);
  });
  const url = await until('the start of the process', () => {
    if (child.exitCode !== null) throw new Error(`The process ended: ${text}`);
    return Promise.resolve(/http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0]);
  });
  return {
    url,
    output: () => ({ text, errors }),
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
};
