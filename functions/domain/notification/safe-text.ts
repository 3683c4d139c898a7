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

/**
 * Text for a terminal: its lines and spaces stay, and every character that would steer the terminal,
 * turn text around or hide in it is written out, such as `\\u{1b}`.
 */
export const terminalText = (text: string): string =>
  text.replace(
    /[^\P{C}\n\t]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );

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
