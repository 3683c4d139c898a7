/** A run of words, `to` exclusive. */
export interface Place {
  readonly from: number;
  readonly to: number;
}

const none: readonly Place[] = [];

/**
 * For each place of a text the runs of words that cover it. Made once, so that a long text is not
 * searched anew for each of its words.
 */
export const coveredBy = (
  length: number,
  places: readonly Place[],
): readonly (readonly Place[])[] => {
  const covered: (readonly Place[])[] = Array.from({ length }, () => none);
  for (const place of places)
    for (let at = place.from; at < Math.min(place.to, length); at += 1)
      covered[at] = [...(covered[at] ?? none), place];
  return covered;
};
