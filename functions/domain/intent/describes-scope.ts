import type { Claims } from './claims.ts';
import { isAbstractWord, isContextWord } from './context-words.ts';
import { functionWords, machineNouns } from './plain-words.ts';

/** Before what something is in, on or of. */
export const placing = new Set(['in', 'on', 'at', 'of', 'for', 'across', 'within', 'from', 'to']);

/** What follows machines by one of these says which of them are meant. */
export const describing = new Set(
  'in on at of from within across under behind like running using having serving holding containing near'.split(
    ' ',
  ),
);

/** Verbs of what is told beside machines: these are what it is told of. */
const saying = new Set(
  'says said say shows showed show lists listed reports reported flags flagged wants want has have had lost left made makes got changed left broke'.split(
    ' ',
  ),
);
/** "The kiosk machines", "on blue": a word that tells machines apart is no context, wherever it stands. */
export const describesScope = (claims: Claims, at: number): boolean => {
  const { wordAt, isWordAt } = claims.text;
  const isScope = (index: number): boolean =>
    machineNouns.has(wordAt(index)) ||
    claims.claimAt(index)?.as === 'scope' ||
    claims.claimAt(index)?.as === 'environment';
  const isArticle = functionWords.has(wordAt(at - 1));
  const before = isArticle && placing.has(wordAt(at - 2)) ? at - 2 : at - 1;
  // "The servers in Strasbourg", and not "the scan in January".
  const text = wordAt(at);
  const place = wordAt(before);
  const isKnown = isContextWord(text) || isAbstractWord(text);
  const isPlaced =
    (describing.has(place) && isScope(before - 1)) || (placing.has(place) && !isKnown);
  const isNumber = /^\d+$/u.test(text);
  if (isNumber) return isScope(at + 1) || isScope(at - 1);
  const next = wordAt(at + 1);
  // "The dashboard says api …": what is done by it describes nothing.
  const isBefore = isScope(at + 2) && isWordAt(at + 1) && !saying.has(next);
  return isScope(at + 1) || isBefore || isPlaced || /\d/u.test(text);
};
