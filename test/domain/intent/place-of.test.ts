import { describe, expect, it } from 'vitest';
import { placeOf } from '../../../functions/domain/intent/place-of.ts';
import type { PlaceWords } from '../../../functions/domain/intent/place-of.ts';
import type { Environment } from '../../../functions/domain/shared/environment.ts';
import { claimsOf } from '../../support/planning/small-fleet.ts';

const claims = claimsOf('Patch uat and qa');

const named = (environment: Environment, as: 'place' | 'excluded' = 'place') => ({
  environment,
  as,
});
const uat = { from: 1, to: 2, reason: 'is none of the three' };
const qa = { from: 3, to: 4, reason: 'is unknown' };

const place = (words: Partial<PlaceWords>) =>
  placeOf(claims, {
    given: undefined,
    named: [],
    sources: [],
    others: [],
    ofNames: [],
    ...words,
  });

const contradiction = (reason: string, ...environments: readonly Environment[]) => ({
  kind: 'contradiction',
  reason,
  named: environments,
});

describe('placeOf', () => {
  it.each<[string, Partial<PlaceWords>, Environment]>([
    ['nobody says', {}, 'development'],
    ['the caller says', { given: 'staging' }, 'staging'],
    ['the words say', { named: [named('production')] }, 'production'],
    ['the words say it twice', { named: [named('staging'), named('staging')] }, 'staging'],
    ['both say the same', { given: 'staging', named: [named('staging')] }, 'staging'],
    ['the named assets say', { ofNames: ['production'] }, 'production'],
    [
      'caller and assets agree',
      { given: 'staging', ofNames: ['production', 'staging'] },
      'staging',
    ],
    ['words and assets agree', { named: [named('staging')], ofNames: ['staging'] }, 'staging'],
    [
      'another is kept out of',
      { given: 'staging', named: [named('production', 'excluded')] },
      'staging',
    ],
    ['something is taken from elsewhere', { sources: [named('production')] }, 'development'],
  ])('is what is said where %s', (_, words, environment) => {
    expect(place(words)).toEqual({ kind: 'settled', environment });
  });

  it('is one of several only by the caller', () => {
    const reason = (names: string) => `The intent names ${names}; a task is about one environment.`;

    expect(place({ named: [named('staging'), named('production')] })).toEqual(
      contradiction(reason('production and staging'), 'production', 'staging'),
    );
    expect(place({ given: 'staging', named: [named('staging')], others: [uat] })).toEqual(
      contradiction(reason('staging and “uat”'), 'staging'),
    );
    expect(place({ others: [uat, qa] })).toEqual(contradiction(reason('“uat” and “qa”')));
  });

  it('is unclear where the one that is named is none of the three', () => {
    expect(place({ given: 'staging', others: [uat] })).toEqual({
      kind: 'unclear',
      reason: '“uat” is none of the three.',
    });
  });

  it('is none that is kept out of', () => {
    const keepOut = named('production', 'excluded');

    expect(place({ named: [named('production'), keepOut] })).toEqual(
      contradiction(
        'The intent both asks for production and asks to keep out of it.',
        'production',
      ),
    );
    expect(place({ given: 'production', named: [keepOut] })).toEqual(
      contradiction('The request says production, and the intent asks to keep out of it.'),
    );
    expect(place({ named: [named('development', 'excluded')] })).toEqual(
      contradiction('The intent asks to keep out of development and names no other environment.'),
    );
    expect(place({ named: [keepOut], ofNames: ['production'] })).toEqual(
      contradiction('The intent asks to keep out of production and names no other environment.'),
    );
  });

  it('is never changed by words that contradict the caller or the assets', () => {
    expect(place({ given: 'staging', named: [named('production')] })).toEqual(
      contradiction('The request says staging, and the intent says production.', 'production'),
    );
    expect(place({ given: 'staging', ofNames: ['development', 'production'] })).toEqual(
      contradiction(
        'The request says staging, and what it names is in development and production.',
        'development',
        'production',
      ),
    );
    expect(place({ named: [named('staging')], ofNames: ['production'] })).toMatchObject({
      reason: 'The request says staging, and what it names is in production.',
    });
    expect(place({ ofNames: ['production', 'staging'] })).toEqual(
      contradiction(
        'What the intent names is in production and staging; a task is about one environment.',
        'production',
        'staging',
      ),
    );
  });
});
