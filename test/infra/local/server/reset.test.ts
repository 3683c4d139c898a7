import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../../infra/local/data/data-folder.ts';

const aFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'reset-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

const reset = (folder: string) => {
  const run = spawnSync(process.execPath, ['--import', 'tsx', 'infra/local/cli/reset.ts'], {
    env: { PATH: process.env['PATH'], DATA_DIR: folder },
    encoding: 'utf8',
  });
  return { code: run.status, said: `${run.stdout}${run.stderr}`.trim() };
};

describe('a reset', () => {
  it('removes the data and the folder', async () => {
    const folder = aFolder();
    await (await openDatabase(folder)).close();

    expect(reset(folder)).toEqual({ code: 0, said: `Removed the data in ${folder}.` });
    expect(existsSync(folder)).toBe(false);
  });

  it('refuses while a process works on the data', async () => {
    const folder = aFolder();
    const database = await openDatabase(folder);

    const { code, said } = reset(folder);

    expect(code).toBe(1);
    expect(said).toMatch(/^Another process works on /);
    expect(existsSync(join(folder, 'db'))).toBe(true);
    await database.close();
  });

  it('leaves what else lies in the folder', async () => {
    const folder = aFolder();
    writeFileSync(join(folder, 'mine.txt'), 'mine');
    await (await openDatabase(folder)).close();

    reset(folder);

    expect(existsSync(join(folder, 'mine.txt'))).toBe(true);
    expect(existsSync(join(folder, 'db'))).toBe(false);
  });

  it('removes nothing from a folder without data', () => {
    const folder = aFolder();
    writeFileSync(join(folder, 'mine.txt'), 'mine');

    expect(reset(folder)).toEqual({ code: 0, said: `There is no data in ${folder}.` });
    expect(existsSync(join(folder, 'mine.txt'))).toBe(true);
  });
});
