import type { Environment } from '../shared/environment.ts';
import type { TaskCatalogue } from '../agent/agent.ts';
import { cleanText } from '../task/clean-text.ts';
import { foldIntent, intentWords, wantedText } from './intent-words.ts';
import { readEnvironment, settleEnvironment } from './read-environment.ts';
import { readSelector } from './read-selector.ts';
import type { Narrowing } from './read-selector.ts';
import { assessRisk } from '../task/risk.ts';
import { goalOf } from '../task/task-goal.ts';
import type { TaskSpec } from '../task/task-spec.ts';
import { destruction, destructiveCommands, outOfScope, question } from './refused-words.ts';
import { TaskType } from '../task/task-type.ts';
import type { TaskWording } from '../task/task-wording.ts';

export type IntentReading =
  | { readonly kind: 'settled'; readonly spec: TaskSpec }
  | {
      readonly kind: 'unclear';
      readonly reason: string;
      /** Task types that the words hint at; never chosen for the requester. */
      readonly candidates: readonly TaskType[];
    }
  | {
      readonly kind: 'contradiction';
      readonly reason: string;
      readonly given: Environment | null;
      readonly named: readonly Environment[];
    };

export interface IntentInput {
  readonly intent: string;
  /** The caller's own word: it stands, and words of the intent that contradict it are refused. */
  readonly environment?: Environment | undefined;
}

interface Wanted {
  readonly wanted: string;
  readonly catalogue: TaskCatalogue;
}

type TypeReading =
  | { readonly kind: 'settled'; readonly type: TaskType }
  | Extract<IntentReading, { kind: 'unclear' }>;

const firstAsk = ({ asks }: TaskWording, wanted: string): number | null => {
  const places = asks
    .map((pattern) => pattern.exec(wanted)?.index)
    .filter((place) => place !== undefined);
  return places.length > 0 ? Math.min(...places) : null;
};

/** What is asked for where others are only its subject: "write a runbook to patch servers". */
const onlyType = (asked: readonly TaskType[], { wanted, catalogue }: Wanted): TaskType | null => {
  if (asked.length === 1) return asked[0] ?? null;
  const [first, second] = asked
    .map((type) => ({ type, place: firstAsk(catalogue[type].wording, wanted) ?? 0 }))
    .sort((left, right) => left.place - right.place);
  if (first === undefined || second === undefined) return null;
  if (!catalogue[first.type].wording.takesSubject) return null;
  const between = wanted.slice(first.place, second.place + 1);
  return first.place < second.place && !/[.;,|]| and | then | or /u.test(between)
    ? first.type
    : null;
};

/** Whether carrying out the task may change an asset. */
const isMutating = ({ mutates }: TaskWording, wanted: string): boolean =>
  typeof mutates === 'boolean' ? mutates : mutates.test(wanted);

/** Leaving such words out would start a change earlier than it was asked for. */
const laterTime =
  /\b(?:tonight|tomorrow|later|overnight|after hours|off[- ]hours|next (?:week|month|weekend|\w+day)|this (?:evening|weekend)|(?:on|by|until|after|before) (?:mon|tues|wednes|thurs|fri|satur|sun)days?|in \d+ (?:minutes?|hours?|days?|weeks?)|(?:at|after|before) (?:midnight|noon|\d{1,2}(?::\d{2})? ?(?:am|pm|utc|h)?\b)|during the (?:weekend|night|maintenance window))\b/u;

const settleTaskType = (raw: string, { wanted, catalogue }: Wanted): TypeReading => {
  const wordingOf = (type: TaskType): TaskWording => catalogue[type].wording;
  const asked = TaskType.options.filter((type) => firstAsk(wordingOf(type), wanted) !== null);
  const mentioned = TaskType.options.filter((type) => wordingOf(type).mentions.test(wanted));
  const candidates = asked.length > 0 ? asked : mentioned;
  const unclear = (reason: string, types: readonly TaskType[] = candidates): TypeReading => ({
    kind: 'unclear',
    reason,
    candidates: types,
  });
  if (destructiveCommands.test(raw) || destruction.some((words) => words.test(wanted)))
    return unclear('The intent asks for destruction, which no task type covers.');
  if (outOfScope.test(wanted)) return unclear('The intent is out of scope.', []);
  const type = onlyType(asked, { wanted, catalogue });
  if (type === null)
    return unclear(
      asked.length > 1
        ? 'The intent asks for several different things; ask for one at a time.'
        : 'The intent fits no task type clearly.',
    );
  const mutating = isMutating(wordingOf(type), wanted);
  if (mutating && question.test(wanted))
    return unclear('The intent asks a question and not for a change.');
  if (mutating && laterTime.test(raw))
    return unclear('A time can’t be set in the intent: a change begins when it is approved.');
  return { kind: 'settled', type };
};

/** "API" names the subject of an adapter and not the role of servers; an empty list narrows nothing. */
const withoutOwnWords = ({ ownsRoleWords }: TaskWording, narrowing: Narrowing): Narrowing =>
  ownsRoleWords ? { ...narrowing, roles: [] } : narrowing;

/**
 * Turns plain words into a task spec by rules alone, or says why it doesn't. A doubtful intent is
 * unclear with candidates: there is no default task type, and no narrowing is dropped in silence.
 */
export const parseIntent = (
  { intent, environment }: IntentInput,
  catalogue: TaskCatalogue,
): IntentReading => {
  const folded = foldIntent(intent);
  const words = intentWords(folded);
  const wanted = wantedText(words);
  const typed = settleTaskType(cleanText(intent).toLowerCase(), { wanted, catalogue });
  if (typed.kind !== 'settled') return typed;
  const scope = readSelector(words);
  if (scope.kind === 'unclear') return { ...scope, candidates: [typed.type] };
  const reading = readEnvironment(words);
  const place = settleEnvironment(reading, environment);
  if (place.kind === 'unclear') return { ...place, candidates: [typed.type] };
  if (place.kind === 'contradiction')
    return { ...place, given: environment ?? null, named: reading.named };
  const { agent, wording } = catalogue[typed.type];
  const selector = {
    environment: place.environment,
    ...withoutOwnWords(wording, scope.narrowing),
  };
  return {
    kind: 'settled',
    spec: {
      task_type: typed.type,
      goal: goalOf(wording, selector, intent),
      agent: agent.name,
      environment: place.environment,
      risk_level: assessRisk({
        environment: place.environment,
        mutating: isMutating(wording, wanted),
        failover: wording.failsOver,
      }),
      selector,
      constraints: scope.constraints,
      tools: [...agent.tools],
      timeout_minutes: 60,
    },
  };
};
