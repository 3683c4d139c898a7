import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { clientOn, type Implementation } from './contract-suite.ts';

/** Starts moto's server, reachable from this machine only, at a port that is free. */
export async function openMoto(program: string): Promise<Implementation> {
  const server = spawn(program, ['-H', '127.0.0.1', '-p', '0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const end = (): void => void server.kill();
  // Nothing may outlive a test run that ends before it disposes.
  process.once('exit', end);
  const client = clientOn(await portOf(server));
  return {
    client,
    async dispose() {
      client.destroy();
      process.off('exit', end);
      const ended = once(server, 'exit');
      end();
      await ended;
    },
  };
}

/** The port that the server says it listens on. */
function portOf(server: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
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
}
