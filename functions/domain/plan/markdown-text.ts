import { cleanText } from '../task/clean-text.ts';

/**
 * What some reader of Markdown takes for more than text: marks, addresses (`https://`, `www.`, bare
 * names of hosts and mailboxes), entities, mentions and shortcodes. Escapes would not do, since a
 * reader may look for addresses after it took them away.
 */
const telling = [
  /[\\`*~[\]<>#|&@$^/]/u,
  /\.[^\s]/u,
  /:(?!"|$)/u,
  /(?:^|[^\p{L}\p{N}])_|_(?:[^\p{L}\p{N}]|$)/u,
];

/** At the start of a line these begin a list, a heading, a quotation or a rule. */
const harmlessStart = /^(?!\d+[.)])["'(“‘\p{L}\p{N}]/u;

const isHarmless = (word: string): boolean => telling.every((pattern) => !pattern.test(word));

/** Text in a code span, in which nothing is markup and no address a link. */
const codeSpan = (text: string): string => {
  const longest = Math.max(0, ...(text.match(/`+/gu) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  const space = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${space}${text}${space}${fence}`;
};

/** A name or value that others wrote, on one line: as it is where it is one plain word, else as code. */
export const markdownName = (text: string): string => {
  const name = cleanText(text, 2_000);
  return /^[^\s,]+$/u.test(name) && harmlessStart.test(name) && isHarmless(name)
    ? name
    : codeSpan(name);
};

const inSentence = (word: string): string => (isHarmless(word) ? word : codeSpan(word));

/** Text that others had a part in, within a line: each word that could be more than text is code. */
export const markdownSentence = (text: string): string =>
  cleanText(text, 2_000).split(' ').map(inSentence).join(' ');

/** The same at the start of a line or of a list's item. */
export const markdownLine = (text: string): string =>
  cleanText(text, 2_000)
    .split(' ')
    .map((word, index) =>
      index > 0 || harmlessStart.test(word) ? inSentence(word) : codeSpan(word),
    )
    .join(' ');
