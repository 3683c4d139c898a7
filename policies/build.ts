import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataWithCatalogue } from './catalogue-data.ts';
import { compileToWasm, findOpa, requireOpaVersion } from './opa-cli.ts';
import { hashesOf, pinnedOpaVersion, regoSources, revisionOf, sourceHashes } from './manifest.ts';
import type { BundleManifest } from './manifest.ts';

// Writes what `data.json` says of agents, tools and actions, and compiles the policies into `bundle/`, which is checked in so that nobody needs OPA to run them.

const directory = import.meta.dirname;
const bundle = join(directory, 'bundle');
const pinned = pinnedOpaVersion(directory);
const opa = findOpa();
if (opa === null) {
  throw new Error(`Building needs OPA: go install github.com/open-policy-agent/opa@${pinned}`);
}
requireOpaVersion(opa, pinned);

writeFileSync(join(directory, 'data.json'), await dataWithCatalogue(directory));
mkdirSync(bundle, { recursive: true });
writeFileSync(join(bundle, 'policy.wasm'), compileToWasm(opa, directory));
copyFileSync(join(directory, 'data.json'), join(bundle, 'data.json'));

const sources = sourceHashes(directory);
const manifest: BundleManifest = {
  revision: revisionOf(sources),
  opa_version: pinned,
  entrypoints: regoSources(directory)
    .filter((name) => name !== 'findings.rego' && name !== 'limits.rego')
    .map((name) => `orchestrator/${name.replace('.rego', '')}/verdict`),
  sources,
  files: hashesOf(bundle, ['data.json', 'policy.wasm']),
};
writeFileSync(join(bundle, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
console.log(`Built policies/bundle, revision ${manifest.revision}.`);
