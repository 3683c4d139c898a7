import type { Environment } from '../shared/environment.ts';
import type { IntentWord } from './intent-words.ts';
import {
  ambiguousEnvironmentWords,
  environmentWords,
  machineNouns,
  meaningOf,
  platformWords,
  roleWords,
} from './vocabulary.ts';

/** Where an intent's words put it. */
export interface EnvironmentReading {
  /** Named as the place of the change. */
  readonly named: readonly Environment[];
  /** Named as a place to keep out of. */
  readonly excluded: readonly Environment[];
  /** Named inside an exclusion of something else, as in "except databases in staging". */
  readonly doubtful: readonly Environment[];
}

const placing: ReadonlySet<string> = new Set(
  'in on to for our the at against within across all every into'.split(' '),
);
const placeNouns: ReadonlySet<string> = new Set(
  'environment env environments stage account'.split(' '),
);
/** After these an environment is where something comes from or was shown, not where it goes. */
const sources: ReadonlySet<string> = new Set('from like after since unlike'.split(' '));
/** A negated verb other than these is about that verb: "don't reboot production" excludes no environment. */
const otherVerbs: ReadonlySet<string> = new Set(
  'reboot restart stop start resize break interrupt disturb exceed wait approve notify'.split(' '),
);

const describesMachines = (word: string): boolean =>
  machineNouns.has(word) ||
  placeNouns.has(word) ||
  meaningOf(roleWords, word) !== undefined ||
  meaningOf(platformWords, word) !== undefined;

const isEnd = (word: string | undefined): boolean =>
  word === undefined || /^[.,;:!?)]$/u.test(word) || word === 'and' || word === 'only';

const standsForEnvironment = (words: readonly IntentWord[], index: number): boolean => {
  const word = words[index]?.text ?? '';
  const before = words[index - 1]?.text;
  const after = words[index + 1]?.text;
  const beforeThat = words[index - 2]?.text;
  if (before !== undefined && sources.has(before)) return false;
  if ((before === 'the' || before === 'our') && sources.has(beforeThat ?? '')) return false;
  if (!ambiguousEnvironmentWords.includes(word)) return true;
  if (after === 'team' || after === 'teams') return false;
  const placed = before !== undefined && placing.has(before);
  const describes = index > 0 && after !== undefined && describesMachines(after);
  const ends = index > 0 && isEnd(after);
  if (word === 'test' || word === 'testing' || word === 'stage' || word === 'live')
    return (placed && (ends || describes || after === undefined)) || describes;
  return placed || describes || ends;
};

/** "not production" and "don't touch production" exclude it; "not the production database" excludes a role. */
const excludesEnvironment = (words: readonly IntentWord[], index: number): boolean => {
  const after = words[index + 1]?.text;
  if (after !== undefined && meaningOf(roleWords, after) !== undefined) return false;
  for (let at = index - 1; at >= 0 && words[at]?.negated === true; at -= 1) {
    const text = words[at]?.text ?? '';
    if (otherVerbs.has(text) || describesMachines(text)) return false;
  }
  return true;
};

/** Reads which environments the words name, leaving out verbs ("test failover") and sources ("from staging"). */
export const readEnvironment = (words: readonly IntentWord[]): EnvironmentReading => {
  const named = new Set<Environment>();
  const excluded = new Set<Environment>();
  const doubtful = new Set<Environment>();
  words.forEach((word, index) => {
    const environment = meaningOf(environmentWords, word.text);
    if (environment === undefined || !standsForEnvironment(words, index)) return;
    if (!word.negated) named.add(environment);
    else (excludesEnvironment(words, index) ? excluded : doubtful).add(environment);
  });
  return {
    named: [...named].sort(),
    excluded: [...excluded].sort(),
    doubtful: [...doubtful].sort(),
  };
};

export type SettledEnvironment =
  | { readonly kind: 'settled'; readonly environment: Environment }
  | { readonly kind: 'unclear'; readonly reason: string }
  | { readonly kind: 'contradiction'; readonly reason: string };

/** The caller's environment stands; words may fill its place or contradict it, never change it. */
export const settleEnvironment = (
  reading: EnvironmentReading,
  given: Environment | undefined,
): SettledEnvironment => {
  const contradiction = (reason: string): SettledEnvironment => ({ kind: 'contradiction', reason });
  const both = reading.named.find((named) => reading.excluded.includes(named));
  if (both !== undefined)
    return contradiction(`The intent both asks for ${both} and asks to keep out of it.`);
  const first = reading.named[0];
  if (given === undefined) {
    if (reading.named.length > 1)
      return contradiction(
        `The intent names ${reading.named.join(' and ')}; a task is about one environment.`,
      );
    if (first === undefined && reading.doubtful.length > 0)
      return {
        kind: 'unclear',
        reason: `The intent names ${reading.doubtful.join(' and ')} only in an exclusion; say the environment.`,
      };
    return { kind: 'settled', environment: first ?? 'development' };
  }
  const others = reading.named.filter((named) => named !== given);
  if (others.length > 0)
    return contradiction(`The request says ${given}, and the intent says ${others.join(' and ')}.`);
  if (reading.excluded.includes(given))
    return contradiction(`The request says ${given}, and the intent asks to keep out of it.`);
  return { kind: 'settled', environment: given };
};
