import { describe, expect, it } from 'vitest';
import { suggestionFor } from '../../../functions/domain/intent/suggest-word.ts';
import { claimsOf, smallReader } from '../../support/planning/small-fleet.ts';

const suggested = (intent: string, ...places: readonly (readonly [number, number])[]) =>
  suggestionFor(
    claimsOf(intent),
    places.map(([from, to]) => ({ from, to, reason: 'is open' })),
    smallReader,
  );

describe('suggestionFor', () => {
  it.each([
    ['an environment', 'prodution', 'production'],
    ['a role of the product', 'databse', 'database'],
    ['a role of the fleet', 'Gatewey', 'gateway'],
    ['a service', 'biling', 'billing'],
    ['a platform', 'windws', 'windows'],
    ['a region', 'frankfrut', 'frankfurt'],
  ])('knows %s behind a slip', (_, word, meant) => {
    expect(suggested(`Patch ${word} now`, [1, 2])).toEqual({
      start: 6,
      end: 6 + word.length,
      word: meant,
    });
  });

  it.each([
    ['edge-berln', 'edge-berlin'],
    ['us-esat-1a', 'us-east-1a'],
  ])('knows %s, of several words, for %s', (name, word) => {
    const tokens = name.split('-').length;

    expect(suggested(`Patch ${name}`, [1, 1 + tokens])).toEqual({
      start: 6,
      end: 6 + name.length,
      word,
    });
  });

  it('takes the first place that a slip explains', () => {
    expect(suggested('Patch kiosk databse prodution', [1, 2], [2, 3], [3, 4])).toMatchObject({
      word: 'database',
    });
  });

  it('takes the first word in order where several are as near', () => {
    expect(suggested('Patch memcachee', [1, 2])?.word).toBe('memcache');
    expect(suggested('Patch us-east-1x', [1, 4])?.word).toBe('us-east-1a');
  });

  it.each(['kiosk', 'prd', 'wbe', 'production', 'latching'])('knows nothing for “%s”', (word) => {
    expect(suggested(`Patch ${word}`, [1, 2])).toBeNull();
  });

  it('knows nothing where there is no word or no doubt', () => {
    expect(suggested('Patch', [1, 2], [0, 3])).toBeNull();
    expect(suggested('Patch prodution')).toBeNull();
  });

  it('knows the nearest name where a name stands, and never a word', () => {
    const doubt = { from: 1, to: 3, reason: 'is open', names: true };
    const near = (name: string) => suggestionFor(claimsOf(`Patch ${name}`), [doubt], smallReader);

    expect(near('shard-1')).toMatchObject({ word: 'shared-1' });
    expect(near('shared-01')).toEqual({ start: 6, end: 15, word: 'shared-1' });
    expect([near('shared-2'), near('us-esat')]).toEqual([null, null]);
  });

  it('looks up three names at most', () => {
    const names = [1, 3, 5, 7].map((from) => ({ from, to: from + 2, reason: 'open', names: true }));
    const near = (intent: string) => suggestionFor(claimsOf(intent), names, smallReader);

    expect(near('Patch other-1 other-2 shard-1 other-4')?.word).toBe('shared-1');
    expect(near('Patch other-1 other-2 other-3 shard-1')).toBeNull();
  });

  it('gives what a reader says could stand instead, in its order', () => {
    const doubt = { from: 1, to: 2, reason: 'is open', instead: ['second', 'first'] };

    expect(suggestionFor(claimsOf('Patch prodution'), [doubt], smallReader)).toEqual({
      ...{ start: 6, end: 15, word: 'second', others: ['first'] },
    });
  });
});
