import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HandlerRegistry } from '../../../infra/local/lambda/lambda.ts';
import { startLocal } from '../../../infra/local/start-local.ts';

export interface Product {
  readonly url: string;
  readonly dataDir: string;
  /** What went wrong behind a request or in the background. */
  readonly defects: readonly string[];
  /** Stops the product and removes its data. */
  readonly close: () => Promise<void>;
}

/** The whole product in this process, on a free port and with data of its own. */
export const startProduct = async (
  environment: Readonly<Record<string, string>> = {},
  registry?: HandlerRegistry,
): Promise<Product> => {
  const home = mkdtempSync(join(tmpdir(), 'ai-orchestrator-e2e-'));
  const dataDir = join(home, 'data');
  const defects: string[] = [];
  const remove = (): void => rmSync(home, { recursive: true, force: true });
  const local = await startLocal({
    environment: { PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'error', ...environment },
    ...(registry && { registry }),
    onDefect: (error, place) => defects.push(`${place}: ${String(error)}`),
  }).catch((error: unknown) => {
    remove();
    throw error;
  });
  return {
    url: local.url,
    dataDir,
    defects,
    close: async () => {
      await local.close();
      remove();
    },
  };
};
