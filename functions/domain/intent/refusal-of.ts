import { isOtherLanguage } from './is-other-language.ts';
import type { Claims } from './claims.ts';
import { leaveOver } from './decided-words.ts';
import { quoted } from './quoted.ts';
import { readBounds } from './readers/read-bounds.ts';
import type { TextFault } from './request-text.ts';

/** Takes the run of characters that holds the fault, and quotes it. */
const quoteFault = (claims: Claims, fault: TextFault): string => {
  const { source, tokens } = claims.text;
  const before = source.slice(0, fault.start).split(/\s/u).at(-1) ?? '';
  const [rest = ''] = source.slice(fault.start).split(/\s/u, 1);
  const start = fault.start - before.length;
  const end = fault.start + rest.length;
  tokens.forEach((token, at) => {
    if (token.start < end && token.end > start)
      claims.take({ from: at, to: at + 1, as: 'residue', value: 'text' });
  });
  return `“${(before + rest).replace(/[\p{C}]/gu, '�').slice(0, 80)}”`;
};

/**
 * Why a request is refused whatever it is about, null where it is not. The words that decided it are
 * taken for residue whose value says why, before any other reader is asked.
 */
export const refusalOf = (claims: Claims): string | null => {
  const [fault] = claims.text.faults;
  if (fault !== undefined) return `${quoteFault(claims, fault)} can’t be read: ${fault.reason}.`;
  const bound = readBounds(claims);
  if (bound !== null) {
    const { from, to } = bound.found;
    claims.take({ from, to, as: 'residue', value: 'bounds' });
    return `The intent ${bound.reason}: ${quoted(claims, bound.found)}.`;
  }
  if (!isOtherLanguage(claims)) return null;
  leaveOver(claims, 'language');
  return `${quoted(claims, { from: 0, to: claims.text.tokens.length })} is in a language that is not read here: write it in English.`;
};
