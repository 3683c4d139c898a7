import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { clientOn } from './contract-suite.ts';
import type { Implementation } from './contract-suite.ts';

/** The port that the server says it listens on. */
const portOf = (server: ChildProcess): Promise<number> =>
  new Promise((resolve, reject) => {
    let said = '';
    server.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const [, port] = /http:\/\/127\.0\.0\.1:(\d+)/.exec(said) ?? [];
      if (port !== undefined) resolve(Number(port));
    });
    server.once('error', reject);
    server.once('exit', (code) => {
      reject(new Error(`The moto server ended with ${String(code)} before it listened: ${said}`));
    });
  });

/** Starts moto's server, reachable from this machine only, at a port that is free. */
export const openMoto = async (program: string): Promise<Implementation> => {
  const server = spawn(program, ['-H', '127.0.0.1', '-p', '0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const end = (): void => void server.kill();
  // Nothing may outlive a test run that ends before it disposes.
  process.once('exit', end);
  const client = clientOn(await portOf(server));
  return {
    client,
    dispose: async () => {
      client.destroy();
      process.off('exit', end);
      const ended = once(server, 'exit');
      end();
      await ended;
    },
  };
};
