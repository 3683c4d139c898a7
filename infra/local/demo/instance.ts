import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Instance {
  readonly url: string;
  /** Stops the process and removes its data. */
  readonly close: () => Promise<void>;
}

const startMilliseconds = 20_000;

/** Settings of the shell must not reach the demo: it is the same for everybody. */
const ownVariables = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'SystemRoot'] as const;

const environment = (folder: string): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(ownVariables.map((name) => [name, process.env[name]])),
  PORT: '0',
  DATA_DIR: join(folder, 'data'),
  // In place of the orchestrator.yaml that may lie there: a demo mails nobody.
  CONFIG_FILE: join(folder, 'demo.yaml'),
  LOG_LEVEL: 'error',
});

/** Starts the product as a process of its own, on a free port and with fresh data. */
export const startInstance = async (program: string): Promise<Instance> => {
  const folder = mkdtempSync(join(tmpdir(), 'ai-orchestrator-demo-'));
  writeFileSync(join(folder, 'demo.yaml'), '');
  const child = spawn(process.execPath, ['--enable-source-maps', program], {
    env: environment(folder),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const close = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const ready = new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0];
      if (url !== undefined) resolve(url);
    });
    child.once('exit', () => reject(new Error('The product ended before it was ready')));
    setTimeout(() => reject(new Error('The product did not get ready')), startMilliseconds).unref();
  });
  try {
    return { url: await ready, close };
  } catch (error) {
    await close();
    throw error;
  }
};
