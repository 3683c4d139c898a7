import { environmentOf } from '../../fleet/fleet-words.ts';
import type { Claims, Found } from '../claims.ts';
import { machineNouns } from '../plain-words.ts';
import type { ReadContext } from '../read-context.ts';
import type { Place } from '../covered-by.ts';
import { leavingOut } from './left-out-words.ts';
import { matchScope } from './match-scope.ts';
import { packageAt } from './package-at.ts';

/** What a clause leaves out: the words from `begin` to `limit`; all of `from` to `to` says so. */
export interface LeftOut {
  readonly from: number;
  readonly to: number;
  readonly begin: number;
  readonly limit: number;
  /** Why it can't be told what is left out; null where it can. */
  readonly doubt: string | null;
  /** "The rest stays as it is": what nobody asks to change stays so without being left out. */
  readonly isRest: boolean;
}

type Kind = 'name' | 'idle' | 'and' | 'comma' | 'strong' | 'opener' | 'other';

const listOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));

const idle = listOf(
  'the our all any every both my your these those of in on at for from within under running and/or stuff things ones kind type data ' +
    'package packages updates patches role roles region regions zone zones service services az named called tagged " “ ” \'',
);
const joints = listOf('and or & / nor plus +');
const openers = listOf(
  'with but so since because while whereas though although as that please pls note ensure sure want remember also then obviously meanwhile ' +
    'however btw nb ps only just think mind yes ok thanks',
);
const rest = listOf('rest others everything anything all else other remaining');

const isLineEnd = ({ text: { source, tokens } }: Claims, at: number): boolean =>
  /\n/u.test(source.slice(tokens[at - 1]?.end ?? 0, tokens[at]?.start ?? 0));

const strong = /^[.;:!?(–—-]$/u;

/** The furthest that a clause is looked back over. */
const longest = 40;

/** Where the clause begins that stands before a place: after a mark that parts sentences. */
const clauseStart = (claims: Claims, end: number): number => {
  const { wordAt } = claims.text;
  let from = end;
  while (
    from > 0 &&
    end - from < longest &&
    !strong.test(wordAt(from - 1)) &&
    !isLineEnd(claims, from)
  )
    from -= 1;
  return from;
};

const plainKind = (claims: Claims, at: number, { words }: ReadContext): Kind => {
  const text = claims.text.wordAt(at);
  if (text === ',') return 'comma';
  if (joints.has(text)) return 'and';
  if (openers.has(text)) return 'opener';
  const as = claims.claimAt(at)?.as;
  if (as === 'time' || as === 'constraint' || as === 'reference' || as === 'exclusion')
    return 'opener';
  if (environmentOf(text, words) !== null) return 'name';
  return idle.has(text) || machineNouns.has(text) ? 'idle' : 'other';
};

/** What stands at a place is to a list of things that the fleet has, and where it ends. */
const kindAt = (claims: Claims, at: number, context: ReadContext): { kind: Kind; to: number } => {
  const pack = packageAt(claims, at);
  if (pack !== null) return { kind: 'name', to: pack.to };
  const scope = claims.isFree(at) ? matchScope(claims, at, context) : null;
  if (scope?.kind === 'unknown') return { kind: 'name', to: scope.to };
  const isNamed =
    scope?.kind === 'match' && (scope.match.value !== null || scope.match.to > at + 1);
  return isNamed
    ? { kind: 'name', to: scope.match.to }
    : { kind: plainKind(claims, at, context), to: at + 1 };
};

const kindsOf = (claims: Claims, { from, to }: Place, context: ReadContext): readonly Kind[] => {
  const kinds: Kind[] = [];
  for (let at = from; at < to;) {
    const found = kindAt(claims, at, context);
    for (; at < Math.min(found.to, to); at += 1) kinds.push(found.kind);
  }
  return kinds;
};

const inList = (kind: Kind | undefined): boolean =>
  kind === 'name' || kind === 'idle' || kind === 'and' || kind === 'comma';

interface Subject {
  readonly begin: number;
  readonly doubt: string | null;
}

const unsure = 'may be what is changed or what is left out: say “except” before what is left out';

/** Where the list begins that ends a clause: all of it, or what stands after the last joint where a verb has the others. */
const subjectOf = (kinds: readonly Kind[], from: number): Subject => {
  if (kinds.length >= longest) return { begin: from, doubt: unsure };
  let first = kinds.length;
  while (first > 0 && inList(kinds[first - 1])) first -= 1;
  while (first < kinds.length && (kinds[first] === 'and' || kinds[first] === 'comma')) first += 1;
  const run = kinds.slice(first);
  if (first === 0 || kinds[first - 1] === 'opener' || kinds[first - 1] === 'comma')
    return { begin: from + first, doubt: null };
  // A joint that was passed over parts the list from what stands before it.
  if (kinds[first - 1] === 'and') return { begin: from + first, doubt: null };
  const commas = run.filter((kind) => kind === 'comma').length;
  const ands = run.filter((kind) => kind === 'and').length;
  if (commas === 1) return { begin: from + first + run.indexOf('comma') + 1, doubt: null };
  if (commas === 0 && ands === 1)
    return { begin: from + first + run.indexOf('and') + 1, doubt: null };
  return { begin: from + first, doubt: unsure };
};

/** "Stateful stuff (databases and caches) stays": what the brackets hold. */
const inBrackets = (claims: Claims, end: number): { begin: number; from: number } | null => {
  const { tokens } = claims.text;
  if (tokens[end - 1]?.text !== ')') return null;
  for (let at = end - 2; at >= 0 && end - at < longest; at -= 1)
    if (tokens[at]?.text === '(') {
      const from = clauseStart(claims, at);
      return { begin: at + 1, from: at - from <= 4 ? from : at };
    }
  return null;
};

const isRestOf = (claims: Claims, begin: number, limit: number): boolean => {
  const words = claims.text.tokens.slice(begin, limit).map(({ text }) => text);
  return (
    words.some((text) => rest.has(text)) &&
    words.every((text) => rest.has(text) || idle.has(text) || machineNouns.has(text))
  );
};

const leftOutBy = (
  claims: Claims,
  { from: at, to }: Found,
  context: ReadContext,
): LeftOut | null => {
  const isReason = claims.claimAt(at)?.as;
  if (isReason !== undefined && isReason !== 'reference') return null;
  const brackets = inBrackets(claims, at);
  if (brackets !== null) return { ...brackets, to, limit: at - 1, doubt: null, isRest: false };
  const start = clauseStart(claims, at);
  if (start === at) return null;
  const kinds = kindsOf(claims, { from: start, to: at }, context);
  if (kinds.at(-1) === 'and') return null;
  const part = start + Math.max(kinds.lastIndexOf('comma'), kinds.lastIndexOf('opener')) + 1;
  if (isRestOf(claims, part, at))
    return { from: part, to, begin: at, limit: at, doubt: null, isRest: true };
  const { begin, doubt } = subjectOf(kinds, start);
  const isNamed = kinds.slice(begin - start).includes('name');
  if (!isNamed) return null;
  return { from: begin, to, begin, limit: at, doubt, isRest: false };
};

/** Clauses that name something and say after it that it stays as it is. */
export const leftOutClauses = (claims: Claims, context: ReadContext): readonly LeftOut[] =>
  claims
    .find(leavingOut)
    .map((found) => leftOutBy(claims, found, context))
    .filter((found) => found !== null);

/** Whether words end here what is listed. */
const closes =
  /^(?:[.,;:!?()–—-]|but|because|so|then|since|as|please|pls|thanks|until|till|for|this|today|tomorrow|tonight|now|while|where|when|which|who|that|they|he|she|it|we|i|on|at|in|by|with|and|or|obviously|though|starting|start|due|asap|only|max|at)$/u;

/** Where a list ends that names something and begins at a place; null where other words go on with it. */
export const listEnd = (claims: Claims, from: number, context: ReadContext): number | null => {
  const { tokens, wordAt } = claims.text;
  let to = from;
  let isNamed = false;
  let next: Kind | null = null;
  while (to < Math.min(tokens.length, from + longest)) {
    const found = kindAt(claims, to, context);
    next = found.kind;
    if (!inList(next) || next === 'comma') break;
    isNamed ||= next === 'name';
    to = found.to;
  }
  if (!isNamed) return null;
  const isClosed =
    to >= tokens.length || isLineEnd(claims, to) || closes.test(wordAt(to)) || next === 'opener';
  return isClosed ? to : null;
};

const tells =
  /^(?:is|are|has|have|had|was|were|gets?|got|needs?|runs?|do|does|belongs?|hosts?|holds?|serves?|will|can|can't|cannot|must|just|still|went|goes|isn't|aren't)$/u;

/** What "those" stand for: what the clause before begins with and tells something of; null where it may be several things. */
export const antecedentOf = (
  claims: Claims,
  cue: number,
  context: ReadContext,
): { readonly begin: number; readonly limit: number } | null => {
  const { wordAt } = claims.text;
  let end = cue;
  while (
    end > 0 &&
    (strong.test(wordAt(end - 1)) ||
      openers.has(wordAt(end - 1)) ||
      /^(?:,|and)$/u.test(wordAt(end - 1)))
  )
    end -= 1;
  const start = clauseStart(claims, end);
  const kinds = kindsOf(claims, { from: start, to: end }, context);
  const last = kinds.lastIndexOf('name');
  let first = last;
  while (
    first > 0 &&
    (kinds[first - 1] === 'name' || kinds[first - 1] === 'idle' || kinds[first - 1] === 'and')
  )
    first -= 1;
  while (kinds[first] === 'and') first += 1;
  let limit = last + 1;
  while (kinds[limit] === 'idle') limit += 1;
  const before = kinds[first - 1];
  const isOwn =
    before === undefined || before === 'opener' || before === 'comma' || kinds[first - 1] === 'and';
  return last >= 0 && isOwn && tells.test(wordAt(start + limit))
    ? { begin: start + first, limit: start + limit }
    : null;
};
