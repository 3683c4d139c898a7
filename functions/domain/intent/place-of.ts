import type { Environment } from '../shared/environment.ts';
import type { Claims } from './claims.ts';
import { quoted } from './quoted.ts';
import type { Doubt, NamedEnvironment } from './read-context.ts';

/** Where a task goes, or why that isn't settled. */
export type PlaceReading =
  | { readonly kind: 'settled'; readonly environment: Environment }
  | { readonly kind: 'unclear'; readonly reason: string }
  | {
      readonly kind: 'contradiction';
      readonly reason: string;
      readonly named: readonly Environment[];
    };

export interface PlaceWords {
  readonly given: Environment | undefined;
  readonly named: readonly NamedEnvironment[];
  /** Environments that something is taken from. */
  readonly sources: readonly NamedEnvironment[];
  /** Environments that are none of the three. */
  readonly others: readonly Doubt[];
  /** Where the assets are that are called by name. */
  readonly ofNames: readonly Environment[];
}

const distinct = (
  named: readonly NamedEnvironment[],
  as: NamedEnvironment['as'],
): readonly Environment[] =>
  [...new Set(named.filter((one) => one.as === as).map(({ environment }) => environment))].sort();

const contradiction = (reason: string, named: readonly Environment[]): PlaceReading => ({
  kind: 'contradiction',
  reason,
  named,
});

/** The caller's environment stands; words may fill its place or contradict it, never change it. */
export const placeOf = (claims: Claims, words: PlaceWords): PlaceReading => {
  const { given, others, ofNames } = words;
  const named = distinct(words.named, 'place');
  const excluded = distinct(words.named, 'excluded');
  const [other] = others;
  if (named.length + others.length > 1)
    return contradiction(
      `The intent names ${[...named, ...others.map((one) => quoted(claims, one))].join(' and ')}; a task is about one environment.`,
      named,
    );
  if (other !== undefined)
    return { kind: 'unclear', reason: `${quoted(claims, other)} ${other.reason}.` };
  const [first] = named;
  const both = named.find((one) => excluded.includes(one));
  if (both !== undefined)
    return contradiction(`The intent both asks for ${both} and asks to keep out of it.`, named);
  if (given !== undefined && first !== undefined && first !== given)
    return contradiction(`The request says ${given}, and the intent says ${first}.`, named);
  if (given !== undefined && excluded.includes(given))
    return contradiction(
      `The request says ${given}, and the intent asks to keep out of it.`,
      named,
    );
  const said = given ?? first;
  if (said !== undefined && ofNames.length > 0 && !ofNames.includes(said))
    return contradiction(
      `The request says ${said}, and what it names is in ${ofNames.join(' and ')}.`,
      ofNames,
    );
  if (said === undefined && ofNames.length > 1)
    return contradiction(
      `What the intent names is in ${ofNames.join(' and ')}; a task is about one environment.`,
      ofNames,
    );
  const environment = said ?? ofNames[0] ?? 'development';
  return excluded.includes(environment)
    ? contradiction(
        `The intent asks to keep out of ${environment} and names no other environment.`,
        [],
      )
    : { kind: 'settled', environment };
};
