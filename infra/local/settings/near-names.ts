/** Number of letters to insert, drop, change or swap with a neighbour (optimal string alignment). */
const distance = (left: string, right: string): number => {
  let before: number[] = [];
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const same = left[i - 1] === right[j - 1];
      const swapped =
        i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
      next[j] = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    [before, row] = [row, next];
  }
  return row[right.length] ?? 0;
};

/** The known name that a name was probably meant to be, or null; the longer, the more may differ. */
export const nearName = (name: string, known: readonly string[]): string | null => {
  const close = known
    .map((candidate) => ({
      candidate,
      steps: distance(name.toUpperCase(), candidate.toUpperCase()),
    }))
    .filter(({ candidate, steps }) => steps <= (candidate.length < 8 ? 1 : 2))
    .sort((left, right) => left.steps - right.steps);
  return close[0]?.candidate ?? null;
};
