import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkOneBuilder } from '../checks/one-builder.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'one-builder-'));
});

afterEach(() => rm(folder, { recursive: true }));

const world = 'support/builders/an-asset.ts';
const anAsset = "export const anAsset = (id: string): Asset => ({ id, role: 'web' });";

/** What is said of a test file beside the world's builder of an asset. */
const faultsBeside = async (file: string, text: string): Promise<readonly string[]> => {
  for (const [path, content] of Object.entries({ [world]: anAsset, [file]: text })) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return checkOneBuilder(folder);
};

describe('each kind of value has one builder', () => {
  it('in the tests of the product', () => {
    expect(checkOneBuilder(join(import.meta.dirname, '..'))).toEqual([]);
  });

  it.each([
    ['exported a second time', 'support/execution/fleet.ts', anAsset],
    ['told anew in a test', 'domain/bake.test.ts', 'const anAsset = (name: string) => ({ name });'],
  ])('so one that is %s is named', async (_, file, text) => {
    expect(await faultsBeside(file, text)).toEqual(
      file.startsWith('support/')
        ? [`${world}: anAsset is there in ${file}`, `${file}: anAsset is there in ${world}`]
        : [`${file}: anAsset is there in ${world}`],
    );
  });

  it('so one of another name that writes the same shape out is named', async () => {
    const text = "const aServer = (id: string): Asset => ({ id, role: 'database' });";

    expect(await faultsBeside('domain/bake.test.ts', text)).toEqual([
      'domain/bake.test.ts: aServer writes out Asset, which anAsset makes',
    ]);
  });

  it.each([
    ['makes another shape', 'const aGate = (id: string): Gate => ({ id });'],
    ['says no shape', 'const aServer = (id: string) => ({ id });'],
    ['asks the builder', 'const aServer = (id: string): Asset => anAsset(`${id}.prod`);'],
    [
      'changes what the builder makes',
      "const aServer = (): Asset => ({ ...anAsset('a'), role: 'b' });",
    ],
    ['is no builder', 'const assetOf = (id: string): Asset => ({ id });'],
    ['is a value', "const anAssetOfMine = anAsset('a');"],
  ])('and what %s is let pass', async (_, text) => {
    expect(await faultsBeside('domain/bake.test.ts', text)).toEqual([]);
  });

  it('is not said where the world has none', async () => {
    await writeFile(join(folder, 'a.test.ts'), anAsset);

    expect(checkOneBuilder(folder)).toEqual(['no builder of the world was found']);
  });
});
