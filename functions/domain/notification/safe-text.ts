import { cleanText } from '../task/clean-text.ts';

/**
 * Text that others wrote with its lines, each without control, bidirectional and zero-width
 * characters, which make text read as something else than it is.
 */
export const cleanLines = (text: string, maximumCharacters = 2_000): string => {
  const lines = text.split(/\r\n?|\n/u).map((line) => cleanText(line, maximumCharacters));
  const joined = lines.join('\n').trim();
  return joined.length <= maximumCharacters ? joined : `${joined.slice(0, maximumCharacters - 1)}…`;
};

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML content or as a quoted attribute. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
