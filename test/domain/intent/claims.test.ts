import { describe, expect, it } from 'vitest';
import { makeClaims } from '../../../functions/domain/intent/claims.ts';
import { readText } from '../../../functions/domain/intent/request-text.ts';

describe('makeClaims', () => {
  it('leaves with its owner what is taken', () => {
    const claims = makeClaims(readText('Patch prod web servers'));
    claims.take({ from: 1, to: 2, as: 'environment', value: 'production' });

    claims.take({ from: 0, to: 3, as: 'scope', value: null });

    expect(claims.spans().map(({ text, as }) => [text, as])).toEqual([
      ['Patch', 'scope'],
      ['prod', 'environment'],
      ['web', 'scope'],
    ]);
    expect(claims.isFree(3)).toBe(true);
    expect(claims.isFree(1, 4)).toBe(false);
  });

  it('finds as free only what nobody has taken', () => {
    const claims = makeClaims(readText('web and web'));
    claims.take({ from: 0, to: 1, as: 'scope', value: null });

    expect(claims.find(/\bweb\b/gu)).toHaveLength(2);
    expect(claims.findFree(/\bweb\b/gu)).toMatchObject([{ from: 2, to: 3 }]);
  });

  it('parts a claim where words of it are taken anew', () => {
    const claims = makeClaims(readText('all but the kiosk ones'));
    claims.take({ from: 0, to: 5, as: 'exclusion', value: null });

    claims.retake({ from: 3, to: 4, as: 'reference', value: 'subject' });

    expect(claims.spans().map(({ text, as }) => [text, as])).toEqual([
      ['all but the', 'exclusion'],
      ['kiosk', 'reference'],
      ['ones', 'exclusion'],
    ]);
  });
});
