import { remembered } from '../shared/remembered.ts';

const plurals: readonly (readonly [RegExp, string])[] = [
  [/ies$/u, 'y'],
  [/(ch|sh|ss|x|z)es$/u, '$1'],
  [/(?<![siu])s$/u, ''],
];

/** Longest first: what is left of "remediating" and of "remediation" has to be the same. */
const endings =
  /(?:isations?|isating|ations?|ating|ators?|ances?|ences?|ments?|ated|ates?|able|ible|ures?|ants?|ents?|ings?|ions?|ness|ery|ers?|(?<!e)ed|is|al)$/u;

const shortestStem = 3;
const mostEndings = 3;

/**
 * What the forms of a word share: patch, patches, patched and patching give the same. Not a word
 * itself, and only to be compared with other stems.
 */
export const stemOf = remembered((word: string): string => {
  let stem = word.replace(/'s?$/u, '').replace(/([iy])z(?=e|ing|ation)/u, '$1s');
  if (stem.length <= shortestStem) return stem;
  for (const [ending, instead] of plurals) {
    const singular = stem.replace(ending, instead);
    if (singular === stem) continue;
    stem = singular;
    break;
  }
  // Again and again, since "alter" and "altered", "restore" and "restoring" have to meet.
  for (let pass = 0; pass < mostEndings; pass += 1) {
    const short = stem.replace(endings, '');
    const bare = short.length >= shortestStem ? short : stem;
    stem = bare.length > shortestStem ? bare.replace(/e$/u, '') : bare;
  }
  return stem.replace(/(?<=..)([bdgmnprt])\1$/u, '$1').replace(/(?<=..)y$/u, 'i');
});
