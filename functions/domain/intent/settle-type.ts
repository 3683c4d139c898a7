import type { TaskCatalogue } from '../agent/agent.ts';
import type { TaskType } from '../task/task-type.ts';
import type { Claims } from './claims.ts';
import { coveredBy } from './covered-by.ts';
import type { TaskReading } from './linear-model.ts';
import { modelWords } from './model-words.ts';
import { courtesyWords, functionWords } from './plain-words.ts';
import type { SpeechAct } from './readers/read-speech-act.ts';
import { severalTasks } from './several-tasks.ts';
import { speaksOf } from './speaks-of.ts';
import { classifyTask } from './task-model.ts';

/** What type a request is of, or why none is settled. */
export interface TypeReading {
  readonly type: TaskType | null;
  /** Those that the words hint at, the likeliest first. */
  readonly hints: readonly TaskType[];
  /** Types that different clauses ask for. */
  readonly several: readonly TaskType[];
}

const hintsAbove = 0.12;
const enoughContent = 2;

/** The words of the sentences that ask for something. */
const askWords = (claims: Claims, told: SpeechAct['told']): readonly string[] => {
  const covered = coveredBy(claims.text.tokens.length, told);
  return covered.flatMap((places, at) =>
    places.length === 0 ? modelWords(claims, at, at + 1) : [],
  );
};

const contentOf = (words: readonly string[]): number =>
  words.filter(
    (word) => !word.startsWith('<') && !functionWords.has(word) && !courtesyWords.has(word),
  ).length;

/** Where no word speaks of the type by what it means, the model may only have met the like of its letters. */
const unspokenMargin = 0.75;

const classified = (words: readonly string[]): TaskReading => {
  const reading = classifyTask(words);
  const { type, margin } = reading;
  // Talk about nothing here names no machines, no time and no ticket either.
  const isGuess = margin < unspokenMargin || !words.some((word) => word.startsWith('<'));
  return type !== null && isGuess && !speaksOf(type, words) ? { ...reading, type: null } : reading;
};

/** What is told beside an ask may cloud its type, and never settles another one than the ask speaks of. */
const typeOf = (claims: Claims, told: SpeechAct['told']): Pick<TaskReading, 'type' | 'ranked'> => {
  const whole = classified(modelWords(claims, 0, claims.text.tokens.length));
  const ask = askWords(claims, told);
  if (told.length === 0) return whole;
  const asked = classified(ask);
  if (asked.type === null || asked.type === whole.type) return whole;
  // "If so remediate": the model alone guesses what its few words are about.
  if (!speaksOf(asked.type, ask)) return whole;
  // "Patch staging web servers": one word says enough where it says on what.
  const isPlaced = ask.some((word) => word === '<scope>' || word === '<env>');
  if (whole.type === null && contentOf(ask) < enoughContent && !isPlaced) return whole;
  return whole.type === null ? asked : { type: null, ranked: whole.ranked };
};

/** Settles the type of a request by the model; it abstains where no type stands out. */
export const settleType = (
  claims: Claims,
  { heads, told }: Pick<SpeechAct, 'heads' | 'told'>,
  { given, catalogue }: { readonly given: TaskType | undefined; readonly catalogue: TaskCatalogue },
): TypeReading => {
  const { type, ranked } = typeOf(claims, told);
  const hints = ranked.filter(({ score }) => score >= hintsAbove).map((hint) => hint.type);
  const settled = given ?? type;
  const hasSubject = settled !== null && catalogue[settled].wording.takesSubject;
  const several = severalTasks(claims, { heads, told }, hasSubject ? settled : null);
  return {
    type: settled,
    hints: settled === null ? hints : [settled],
    several: several.length > 1 ? several : [],
  };
};
