import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { optionsFor } from '../../infra/aws/compute/bundle-functions.ts';

/** The files of the product that a bundle of a module has something of. */
const filesBehind = async (contents: string): Promise<readonly string[]> => {
  const { metafile } = await build({ ...optionsFor(contents), metafile: true, write: false });
  return Object.values(metafile.outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => path);
};

const actionFile = /functions\/specialists\/actions\/reimage\.ts$/u;
const specialistFile = /functions\/specialists\/[a-z]+\/(?:specialist|rules)\.ts$/u;

describe('a bundle that needs the actions', () => {
  let files: readonly string[];

  beforeAll(async () => {
    files = await filesBehind(
      "export { actionNamed } from './functions/specialists/actions/list.ts';",
    );
  }, 60_000);

  it('has them', () => {
    expect(files.some((path) => actionFile.test(path))).toBe(true);
  });

  it('carries no specialist, though one list has both', () => {
    expect(files.filter((path) => specialistFile.test(path))).toEqual([]);
  });
});
