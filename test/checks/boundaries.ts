import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import type { ICruiseResult } from 'dependency-cruiser';
import extractDepcruiseConfig from 'dependency-cruiser/config-utl/extract-depcruise-config';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';

/** Folders that must not come up empty: a check that looks at nothing passes nothing. */
export const layers: readonly string[] = [
  'functions/contract/',
  'functions/domain/',
  'functions/specialists/',
  'functions/application/',
  'functions/adapters/',
  'functions/runtime/',
  'functions/handlers/',
  'infra/aws/',
  'infra/emulators/',
  'infra/local/',
  'statemachines/',
];

/** Where the layers stand; a tree without one of them has faults, and is looked at all the same. */
const roots = ['functions', 'infra', 'statemachines'];

/** Violations and empty layers of the tree below a folder; nothing when the boundaries hold. */
export const checkBoundaries = async (baseDir: string): Promise<readonly string[]> => {
  const config = await extractDepcruiseConfig(
    new URL('../../.dependency-cruiser.cjs', import.meta.url).pathname,
  );
  const { output } = await cruise(
    roots.filter((root) => existsSync(join(baseDir, root))),
    { ...config.options, ruleSet: config, validate: true, baseDir },
    undefined,
    { tsConfig: extractTSConfig(new URL('../../tsconfig.json', import.meta.url).pathname) },
  );
  const result = output as ICruiseResult;
  const sources = result.modules.map((module) => module.source);
  const empty = layers
    .filter((layer) => !sources.some((source) => source.startsWith(layer)))
    .map((layer) => `${layer}: no module was looked at`);
  const violations = result.summary.violations.map(
    (violation) => `${violation.rule.name}: ${violation.from} → ${violation.to}`,
  );
  return [...empty, ...violations];
};

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const faults = await checkBoundaries(process.cwd());
  for (const fault of faults) console.error(fault);
  console.log(faults.length === 0 ? 'Boundaries hold.' : `${faults.length} boundary faults.`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
