import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { wasmPolicyEngineOf } from '../../functions/adapters/opa/wasm-policy.ts';
import { policyCases } from './cases.ts';

const policies = join(import.meta.dirname, '../../policies');
const engine = wasmPolicyEngineOf(join(policies, 'bundle'));

describe('the compiled policies', () => {
  test.each(policyCases)('$policy on $name', async ({ policy, input, codes }) => {
    const verdict = await engine.evaluate(policy, input);

    const named = verdict.findings.map(({ code, severity }) =>
      severity === 'error' ? `!${code}` : code,
    );
    expect([...new Set(named)].sort()).toEqual([...codes].sort());
    expect(verdict.allowed).toBe(!codes.some((code) => code.startsWith('!')));
  });

  test('every code that a policy can name is named by a case', () => {
    const sources = [...new Set(policyCases.map(({ policy }) => policy))].map((policy) =>
      readFileSync(join(policies, `${policy}.rego`), 'utf8'),
    );
    const inSources = sources.flatMap((source) =>
      [...source.matchAll(/findings\.(?:denial|warning|denial_in)\([^"]*"([a-z-]+)"/gu)].map(
        (match) => match[1],
      ),
    );
    const inCases = new Set(
      policyCases.flatMap(({ codes }) => codes.map((code) => code.replace('!', ''))),
    );

    expect(new Set(inSources).size).toBeGreaterThan(40);
    expect([...new Set(inSources)].filter((code) => !inCases.has(code ?? ''))).toEqual([]);
  });
});
