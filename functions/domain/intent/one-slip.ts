/** Shorter words are too near to others to be guessed at. */
const shortestGuess = 6;

/** How many letters two different words begin with alike. */
const sharedStart = (one: string, other: string): number => {
  let index = 0;
  while (one[index] === other[index]) index += 1;
  return index;
};

/**
 * Whether two words differ by a single slip of the keyboard: a letter left out, put in, replaced or
 * two swapped. Never for words under six letters, nor where the first letter differs.
 */
export const isOneSlip = (one: string, other: string): boolean => {
  if (Math.min(one.length, other.length) < shortestGuess) return false;
  if (Math.abs(one.length - other.length) > 1 || one === other) return false;
  const start = sharedStart(one, other);
  if (start === 0) return false;
  const left = one.slice(start);
  const right = other.slice(start);
  return (
    left.slice(1) === right.slice(1) ||
    left === right.slice(1) ||
    left.slice(1) === right ||
    (left[0] === right[1] && left[1] === right[0] && left.slice(2) === right.slice(2))
  );
};
