import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/u);

/** What `bundle/manifest.json` says about the compiled policies and what they were compiled from. */
export const BundleManifest = z
  .strictObject({
    revision: z.string(),
    opa_version: z.string(),
    entrypoints: z.array(z.string()),
    sources: z.record(z.string(), Sha256),
    files: z.record(z.string(), Sha256),
  })
  .readonly();
export type BundleManifest = z.infer<typeof BundleManifest>;

/** File names of the policies that are compiled, in a fixed order; their tests are not. */
export const regoSources = (directory: string): readonly string[] =>
  readdirSync(directory)
    .filter((name) => name.endsWith('.rego') && !name.endsWith('_test.rego'))
    .sort();

/** The one OPA release that compiles and checks the policies, as its tag names it. */
export const pinnedOpaVersion = (directory: string): string =>
  readFileSync(join(directory, 'opa-version.txt'), 'utf8').trim();

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export const hashesOf = (directory: string, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, sha256Of(readFileSync(join(directory, name)))]));

/** The hash of every file that decides verdicts: policies and data. */
export const sourceHashes = (directory: string): Record<string, string> =>
  hashesOf(directory, [...regoSources(directory), 'data.json']);

/** Names a set of sources: equal sources, equal revision (64 bits of their SHA-256). */
export const revisionOf = (sources: Readonly<Record<string, string>>): string =>
  sha256Of(Buffer.from(JSON.stringify(Object.entries(sources).sort()))).slice(0, 16);
