import { isOtherLanguage } from './account-for-words.ts';
import type { Claims } from './claims.ts';
import { quoted } from './quoted.ts';
import { readBounds } from './readers/read-bounds.ts';
import type { Unclear } from './reading.ts';
import { unclear } from './unclear.ts';

/** What is refused whatever the request is about. */
export const refusalOf = (claims: Claims): Unclear | null => {
  const { text } = claims;
  const [fault] = text.faults;
  if (fault !== undefined) {
    const word = text.source.slice(0, fault.start).split(/\s/u).at(-1) ?? '';
    const [rest = ''] = text.source.slice(fault.start).split(/\s/u, 1);
    return unclear(claims, {
      reason: `“${(word + rest).replace(/[\p{C}]/gu, '�').slice(0, 80)}” can’t be read: ${fault.reason}.`,
    });
  }
  const bound = readBounds(claims);
  if (bound !== null)
    return unclear(claims, {
      reason: `The intent ${bound.reason}: ${quoted(claims, bound.found)}.`,
    });
  if (isOtherLanguage(claims))
    return unclear(claims, {
      reason: 'The intent is in a language that is not read here: write it in English.',
    });
  return null;
};
