import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { wasmPolicyEngineOf } from '../functions/adapters/opa/wasm-policy.ts';
import { readPolicyAnswer } from '../functions/domain/policy/policy-verdict.ts';
import { policyCases } from '../test/policies/cases.ts';
import { dataWithCatalogue } from './catalogue-data.ts';
import { compileToWasm, findOpa, requireOpaVersion, runOpa } from './opa-cli.ts';
import { pinnedOpaVersion } from './manifest.ts';
import { findStaleness } from './staleness.ts';

// Checks the policies. That bundle and sources agree is checked everywhere; format, strictness,
// the policies' own tests, a rebuild and the agreement with OPA itself where OPA is at hand.

const directory = import.meta.dirname;

/** Cases that OPA's own evaluator answers otherwise than the compiled policies. */
const disagreements = async (opa: string, rego: readonly string[]): Promise<readonly string[]> => {
  const engine = wasmPolicyEngineOf(join(directory, 'bundle'));
  const revision = await engine.revision();
  const query =
    '[v | some c in input; p := c.policy; i := c.input; v := data.orchestrator[p].verdict with input as i]';
  const sources = [...rego, 'data.json'].flatMap((name) => ['-d', name]);
  const answers = JSON.parse(
    runOpa(opa, ['eval', '--stdin-input', '--format', 'raw', ...sources, query], {
      cwd: directory,
      input: JSON.stringify(policyCases),
    }),
  ) as unknown[];
  if (answers.length !== policyCases.length) return ['OPA left cases unanswered.'];
  const compared = await Promise.all(
    policyCases.map(async ({ policy, name, input }, at) => {
      const compiled = await engine.evaluate(policy, input);
      const interpreted = readPolicyAnswer({ policy, revision, answer: answers[at] });
      const agree = JSON.stringify(compiled.findings) === JSON.stringify(interpreted.findings);
      return agree && compiled.allowed === interpreted.allowed ? null : `${policy} on ${name}`;
    }),
  );
  return compared.flatMap((name) => (name === null ? [] : [`OPA decides otherwise: ${name}.`]));
};

const checkWithOpa = async (opa: string): Promise<readonly string[]> => {
  const rego = readdirSync(directory).filter((name) => name.endsWith('.rego'));
  runOpa(opa, ['fmt', '--list', '--fail', ...rego], { cwd: directory });
  runOpa(opa, ['check', '--strict', ...rego, 'data.json'], { cwd: directory });
  console.log(runOpa(opa, ['test', ...rego, 'data.json'], { cwd: directory }).trim());
  const checkedIn = readFileSync(join(directory, 'bundle', 'policy.wasm'));
  const rebuilt = compileToWasm(opa, directory);
  return [
    ...(rebuilt.equals(checkedIn) ? [] : ['A rebuild gives another policy.wasm.']),
    ...(await disagreements(opa, rego)),
  ];
};

const staleCatalogue = async (): Promise<readonly string[]> =>
  readFileSync(join(directory, 'data.json'), 'utf8') === (await dataWithCatalogue(directory))
    ? []
    : ['data.json does not say what agents, tools and actions there are.'];

const check = async (): Promise<readonly string[]> => {
  const stale = [...(await staleCatalogue()), ...findStaleness(directory)];
  if (stale.length > 0) return [...stale, 'Rebuild it with: npx tsx policies/build.ts'];
  const pinned = pinnedOpaVersion(directory);
  const opa = findOpa();
  if (opa !== null) {
    requireOpaVersion(opa, pinned);
    return checkWithOpa(opa);
  }
  const advice = `go install github.com/open-policy-agent/opa@${pinned}`;
  if (process.env['CI'] === 'true') return [`OPA is not at hand: ${advice}`];
  console.log(`Skipped format, tests and rebuild, because OPA is not at hand: ${advice}`);
  return [];
};

const faults = await check();
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
else console.log(`Policies agree with their bundle (${policyCases.length} cases).`);
