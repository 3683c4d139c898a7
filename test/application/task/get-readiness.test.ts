import { describe, expect, it } from 'vitest';
import { makeGetReadiness } from '../../../functions/application/get-readiness.ts';

describe('readiness', () => {
  it('names each dependency, and is there when all answer', async () => {
    const readiness = await makeGetReadiness([
      { name: 'store', check: () => Promise.resolve(null) },
      { name: 'policies', check: () => Promise.resolve('r1') },
    ])();

    expect(readiness).toEqual({
      ready: true,
      dependencies: [
        { name: 'store', ok: true, detail: null },
        { name: 'policies', ok: true, detail: 'r1' },
      ],
    });
  });

  it('names the one that does not answer, and nothing of its error', async () => {
    const readiness = await makeGetReadiness([
      { name: 'store', check: () => Promise.reject(new Error('table tasks in account 1')) },
      { name: 'policies', check: () => Promise.resolve('r1') },
    ])();

    expect(readiness).toEqual({
      ready: false,
      dependencies: [
        { name: 'store', ok: false, detail: 'does not answer' },
        { name: 'policies', ok: true, detail: 'r1' },
      ],
    });
  });
});
