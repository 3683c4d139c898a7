const cutText = (text: string, maximumCharacters: number): string => {
  const characters = Array.from(text);
  if (characters.length <= maximumCharacters) return text;
  return `${characters.slice(0, Math.max(0, maximumCharacters - 1)).join('')}…`;
};

/**
 * Text without control, bidirectional, zero-width, private-use and unpaired surrogate characters, in
 * NFKC, on one line. Text from people, tags, logs and feeds passes here before anybody reads it.
 */
export const cleanText = (text: string, maximumCharacters = 4_000): string => {
  const visible = text
    .replace(/[\t\n\u000B\f\r\u0085\u2028\u2029]/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu, '')
    .normalize('NFKC')
    .replace(/\s+/gu, ' ')
    .trim();
  return cutText(visible, maximumCharacters);
};
