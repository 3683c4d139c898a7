import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  BundleManifest,
  hashesOf,
  pinnedOpaVersion,
  revisionOf,
  sourceHashes,
} from './manifest.ts';

const describe = (recorded: string | undefined, actual: string | undefined): string => {
  if (recorded === undefined) return 'is new since the bundle was built';
  if (actual === undefined) return 'is gone since the bundle was built';
  return 'changed since the bundle was built';
};

const differences = (
  what: string,
  recorded: Readonly<Record<string, string>>,
  actual: Readonly<Record<string, string>>,
): string[] =>
  [...new Set([...Object.keys(recorded), ...Object.keys(actual)])]
    .sort()
    .filter((name) => recorded[name] !== actual[name])
    .map((name) => `${what} ${name} ${describe(recorded[name], actual[name])}.`);

/**
 * Every way in which the bundle that is checked in disagrees with the sources beside it, in
 * sentences; empty when it agrees. Needs no OPA.
 * @throws when the manifest is missing or has another shape.
 */
export const findStaleness = (directory: string): readonly string[] => {
  const bundle = join(directory, 'bundle');
  const manifest = BundleManifest.parse(
    JSON.parse(readFileSync(join(bundle, 'manifest.json'), 'utf8')),
  );
  const sources = sourceHashes(directory);
  const faults = [
    ...differences('Source', manifest.sources, sources),
    ...differences('Bundle file', manifest.files, hashesOf(bundle, ['data.json', 'policy.wasm'])),
  ];
  if (manifest.revision !== revisionOf(sources)) {
    faults.push(`The revision ${manifest.revision} is not that of the sources.`);
  }
  const pinned = pinnedOpaVersion(directory);
  if (manifest.opa_version !== pinned) {
    faults.push(`The bundle was built by OPA ${manifest.opa_version}; ${pinned} is pinned.`);
  }
  return faults;
};
