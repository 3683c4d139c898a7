import type { Claims } from './claims.ts';
import { coveredBy } from './covered-by.ts';
import type { Doubt } from './read-context.ts';
import type { Words } from './read-words.ts';
import type { FoundScope } from './readers/read-scope.ts';
import { keeping } from './readers/left-out-words.ts';
import type { Place } from './covered-by.ts';

const breaks = /^[,;:.!?()–—-]$/u;
/** Before a name at the head of a clause. */
const leading = new Set(
  'the our my and but host hosts server servers box node machine instance only just also please pls so while whereas though because since as'.split(
    ' ',
  ),
);
/** Words before a name at most: further in it is no clause that begins with it. */
const longestLead = 10;
/** What keeps off what it names after it. */
const heldBack =
  /^(?:keep|leave|hold|park|freeze|protect|spare|save|reserve|quarantine|isolate|wait)\b/u;

/** Machines in general, and more than one. */
const many =
  /s$|^(?:fleet|everything|everywhere|estate|infrastructure|infra|environment|env|stack)$/u;

const isNamed = ({ criteria: { names, asset_ids: ids, addresses } }: FoundScope): boolean =>
  (names ?? ids ?? addresses) !== undefined;

interface Clause {
  readonly from: number;
  readonly text: string;
}

/** For each word the clause that it stands in. */
const clausesOf = ({ text: { tokens, source } }: Claims): readonly Clause[] => {
  const clauses: Clause[] = [];
  const close = (from: number, to: number): void => {
    const text = tokens
      .slice(from, to)
      .map((token) => token.text)
      .join(' ');
    const clause = { from, text };
    for (let at = from; at < to; at += 1) clauses.push(clause);
  };
  let from = 0;
  tokens.forEach(({ text, start }, at) => {
    const isLine = /\n/u.test(source.slice(tokens[at - 1]?.end ?? start, start));
    if (!breaks.test(text) && !isLine) return;
    close(from, at);
    from = at;
  });
  close(from, tokens.length);
  return clauses;
};

/** Whether a clause of its own begins with the name and may keep it as it is, or begins with what does. */
const mayKeep = (claims: Claims, { from: at }: FoundScope, { from, text }: Clause): boolean => {
  if (at - from > longestLead) return false;
  const before = claims.text.tokens.slice(from, at);
  return (
    heldBack.test(text) ||
    (before.every((token) => leading.has(token.text) || breaks.test(token.text)) &&
      keeping.test(text))
  );
};

const reason =
  'is named beside what is asked for: say “except” where it is left out, or “only” where nothing else is meant';

/**
 * Machines that are called by their name in a clause that may leave them out or that only tells of them,
 * while something else is asked for: they would be all that is changed, the opposite of what was said.
 */
export const asideNames = ({ claims, found }: Words, told: readonly Place[]): readonly Doubt[] => {
  const names = found.filter(isNamed);
  if (names.length === 0) return [];
  const covered = coveredBy(claims.text.tokens.length, told);
  const isTold = (at: number): boolean => (covered[at]?.length ?? 0) > 0;
  const clauses = clausesOf(claims);
  const aside = names.filter((one) => {
    const clause = clauses[one.from];
    return isTold(one.from) || (clause !== undefined && mayKeep(claims, one, clause));
  });
  const own = new Set(aside.map(({ from }) => clauses[from]));
  const isElsewhere = (at: number): boolean => !isTold(at) && !own.has(clauses[at]);
  const isAsked =
    found.some(
      ({ from, to, criteria }) =>
        isElsewhere(from) &&
        (Object.keys(criteria).length > 0 || many.test(claims.text.wordAt(to - 1))),
    ) ||
    claims.text.tokens.some(
      (_token, at) => claims.claimAt(at)?.as === 'environment' && isElsewhere(at),
    );
  return isAsked ? aside.map(({ from, to }) => ({ from, to, reason })) : [];
};
