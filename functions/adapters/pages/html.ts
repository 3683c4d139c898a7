import { cleanText } from '../../domain/task/clean-text.ts';
import { cleanLines, escapeHtml } from '../../domain/notification/safe-text.ts';

/** Markup that is safe to put on a page: made by `html` alone. */
export interface Html {
  readonly markup: string;
}

export type HtmlValue = Html | readonly Html[] | string | number | null;

const longestText = 4_000;

const markupOf = (value: HtmlValue): string => {
  if (value === null) return '';
  if (typeof value === 'string') return escapeHtml(cleanText(value, longestText));
  if (typeof value === 'number') return String(value);
  if ('markup' in value) return value.markup;
  return value.map((part) => part.markup).join('');
};

/** Markup with values put in: text is cleaned and escaped, markup is kept, null is nothing. */
export const html = (parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html => ({
  markup: parts.map((part, index) => `${part}${markupOf(values[index] ?? null)}`).join(''),
});

/** Text with its lines kept. */
export const lines = (text: string): Html => ({
  markup: escapeHtml(cleanLines(text, longestText)).replaceAll('\n', '<br>'),
});
