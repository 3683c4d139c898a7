import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeWeights, weightsFile } from './make-weights.ts';

describe('the weights on file', () => {
  const onFile = readFileSync(weightsFile, 'utf8');

  it(
    'are those that the corpus and the training code make (npm run intent:train)',
    { timeout: 180_000 },
    () => {
      expect(makeWeights() === onFile).toBe(true);
    },
  );

  it('stay within 300 KB', () => {
    expect(onFile.length).toBeLessThanOrEqual(300 * 1024);
  });
});
