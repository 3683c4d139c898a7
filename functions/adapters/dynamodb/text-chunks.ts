/** Characters of a text in one item: below the 400 KB limit even where each takes three bytes. */
const chunkCharacters = 100_000;

/** A pair of surrogates stays in one chunk: a half of one is stored as another character. */
export const splitText = (text: string): readonly string[] => {
  const chunks: string[] = [];
  for (let start = 0; start < text.length;) {
    const end = start + chunkCharacters;
    const cutsPair = (text.codePointAt(end - 1) ?? 0) > 0xffff;
    const stop = cutsPair ? end - 1 : end;
    chunks.push(text.slice(start, stop));
    start = stop;
  }
  return chunks;
};

/** The sort key's last part, so that chunks come back in order. */
export const chunkName = (index: number): string => String(index).padStart(4, '0');
