/**
 * How many letters have to be left out, put in, replaced or swapped with their neighbour to make one
 * word of another; null for more than the most. Takes time in proportion to the length and the most.
 */
export const editsBetween = (one: string, other: string, most: number): number | null => {
  const width = other.length;
  if (Math.abs(one.length - width) > most) return null;
  const far = most + 1;
  let before: number[] = [];
  let last = Array.from({ length: width + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row += 1) {
    const next = Array.from({ length: width + 1 }, () => far);
    next[0] = row;
    // Only what is at most so far apart can still come out as near.
    const end = Math.min(width, row + most);
    for (let at = Math.max(1, row - most); at <= end; at += 1) {
      const same = one[row - 1] === other[at - 1] ? 0 : 1;
      const isSwap = one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1];
      next[at] = Math.min(
        (last[at] ?? far) + 1,
        (next[at - 1] ?? far) + 1,
        (last[at - 1] ?? far) + same,
        isSwap ? (before[at - 2] ?? far) + 1 : far,
      );
    }
    if (Math.min(...next) > most) return null;
    before = last;
    last = next;
  }
  const edits = last[width] ?? far;
  return edits > most ? null : edits;
};
