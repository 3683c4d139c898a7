import { describe, expect, it } from 'vitest';
import { makeGetReadiness } from '../../../functions/application/service/get-readiness.ts';
import { deadline } from '../../../functions/runtime/deadline.ts';
import type { Dependency } from '../../../functions/application/service/readiness-ports.ts';

const readinessOf = (dependencies: readonly Dependency[]) =>
  makeGetReadiness({ dependencies, deadline })();

describe('readiness', () => {
  it('names each dependency, and is there when all answer', async () => {
    const readiness = await readinessOf([
      { name: 'store', check: () => Promise.resolve(null) },
      { name: 'policies', check: () => Promise.resolve('r1') },
    ]);

    expect(readiness).toEqual({
      ready: true,
      dependencies: [
        { name: 'store', ok: true, detail: null },
        { name: 'policies', ok: true, detail: 'r1' },
      ],
    });
  });

  it('names the one that does not answer, and nothing of its error', async () => {
    const readiness = await readinessOf([
      { name: 'store', check: () => Promise.reject(new Error('table tasks in account 1')) },
      { name: 'policies', check: () => Promise.resolve('r1') },
    ]);

    expect(readiness).toEqual({
      ready: false,
      dependencies: [
        { name: 'store', ok: false, detail: 'does not answer' },
        { name: 'policies', ok: true, detail: 'r1' },
      ],
    });
  });

  it('does not wait for one that hangs', async () => {
    const atOnce = { late: true } as const;

    const readiness = await makeGetReadiness({
      dependencies: [{ name: 'fleet', check: () => new Promise(() => undefined) }],
      deadline: (_, seconds) =>
        Promise.resolve(seconds <= 10 ? atOnce : Promise.reject(new Error('long'))),
    })();

    expect(readiness).toEqual({
      ready: false,
      dependencies: [{ name: 'fleet', ok: false, detail: 'did not answer within 5 s' }],
    });
  });
});
