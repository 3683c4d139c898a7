/** Longer words are names and noise, which nobody says twice. */
const longest = 40;

/**
 * The same pure function of a word, which keeps its last answers: requests are mostly made of the same
 * words, and each reader asks for them anew. Never keeps more than `most` of them.
 */
export const remembered = <Answer extends object | string>(
  answerTo: (word: string) => Answer,
  most = 4_000,
): ((word: string) => Answer) => {
  const known = new Map<string, Answer>();
  return (word) => {
    const before = known.get(word);
    if (before !== undefined) return before;
    const answer = answerTo(word);
    if (word.length > longest) return answer;
    if (known.size >= most) known.clear();
    known.set(word, answer);
    return answer;
  };
};
