import type { TaskType } from '../task/task-type.ts';
import { modelWords } from './model-words.ts';
import type { Claims } from './claims.ts';
import { coveredBy } from './covered-by.ts';
import type { SpeechAct } from './readers/read-speech-act.ts';
import { courtesyWords, functionWords } from './plain-words.ts';
import { speaksOf } from './speaks-of.ts';
import { classifyTask } from './task-model.ts';

/** Verbs that only say how another one is meant. */
const trying = new Set(
  'simulate preview rehearse estimate find identify check list detect look see stop record note measure keep collect compare tell show report document'.split(
    ' ',
  ),
);
/** Verbs that name a change whatever stands beside them. */
const changes: readonly (readonly [RegExp, TaskType])[] = [
  [
    /^(?:(?:please|pls|also|then) )*(?:re ?-?image|re ?-?baseline|realign|undrift|remediate drift|fix (?:the |its |their |all )*drift)\b/u,
    'drift_remediation',
  ],
  [
    /^(?:(?:please|pls|also|then) )*patch(?:$| (?!(?:status|level|evidence|management|exceptions?|notes?|reports?|plans?|rollouts?|procedures?|runbooks?|window|compliance)\b))/u,
    'patch_rollout',
  ],
];
/** They open a second thing to do, and not a second part of the same. */
const adding =
  /(?:^| )(?:also|plus|then|afterwards|first|second|third|additionally|besides|&|\+|as well as|after that|while you're at it|\d+ \))$/u;

interface Clause {
  readonly from: number;
  readonly to: number;
  readonly isHead: boolean;
  /** It stands first, or after "plus" and the like: it needs no verb. */
  readonly isAdded: boolean;
}

const contentOf = (words: readonly string[]): number =>
  words.filter(
    (word) => !word.startsWith('<') && !functionWords.has(word) && !courtesyWords.has(word),
  ).length;

const joins = /^(?:[,;:.!?()&+]|and|then|also|plus|while)$/u;

const wordsOf = ({ text: { tokens } }: Claims, from: number, to: number): string =>
  tokens
    .slice(Math.max(0, from), to)
    .map(({ text }) => text)
    .join(' ');

/** The clauses of a request: between its joints, each with whether a verb stands at its head. */
const clausesOf = (claims: Claims, heads: readonly number[]): readonly Clause[] => {
  const { tokens, wordAt } = claims.text;
  const clauses: Clause[] = [];
  const isVerb = new Set(heads);
  let from = 0;
  let isHead = false;
  for (let at = 0; at <= tokens.length; at += 1) {
    const text = tokens[at]?.text ?? '.';
    const isAsWell = text === 'as' && wordAt(at + 1) === 'well' && wordAt(at + 2) === 'as';
    const isSplit = isVerb.has(at) && at > from;
    if (joins.test(text) || isAsWell || isSplit) {
      const before = wordsOf(claims, from - 5, from);
      if (at > from)
        clauses.push({ from, to: at, isHead, isAdded: from === 0 || adding.test(before) });
      if (isSplit) from = at;
      else from = isAsWell ? at + 3 : at + 1;
      isHead = false;
    }
    if (isVerb.has(at)) isHead = true;
  }
  return clauses;
};

const leastScore = 0.6;
/** What follows is what the document or the question is about. */
const opening = /\b(?:how|to|steps|that|for|of|about|why)\b/u;

const changing: ReadonlySet<TaskType> = new Set(['patch_rollout', 'drift_remediation']);

/** "Audit it", "scan the rest": a verb, where "for the audit" is none. */
const commanded =
  /^(?:[a-z0-9]+ ){0,2}?(?:audit|scan|investigate|troubleshoot|diagnose|rightsize)(?:$| (?:it|them|that|this|the|all|our|those|these|everything|prod|production|staging|dev|development)\b)/u;

/** "On them", "there": the place of the clause before. */
const samePlace = /\b(?:on|to|in|of|for) (?:them|those|these|it|the same)\b|\b(?:there|too)\b/u;

const isPlaced = (claims: Claims, { from, to }: Clause): boolean =>
  samePlace.test(wordsOf(claims, from, to)) ||
  claims.text.tokens.slice(from, to).some((_token, index) => {
    const as = claims.claimAt(from + index)?.as;
    return as === 'scope' || as === 'environment';
  });

interface Typed {
  readonly type: TaskType;
  /** A verb asks for it; otherwise it is only named. */
  readonly isAsked: boolean;
}

const typeOfClause = (claims: Claims, clause: Clause): Typed | null => {
  const { from, to, isHead, isAdded } = clause;
  // "Stop after one failure" and "skip the databases" say how, and ask for nothing more.
  const as = claims.claimAt(from)?.as ?? '';
  if (['constraint', 'exclusion', 'time', 'reference'].includes(as)) return null;
  const words = modelWords(claims, from, to);
  const text = wordsOf(claims, from, to);
  const change = changes.find(([pattern]) => pattern.test(text))?.[1];
  if (change !== undefined) return { type: change, isAsked: true };
  const first = words.find((word) => !functionWords.has(word) && !courtesyWords.has(word)) ?? '';
  const isAsked = isHead || commanded.test(text);
  if (!isAsked && !isAdded) return null;
  if (contentOf(words) < 2 && !commanded.test(text)) return null;
  if (trying.has(first) && !commanded.test(text) && !words.includes('why')) return null;
  const { type, ranked } = classifyTask(words);
  if (type === null || (ranked[0]?.score ?? 0) < leastScore || !speaksOf(type, words)) return null;
  return changing.has(type) && !isPlaced(claims, clause) ? null : { type, isAsked };
};

/**
 * The types of task that a request asks for, each by a clause of its own. `subject` is the type whose own words may
 * name others: "write a runbook to patch servers" asks for one thing.
 */
export const severalTasks = (
  claims: Claims,
  { heads, told }: Pick<SpeechAct, 'heads' | 'told'>,
  subject: TaskType | null,
): readonly TaskType[] => {
  const { length } = claims.text.tokens;
  // What is told at the very end may be what is asked for.
  const toldAt = coveredBy(
    length,
    told.filter(({ to }) => to < length),
  );
  const found: (Typed & Clause)[] = [];
  let isWithin = false;
  for (const clause of clausesOf(claims, heads)) {
    if (!clause.isHead && (toldAt[clause.from]?.length ?? 0) > 0) continue;
    const typed = typeOfClause(claims, clause);
    if (typed === null || (isWithin && !(clause.isAdded && clause.from > 0))) continue;
    found.push({ ...typed, ...clause });
    isWithin = typed.type === subject && opening.test(wordsOf(claims, clause.from, clause.to));
  }
  const isJoined = found.some(({ isAdded, from }) => isAdded && from > 0);
  return [...new Set(found.filter(({ isAsked }) => isAsked || isJoined).map(({ type }) => type))];
};
