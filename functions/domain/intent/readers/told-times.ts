import type { ParsedResult } from 'chrono-node';
import type { Claims, Found } from '../claims.ts';
import { coveredBy } from '../covered-by.ts';
import type { Place } from '../told-clauses.ts';

/** What has been or is told of: "last night's scan", "found during last week's review", "90 days old". */
export const isTold = (
  { text: { wordAt } }: Claims,
  { from, to }: Found,
  { text }: ParsedResult,
): boolean => {
  const before = wordAt(from - 1);
  const after = wordAt(to);
  if (/^\d+ (?:minute|hour|day|week|month|year)s?$/iu.test(text))
    return before !== 'in' && after !== 'from';
  if (
    !/^(?:last|past|previous|earlier|this (?:morning|month|week|quarter|year|spring|summer|autumn|winter|sprint|release)|yesterday|today|\d+ \w+ ago)/iu.test(
      text,
    )
  )
    return false;
  const possessive = /'s$/u.test(wordAt(to - 1)) || /'s/u.test(text);
  const told =
    /^(?:since|from|by|during|in|of|as|than|like|was|were|found|detected|reported|missed|the|our|noticed|discovered|after|over)$/u;
  return possessive || told.test(before);
};

/** What is told of a time binds nothing, unless it tells when something can be done. */
const binding =
  /\b(?:window|slot|available|availability|until|till|deadline|due|earliest|latest|can|may|must|should|only|allowed|free|possible|maintenance|wait|scheduled|(?:it|this|that|we) (?:starts?|begins?))\b/u;

const reporting =
  /\b(?:asks?|demands?|requires?|obliges?|says|shows?|showed|complains?|complained|reports?|reported|flags?|fails?|happens|breaks|pages|policy|contract|auditors?|regulator)\b/u;

/** What the told clauses of a request make of the times in them. */
export interface ToldTimes {
  /** Whether a time at a place is told of and binds nothing. */
  readonly isOnlyTold: (at: number) => boolean;
  /** "The contract obliges us to hold a drill each autumn": told by somebody, and not asked for. */
  readonly isReported: (at: number) => boolean;
}

/** Finds for each place of a request whether a time there is only told of. */
export const makeToldTimes = ({ text: { tokens } }: Claims, told: readonly Place[]): ToldTimes => {
  const wordsIn = (from: number, to: number): string =>
    tokens
      .slice(from, to)
      .map(({ text }) => text)
      .join(' ');
  const idle = coveredBy(
    tokens.length,
    told.filter(({ from, to }) => !binding.test(wordsIn(from, to))),
  );
  const all = coveredBy(tokens.length, told);
  return {
    isOnlyTold: (at) => (idle[at]?.length ?? 0) > 0,
    isReported: (at) => all[at]?.some(({ from }) => reporting.test(wordsIn(from, at))) ?? false,
  };
};
