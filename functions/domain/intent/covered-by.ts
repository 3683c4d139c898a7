import type { Place } from './told-clauses.ts';

/**
 * For each place of a text the runs of words that cover it. Made once, so that a long text is not
 * searched anew for each of its words.
 */
export const coveredBy = (
  length: number,
  places: readonly Place[],
): readonly (readonly Place[])[] => {
  const covered: Place[][] = Array.from({ length }, () => []);
  for (const place of places)
    for (let at = place.from; at < Math.min(place.to, length); at += 1) covered[at]?.push(place);
  return covered;
};
