import type { TaskCatalogue } from '../agent/agent.ts';
import type { TaskType } from '../task/task-type.ts';
import type { Claims } from './claims.ts';
import { courtesyWords, functionWords } from './plain-words.ts';
import type { SpeechAct } from './readers/read-speech-act.ts';
import { classifyTask } from './task-model.ts';
import type { Place } from './told-clauses.ts';

/** What type a request is of, or why none is settled. */
export interface TypeReading {
  readonly type: TaskType | null;
  /** Those that the words hint at, the likeliest first. */
  readonly hints: readonly TaskType[];
  /** Types that different clauses ask for. */
  readonly several: readonly TaskType[];
}

const placeholders: Readonly<Record<string, string>> = {
  environment: '<env>',
  scope: '<scope>',
  exclusion: '<scope>',
  time: '<time>',
  constraint: '<number>',
  reference: '<ref>',
  residue: '<scope>',
};

/** The words between two places as the model was taught to read them. */
const wordsOf = (
  claims: Claims,
  from: number,
  to: number,
  told: readonly Place[] = [],
): readonly string[] =>
  claims.text.tokens.slice(from, to).flatMap((token, index) => {
    const at = from + index;
    if (token.kind === 'mark' || told.some((place) => place.from <= at && at < place.to)) return [];
    const claim = claims.claimAt(from + index);
    // What people call their machines tells much of what they want done to them.
    const isKept = claim === null || claim.as === 'constraint' || claim.as === 'speech_act';
    return [isKept ? token.text : (placeholders[claim.as] ?? token.text)];
  });

const hintsAbove = 0.12;
const clauseScore = 0.7;

const contentOf = (words: readonly string[]): number =>
  words.filter(
    (word) => !word.startsWith('<') && !functionWords.has(word) && !courtesyWords.has(word),
  ).length;

/** Verbs that tell the type by themselves. */
const telling = new Set([
  'patch',
  'audit',
  'scan',
  'investigate',
  'troubleshoot',
  'diagnose',
  'rightsize',
]);
/** Verbs that only say how another one is meant. */
const trying = new Set([
  'simulate',
  'preview',
  'rehearse',
  'estimate',
  'find',
  'identify',
  'check',
  'list',
  'detect',
  'look',
  'stop',
  'record',
  'note',
  'measure',
  'keep',
  'collect',
  'compare',
  'tell',
  'show',
  'report',
]);
const isOfManner = (claims: Claims, head: number): boolean =>
  ['constraint', 'exclusion', 'time', 'reference'].includes(claims.claimAt(head)?.as ?? '');

/** The types that the clauses of a request ask for, each by a verb of its own. */
const typesOfClauses = (claims: Claims, heads: readonly number[]): readonly TaskType[] => {
  if (heads.length < 2) return [];
  const sorted = heads
    .filter((head) => !isOfManner(claims, head))
    .sort((left, right) => left - right);
  const types = sorted.flatMap((head, index) => {
    const words = wordsOf(claims, head, sorted[index + 1] ?? claims.text.tokens.length);
    if (contentOf(words) < 2 && !telling.has(words[0] ?? '')) return [];
    if (trying.has(words[0] ?? '')) return [];
    const { type, ranked } = classifyTask(words);
    return type !== null && (ranked[0]?.score ?? 0) >= clauseScore ? [type] : [];
  });
  return [...new Set(types)];
};

/** Settles the type of a request by the model; it abstains where no type stands out. */
export const settleType = (
  claims: Claims,
  { heads, told }: Pick<SpeechAct, 'heads' | 'told'>,
  { given, catalogue }: { readonly given: TaskType | undefined; readonly catalogue: TaskCatalogue },
): TypeReading => {
  const whole = classifyTask(wordsOf(claims, 0, claims.text.tokens.length));
  const asked = classifyTask(wordsOf(claims, 0, claims.text.tokens.length, told));
  const { type, ranked } = whole.type === null ? asked : whole;
  const hints = ranked.filter(({ score }) => score >= hintsAbove).map((hint) => hint.type);
  const several = typesOfClauses(claims, heads);
  const settled = given ?? type;
  const isSubject =
    settled !== null && catalogue[settled].wording.takesSubject && several[0] === settled;
  return {
    type: settled,
    hints: settled === null ? hints : [settled],
    several: several.length > 1 && !isSubject ? several : [],
  };
};
