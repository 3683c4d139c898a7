import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

/** The compiled policies as they were built: module, data and what they are called. */
export interface PolicyBundle {
  readonly wasm: Uint8Array;
  readonly data: object;
  readonly revision: string;
}

const Manifest = z.looseObject({
  revision: z.string().min(1),
  files: z.looseObject({ 'data.json': z.string(), 'policy.wasm': z.string() }),
});

/** A file of the bundle isn't where it should be. */
export class PolicyBundleMissing extends Error {
  override readonly name = 'PolicyBundleMissing';
}

const readBundleFile = async (directory: string, name: string): Promise<Buffer> => {
  try {
    return await readFile(join(directory, name));
  } catch (cause) {
    throw new PolicyBundleMissing(`The policy bundle has no readable ${name}.`, { cause });
  }
};

const requireHash = (name: string, bytes: Uint8Array, expected: string): void => {
  if (createHash('sha256').update(bytes).digest('hex') !== expected) {
    throw new Error(`The policy bundle's ${name} is not the one that its manifest states.`);
  }
};

/**
 * Reads `policy.wasm`, `data.json` and `manifest.json` of a directory, and holds the first two to
 * the SHA-256 that the manifest states: a bundle that was altered or half replaced decides nothing.
 * @throws PolicyBundleMissing when a file isn't there; any other error when the bundle is unusable.
 */
export const readPolicyBundle = async (directory: string): Promise<PolicyBundle> => {
  const [wasm, data, manifestText] = await Promise.all([
    readBundleFile(directory, 'policy.wasm'),
    readBundleFile(directory, 'data.json'),
    readBundleFile(directory, 'manifest.json'),
  ]);
  const manifest = Manifest.parse(JSON.parse(manifestText.toString('utf8')));
  requireHash('policy.wasm', wasm, manifest.files['policy.wasm']);
  requireHash('data.json', data, manifest.files['data.json']);
  return {
    wasm,
    data: z.record(z.string(), z.unknown()).parse(JSON.parse(data.toString('utf8'))),
    revision: manifest.revision,
  };
};
