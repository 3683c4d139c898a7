import type { Claims, Found } from '../claims.ts';
import type { ReadContext } from '../read-context.ts';
import { antecedentOf, leftOutClauses, listEnd } from './left-out-clauses.ts';
import { matchScope } from './match-scope.ts';
import { packageAt } from './package-at.ts';

/** Where a request says that something is left out. */
export interface ExclusionPlace {
  readonly from: number;
  readonly to: number;
  /** What is left out stands from here, up to the limit or to where the list ends. */
  readonly begin: number;
  readonly limit: number;
  /** What "those" stand for, which was named before. */
  readonly standsFor: { readonly begin: number; readonly limit: number } | null;
  /** Why it can't be told what is left out. */
  readonly doubt: string | null;
}

const cues =
  /\b(?:except(?:ing)?(?: for)?|exept|excpet|execpt|exluding|exluded?|excl(?: \.)?|with the exception of|(?<!\b(?:no|without|any|the|an|few) )(?:exceptions?|exemptions?|exclusions?)(?: (?::|are|is))+|excluding|excludes?|exclusive of|apart from|aside from|other than|save for|barring|all but(?= (?:not )?the)|all (?:[a-z]+ ){1,2}but|(?:everything|anything|all|everywhere|anywhere) but(?: not)?|but not|and not(?! (?:another |just |more )?(?:slides|slideware|spreadsheets?|paper|theory|promises|presentations?)\b)|(?<=[,;(] |^)not (?:on|in|for|to)|(?:but |and |just |please ){0,4}(?:do not|don't|dont|never|must not|without|no)(?: ever)? (?:touch|touching|include|including|change|changing|modify|modifying|go near|go into|affect|affecting|mess with|patch|patching|update|updating|fix|reimage|apply (?:it|this|them) to)|(?:stay|keep|staying|keeping)(?: well)? (?:away from|out of|off|clear of)|hands off|steer clear of|leave out|leaving out|omit(?:ting)?|skip(?:ping)?|spare|sparing|exempt(?:ing)?|ignor(?:e|ing)|minus|outside(?: of)?|less the|not(?= (?:the |our |any |on |in |production|prod|staging|dev|development|databases?|web|app|api|caches?|workers?|windows|linux)))(?= |$)/gu;
const wrapped =
  /\b(?:leave|leaving|keep|keeping) (?<what>(?:[^ .;!?]+ ){1,8}?)(?:alone|untouched|unchanged|unpatched|as (?:they|it|he|she) (?:are|is)|how (?:they|it) (?:are|is)|where (?:they|it) (?:are|is)|the way (?:they|it) (?:are|is)|as is|in peace|be(?= ?[.,;!?)]|$| (?:and|but|please|for|this|until))|off (?:the list|limits)|intact|the same|out of (?:it|this|scope|the (?:change|rollout|patching|run))|out)\b/gu;

/** "Keep the databases running": what goes on as it is, or is out of scope by its name. */
const kept =
  /\b(?:keep|leave|leaving|keeping) (?<kept>(?:[^ .,;!?]+ ){1,5}?)(?:running|up|online|serving)(?= [.,;!?]|$)/gu;

/** Before a list that names something: elsewhere these are no exclusion ("without downtime", "no rush"). */
const listed =
  /\b(?:without(?:\sany(?:\sof)?)?|w o|sans|bar|short of|not counting|not including|(?:keep|keeping)(?: \w+)? hands off|stay off|avoid(?:ing)?|(?:(?:but|and) |(?<=[,;:(] |^|so |just |– |— |- )(?:please )?)not(?: on| in| for)?)\b/gu;

/** Before a word that stands for what was named before: "so leave it". */
const leaveThose =
  /\b(?:so |and |but |just |please |better ){0,4}(?:leave|skip|forget|ignore|avoid|exclude|omit|spare|keep off|stay off|(?:do not|don't|dont) touch)(?= (?:them|those|these|it|that one|this one)\b)/gu;

/** "Skip those": what they stand for was named before. */
const pronoun =
  /^(?:them|those|these|it|that|this|both|one|out|alone|completely|entirely|please|be|as|is|are|they|though|for|now)$/u;
/** "Don't skip the databases" leaves nothing out. */
const negation =
  /^(?:not|don't|dont|never|without|no|cannot|can't|won't|mustn't|shouldn't|nothing|nobody)$/u;

const twice = 'says no to leaving something out: say what is changed, and what is left out';

const plain = { standsFor: null, doubt: null } as const;

/** Words that nobody has read, or that were taken for a reason as "as it is" may be. */
const isOpen = (claims: Claims, { from, to }: Found): boolean => {
  for (let at = from; at < to; at += 1)
    if (!claims.isFree(at) && claims.claimAt(at)?.as !== 'reference') return false;
  return claims.isFree(from);
};

/** "The orders tier is busy, so skip those": what the words of a cue stand for. */
const standsFor = (claims: Claims, { from, to }: Found, context: ReadContext) => {
  const { tokens, wordAt, isWordAt } = claims.text;
  let end = to;
  while (end < tokens.length && pronoun.test(wordAt(end))) end += 1;
  if (end === to || (end < tokens.length && isWordAt(end))) return null;
  const found = antecedentOf(claims, from, context);
  return found === null ? null : { found, end };
};

const cuePlace = (claims: Claims, found: Found, context: ReadContext): ExclusionPlace => {
  const { from, to } = found;
  const { tokens, wordAt } = claims.text;
  const before = wordAt(from - 1);
  const isTwice =
    /^(?:skip|omit|ignor|exclu|spar|leav|exempt)/u.test(wordAt(from)) &&
    (negation.test(before) || (before === 'to' && negation.test(wordAt(from - 2))));
  const place = { from, to, begin: to, limit: tokens.length };
  if (isTwice) return { ...place, standsFor: null, doubt: twice };
  const named = standsFor(claims, found, context);
  return named === null
    ? { ...place, ...plain }
    : { ...place, to: named.end, limit: named.end, standsFor: named.found, doubt: null };
};

const listedPlaces = (claims: Claims, context: ReadContext): readonly ExclusionPlace[] =>
  [...claims.findFree(listed), ...claims.findFree(leaveThose)].flatMap(
    (found): readonly ExclusionPlace[] => {
      const end = listEnd(claims, found.to, context);
      // An image is built without a package; of what is patched "without" may say what it lacks.
      const isPackage = [0, 1, 2].some((next) => packageAt(claims, found.to + next) !== null);
      if (isPackage && /^(?:without|w)$/u.test(claims.text.wordAt(found.from))) return [];
      if (end !== null) return [{ ...found, begin: found.to, limit: end, ...plain }];
      const before = standsFor(claims, found, context);
      return before === null
        ? []
        : [
            {
              ...found,
              to: before.end,
              begin: found.to,
              limit: before.end,
              standsFor: before.found,
              doubt: null,
            },
          ];
    },
  );

/** The places in the order in which they are read: what one has taken no later one reads anew. */
export const exclusionPlaces = (
  claims: Claims,
  context: ReadContext,
): readonly ExclusionPlace[] => [
  ...claims
    .find(wrapped)
    .filter((found) => isOpen(claims, found))
    .map((found) => {
      const place = { ...found, begin: found.from + 1, limit: found.to - 1, ...plain };
      const before = standsFor(claims, { ...found, to: found.from + 1 }, context);
      return before === null ? place : { ...place, standsFor: before.found };
    }),
  ...leftOutClauses(claims, context).map((found) => ({
    ...found,
    standsFor: null,
  })),
  ...claims
    .findFree(kept)
    .map((found) => ({ ...found, begin: found.from, limit: found.to, ...plain })),
  ...claims
    .findFree(
      /(?<=[,;(] |^|and |but )no\b(?= [a-z0-9-]+(?: (?:pkgs?|packages?|patch(?:es)?|updates?|servers?|machines?|hosts?|role|service))?(?: ?[,.;)]|$))/gu,
    )
    .filter(
      ({ to }) =>
        packageAt(claims, to) !== null || matchScope(claims, to, context)?.kind === 'match',
    )
    .map((found) => ({ ...found, begin: found.to, limit: found.to + 1, ...plain })),
  ...listedPlaces(claims, context),
  ...claims.find(cues).map((found) => cuePlace(claims, found, context)),
];
