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

/** Those of some words that one slip turns a word into. */
export type SlipsOf = (word: string) => readonly string[];

const shapeOf = (word: string, length: number): string => `${word.charAt(0)}${length}`;

/**
 * Finds the words that a word is a slip of, by `isOneSlip`. Kept by first letter and length, so that a
 * look-up compares with few of them.
 */
export const makeSlipsOf = (words: Iterable<string>): SlipsOf => {
  const byShape = new Map<string, string[]>();
  for (const word of new Set(words)) {
    if (word.length < shortestGuess) continue;
    const shape = shapeOf(word, word.length);
    const alike = byShape.get(shape) ?? [];
    alike.push(word);
    byShape.set(shape, alike);
  }
  return (word) =>
    word.length < shortestGuess
      ? []
      : [word.length - 1, word.length, word.length + 1].flatMap((length) =>
          (byShape.get(shapeOf(word, length)) ?? []).filter((one) => isOneSlip(word, one)),
        );
};
