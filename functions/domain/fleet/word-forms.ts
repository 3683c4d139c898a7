import { cleanText } from '../task/clean-text.ts';

/** Nearly all words of requests; cleaning them anew for each table would be most of the work. */
const alreadyClean = /^[a-z0-9_.-]{1,100}(?: [a-z0-9_.-]{1,100}){0,2}$/u;

/** A word as it is looked up: cleaned of what nobody sees, in lower case. */
export const wordKey = (text: string): string =>
  alreadyClean.test(text) ? text : cleanText(text).toLowerCase();

/** The word and what its singular may be, the likeliest first; `redis` stays `redis` where that is known. */
export const wordForms = (word: string): readonly string[] => {
  const key = wordKey(word);
  if (!key.endsWith('s')) return key === '' ? [] : [key];
  const forms = [key];
  if (/[^s]s$/u.test(key)) forms.push(key.slice(0, -1));
  if (/ies$/u.test(key)) forms.push(`${key.slice(0, -3)}y`);
  if (/(?:s|x|ch|sh|z)es$/u.test(key)) forms.push(key.slice(0, -2));
  return forms.filter((form) => form !== '');
};
