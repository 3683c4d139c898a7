import type { TaskType } from '../task/task-type.ts';
import { modelWords } from './model-words.ts';
import type { Claims } from './claims.ts';
import { courtesyWords, functionWords } from './plain-words.ts';
import { speaksOf } from './speaks-of.ts';
import { classifyTask } from './task-model.ts';

/** Verbs that tell the type by themselves. */
const telling = new Set(
  'patch audit scan investigate troubleshoot diagnose rightsize re-baseline rebaseline reimage'.split(
    ' ',
  ),
);
/** Verbs that only say how another one is meant. */
const trying = new Set(
  'simulate preview rehearse estimate find identify check list detect look see'.split(' '),
);
/** They open a second thing to do, and not a second part of the same. */
const adding =
  /(?:^| )(?:also|plus|then|afterwards|additionally|besides|&|\+|as well as|after that|while you're at it|\d+ \))$/u;

interface Clause {
  readonly from: number;
  readonly to: number;
  readonly isHead: boolean;
}

const contentOf = (words: readonly string[]): number =>
  words.filter(
    (word) => !word.startsWith('<') && !functionWords.has(word) && !courtesyWords.has(word),
  ).length;

const joins = /^(?:[,;:.!?()&+]|and|then|also|plus|while)$/u;

/** The clauses of a request: between its joints, each with whether a verb stands at its head. */
const clausesOf = ({ text: { tokens } }: Claims, heads: readonly number[]): readonly Clause[] => {
  const clauses: Clause[] = [];
  let from = 0;
  for (let at = 0; at <= tokens.length; at += 1) {
    const text = tokens[at]?.text ?? '.';
    const isAsWell =
      text === 'as' && tokens[at + 1]?.text === 'well' && tokens[at + 2]?.text === 'as';
    const isHead = heads.includes(at) && at > from;
    if (!joins.test(text) && !isAsWell && !isHead) continue;
    if (at > from)
      clauses.push({ from, to: at, isHead: heads.some((head) => from <= head && head < at) });
    from = isHead ? at : isAsWell ? at + 3 : at + 1;
  }
  return clauses;
};

const leastScore = 0.6;

const typeOfClause = (claims: Claims, { from, to, isHead }: Clause): TaskType | null => {
  const words = modelWords(claims, from, to);
  const first = words.find((word) => !functionWords.has(word) && !courtesyWords.has(word)) ?? '';
  const isTelling = words.slice(0, 3).some((word) => telling.has(word));
  if (!isHead && !isTelling) return null;
  if (contentOf(words) < 2 && !isTelling) return null;
  if (trying.has(first) && !isTelling) return null;
  const { type, ranked } = classifyTask(words);
  if (type === null || (ranked[0]?.score ?? 0) < leastScore) return null;
  return speaksOf(type, words) ? type : null;
};

/**
 * The types of task that a request asks for, each by a clause of its own. `subject` is the type whose own words may
 * name others: "write a runbook to patch servers" asks for one thing.
 */
export const severalTasks = (
  claims: Claims,
  heads: readonly number[],
  subject: TaskType | null,
): readonly TaskType[] => {
  const types: TaskType[] = [];
  let isWithin = false;
  for (const clause of clausesOf(claims, heads)) {
    const type = typeOfClause(claims, clause);
    const { tokens } = claims.text;
    const before = tokens
      .slice(0, clause.from)
      .map(({ text }) => text)
      .join(' ');
    if (type === null || (isWithin && !adding.test(before))) continue;
    types.push(type);
    const words = tokens.slice(clause.from, clause.to).map(({ text }) => text);
    isWithin =
      type === subject &&
      words.some((word) => /^(?:how|to|steps|that|for|of|about|why)$/u.test(word));
  }
  return [...new Set(types)];
};
