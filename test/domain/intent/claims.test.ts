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

  it('finds the words of a pattern, and not the spaces around them', () => {
    const claims = makeClaims(readText('Patch web servers'));

    expect(claims.find(/ web /gu)).toEqual([{ from: 1, to: 2, groups: {} }]);
    expect(claims.find(/^patch /gu)).toEqual([{ from: 0, to: 1, groups: {} }]);
    expect(claims.find(/ (?<last>servers)$/gu)).toEqual([
      { from: 2, to: 3, groups: { last: 'servers' } },
    ]);
    expect(claims.find(/ /gu)).toEqual([]);
  });

  it('takes the words that are free, on both sides of a claim', () => {
    const claims = makeClaims(readText('a b c d'));
    claims.take({ from: 1, to: 2, as: 'scope', value: 'b' });

    claims.take({ from: 0, to: 4, as: 'time', value: 't' });

    expect(claims.spans().map(({ text, start, end, as }) => [text, start, end, as])).toEqual([
      ['a', 0, 1, 'time'],
      ['b', 2, 3, 'scope'],
      ['c d', 4, 7, 'time'],
    ]);
    expect(claims.claimAt(1)?.value).toBe('b');
    expect(claims.claimAt(9)).toBeNull();
  });

  it('says anew what words are taken for', () => {
    const claims = makeClaims(readText('a b c'));
    claims.take({ from: 0, to: 3, as: 'scope', value: null });

    claims.retake({ from: 1, to: 2, as: 'reference', value: 'subject' });

    expect(claims.spans().map(({ text, as }) => [text, as])).toEqual([
      ['a', 'scope'],
      ['b', 'reference'],
      ['c', 'scope'],
    ]);
  });

  it('has nothing free behind the last word', () => {
    const claims = makeClaims(readText('a b'));

    expect(claims.isFree(1)).toBe(true);
    expect(claims.isFree(2)).toBe(false);
    expect(claims.isFree(1, 3)).toBe(false);
  });
});
