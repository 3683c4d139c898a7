import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { readPolicyBundle } from '../../../functions/adapters/opa/policy-bundle.ts';
import {
  makeWasmPolicyEngine,
  wasmPolicyEngineOf,
} from '../../../functions/adapters/opa/wasm-policy.ts';
import type { PolicyName } from '../../../functions/domain/policy/policy-name.ts';
import manifest from '../../../policies/bundle/manifest.json' with { type: 'json' };
import { changed, compliantPlan } from '../../policies/inputs.ts';

const directory = join(import.meta.dirname, '../../../policies/bundle');
const copies: string[] = [];

const copyOfBundle = (): string => {
  const copy = mkdtempSync(join(tmpdir(), 'bundle-'));
  cpSync(directory, copy, { recursive: true });
  copies.push(copy);
  return copy;
};

afterEach(() => {
  for (const copy of copies.splice(0)) rmSync(copy, { recursive: true, force: true });
});

const codesOf = (verdict: { findings: readonly { code: string }[] }): string[] =>
  verdict.findings.map(({ code }) => code);

describe('the compiled policies in process', () => {
  test('answer with the revision of their bundle', async () => {
    const engine = wasmPolicyEngineOf(directory);

    const verdict = await engine.evaluate('production_safety', compliantPlan);

    expect(verdict).toEqual({
      allowed: true,
      findings: [],
      revision: manifest.revision,
      result: { allow: true, deny: [], warn: [] },
    });
    expect(await engine.revision()).toBe(manifest.revision);
  });

  test('word a finding for the answer to the caller', async () => {
    const plan = changed(compliantPlan, 'phases.0.kind', 'wave');

    const verdict = await wasmPolicyEngineOf(directory).evaluate('production_safety', plan);

    expect(verdict.findings).toEqual([
      {
        code: 'canary-missing',
        severity: 'error',
        message: 'Production needs a canary as its first phase',
        phase: 'Canary',
        rule: 'production_safety',
      },
    ]);
  });

  test('deny what they do not hold', async () => {
    const unknown = 'database_safety' as PolicyName;

    const verdict = await wasmPolicyEngineOf(directory).evaluate(unknown, compliantPlan);

    expect(verdict.allowed).toBe(false);
    expect(codesOf(verdict)).toEqual(['policy-missing']);
  });

  test('deny while there is no bundle, and answer once there is', async () => {
    const copy = copyOfBundle();
    rmSync(join(copy, 'policy.wasm'));
    const engine = wasmPolicyEngineOf(copy);

    const before = await engine.evaluate('production_safety', compliantPlan);
    cpSync(join(directory, 'policy.wasm'), join(copy, 'policy.wasm'));
    const after = await engine.evaluate('production_safety', compliantPlan);

    expect(before.allowed).toBe(false);
    expect(codesOf(before)).toEqual(['policy-missing']);
    expect(after.allowed).toBe(true);
  });

  test.each(['policy.wasm', 'data.json', 'manifest.json'])(
    'deny when %s was altered',
    async (name) => {
      const copy = copyOfBundle();
      appendFileSync(join(copy, name), '!');

      const verdict = await wasmPolicyEngineOf(copy).evaluate('production_safety', compliantPlan);

      expect(verdict.allowed).toBe(false);
      expect(codesOf(verdict)).toEqual(['policy-error']);
    },
  );

  test('deny an input that has no JSON form, and go on', async () => {
    const engine = wasmPolicyEngineOf(directory);
    const circular: { self?: unknown } = {};
    circular.self = circular;

    const denied = await engine.evaluate('production_safety', circular);
    const allowed = await engine.evaluate('production_safety', compliantPlan);

    expect(codesOf(denied)).toEqual(['policy-error']);
    expect(allowed.allowed).toBe(true);
  });

  test('deny an answer that came too late', async () => {
    let time = 0;
    const engine = makeWasmPolicyEngine({
      bundle: () => readPolicyBundle(directory),
      limitMilliseconds: 50,
      now: () => (time += 51),
    });

    const verdict = await engine.evaluate('production_safety', compliantPlan);

    expect(verdict.allowed).toBe(false);
    expect(codesOf(verdict)).toEqual(['policy-timeout']);
  });

  test('deny a rule that is undefined', async () => {
    const { wasm, ...rest } = await readPolicyBundle(directory);
    const engine = makeWasmPolicyEngine({
      bundle: () => Promise.resolve({ ...rest, wasm, data: {} }),
    });

    // Without data there is no quorum, so the requirement and with it the verdict is undefined.
    const verdict = await engine.evaluate('approval_requirement', {});

    expect(verdict.allowed).toBe(false);
    expect(codesOf(verdict)).toEqual(['policy-undefined']);
  });

  test('deny everything when their data lost its limits', async () => {
    const engine = makeWasmPolicyEngine({
      bundle: () => readPolicyBundle(directory),
      data: { catalogue: { environments: ['production'], actions: ['patch'] } },
    });

    const verdict = await engine.evaluate('production_safety', compliantPlan);

    expect(verdict.allowed).toBe(false);
    expect(new Set(codesOf(verdict))).toEqual(new Set(['limits-missing']));
  });

  test('decide by edited data under a revision of its own', async () => {
    const { data } = await readPolicyBundle(directory);
    const engine = makeWasmPolicyEngine({
      bundle: () => readPolicyBundle(directory),
      data: changed(data, 'limits.max_phase_percent', 10),
    });

    const verdict = await engine.evaluate('production_safety', compliantPlan);

    expect(new Set(codesOf(verdict))).toEqual(new Set(['phase-too-large']));
    expect(verdict.revision).toMatch(new RegExp(`^${manifest.revision}\\+[0-9a-f]{8}$`, 'u'));
  });
});
