import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { projectRoot } from '../../../infra/local/project-root.ts';

export interface Bundle {
  /** The program that `npm start` runs. */
  readonly program: string;
  readonly remove: () => void;
}

/** Bundles the product as `npm start` does, into a folder of its own. */
export const bundleProduct = (): Bundle => {
  const root = projectRoot();
  mkdirSync(join(root, 'dist'), { recursive: true });
  const folder = mkdtempSync(join(root, 'dist', 'crash-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', join(root, 'infra', 'local', 'cli', 'build.ts'), relative(root, folder)],
    { cwd: root, encoding: 'utf8' },
  );
  if (status !== 0) {
    remove();
    throw new Error(`The product can't be bundled: ${stderr}`);
  }
  return { program: join(folder, 'main.js'), remove };
};
