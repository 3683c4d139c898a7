import type { Environment } from '../shared/environment.ts';
import { agentForTaskType } from '../agent/catalogue.ts';
import { cleanText } from '../task/clean-text.ts';
import { foldIntent, intentWords, wantedText } from './intent-words.ts';
import { readEnvironment, settleEnvironment } from './read-environment.ts';
import { readSelector } from './read-selector.ts';
import type { Narrowing } from './read-selector.ts';
import { assessRisk } from '../task/risk.ts';
import { goalOf } from '../task/task-goal.ts';
import type { TaskSpec } from '../task/task-spec.ts';
import {
  destruction,
  destructiveCommands,
  outOfScope,
  question,
  taskSignals,
} from './task-signals.ts';
import { TaskType } from '../task/task-type.ts';

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

/**
 * Turns plain words into a task spec by rules alone, or says why it doesn't. A doubtful intent is
 * unclear with candidates: there is no default task type, and no narrowing is dropped in silence.
 */
export const parseIntent = ({ intent, environment }: IntentInput): IntentReading => {
  const folded = foldIntent(intent);
  const words = intentWords(folded);
  const wanted = wantedText(words);
  const typed = settleTaskType(cleanText(intent).toLowerCase(), wanted);
  if (typed.kind !== 'settled') return typed;
  const scope = readSelector(words);
  if (scope.kind === 'unclear') return { ...scope, candidates: [typed.type] };
  const reading = readEnvironment(words);
  const place = settleEnvironment(reading, environment);
  if (place.kind === 'unclear') return { ...place, candidates: [typed.type] };
  if (place.kind === 'contradiction')
    return { ...place, given: environment ?? null, named: reading.named };
  const selector = {
    environment: place.environment,
    ...withoutOwnWords(typed.type, scope.narrowing),
  };
  const agent = agentForTaskType(typed.type);
  const mutating = isMutating(typed.type, wanted);
  return {
    kind: 'settled',
    spec: {
      task_type: typed.type,
      goal: goalOf(typed.type, selector, intent),
      agent: agent.name,
      environment: place.environment,
      risk_level: assessRisk({
        environment: place.environment,
        mutating,
        failover: typed.type === 'dr_drill',
      }),
      selector,
      constraints: scope.constraints,
      tools: [...agent.tools],
      timeout_minutes: 60,
    },
  };
};

type TypeReading =
  | { readonly kind: 'settled'; readonly type: TaskType }
  | Extract<IntentReading, { kind: 'unclear' }>;

const settleTaskType = (raw: string, wanted: string): TypeReading => {
  const asked = TaskType.options.filter((type) => firstAsk(type, wanted) !== null);
  const mentioned = TaskType.options.filter((type) => taskSignals[type].mentions.test(wanted));
  const candidates = asked.length > 0 ? asked : mentioned;
  const unclear = (reason: string, types: readonly TaskType[] = candidates): TypeReading => ({
    kind: 'unclear',
    reason,
    candidates: types,
  });
  if (destructiveCommands.test(raw) || destruction.some((words) => words.test(wanted)))
    return unclear('The intent asks for destruction, which no task type covers.');
  if (outOfScope.test(wanted)) return unclear('The intent is out of scope.', []);
  const type = onlyType(asked, wanted);
  if (type === null)
    return unclear(
      asked.length > 1
        ? 'The intent asks for several different things; ask for one at a time.'
        : 'The intent fits no task type clearly.',
    );
  if (isMutating(type, wanted) && question.test(wanted))
    return unclear('The intent asks a question and not for a change.');
  if (isMutating(type, wanted) && laterTime.test(raw))
    return unclear('A time can’t be set in the intent: a change begins when it is approved.');
  return { kind: 'settled', type };
};

/** Leaving such words out would start a change earlier than it was asked for. */
const laterTime =
  /\b(?:tonight|tomorrow|later|overnight|after hours|off[- ]hours|next (?:week|month|weekend|\w+day)|this (?:evening|weekend)|(?:on|by|until|after|before) (?:mon|tues|wednes|thurs|fri|satur|sun)days?|in \d+ (?:minutes?|hours?|days?|weeks?)|(?:at|after|before) (?:midnight|noon|\d{1,2}(?::\d{2})? ?(?:am|pm|utc|h)?\b)|during the (?:weekend|night|maintenance window))\b/u;

const firstAsk = (type: TaskType, wanted: string): number | null => {
  const places = taskSignals[type].asks
    .map((pattern) => pattern.exec(wanted)?.index)
    .filter((place) => place !== undefined);
  return places.length > 0 ? Math.min(...places) : null;
};

/** These take a subject: "write a runbook to patch servers" asks for a runbook. */
const subjectTaking: readonly TaskType[] = [
  'sop_authoring',
  'api_adapter',
  'incident_investigation',
];

const onlyType = (asked: readonly TaskType[], wanted: string): TaskType | null => {
  if (asked.length === 1) return asked[0] ?? null;
  const [first, second] = asked
    .map((type) => ({ type, place: firstAsk(type, wanted) ?? 0 }))
    .sort((left, right) => left.place - right.place);
  if (first === undefined || second === undefined || !subjectTaking.includes(first.type))
    return null;
  const between = wanted.slice(first.place, second.place + 1);
  return first.place < second.place && !/[.;,|]| and | then | or /u.test(between)
    ? first.type
    : null;
};

/** Whether carrying out the task may change an asset. */
const isMutating = (type: TaskType, wanted: string): boolean => {
  const { changes } = traits[type];
  return typeof changes === 'boolean' ? changes : changes.test(wanted);
};

interface Traits {
  /** Whether the type changes assets: always, never, or where such a word asks for it. */
  readonly changes: boolean | RegExp;
  /** Whether a role's word narrows the assets; it may name the subject: an adapter for an API. */
  readonly narrowsByRole: boolean;
}

const reads: Traits = { changes: false, narrowsByRole: true };
const mutates: Traits = { changes: true, narrowsByRole: true };

const traits: Readonly<Record<TaskType, Traits>> = {
  drift_remediation: mutates,
  patch_rollout: mutates,
  compliance_audit: reads,
  incident_investigation: reads,
  dr_drill: mutates,
  cost_optimization: reads,
  security_scan: reads,
  image_management: {
    changes:
      /\b(?:build|bake|create|rebuild|refresh|promote|publish|retire|deprecate|rotate|release|update|make|produce|harden|manage)\b/u,
    narrowsByRole: true,
  },
  sop_authoring: { changes: /\b(?:execute|run|follow)\b/u, narrowsByRole: true },
  api_adapter: { changes: false, narrowsByRole: false },
};

/** "API" names the subject of an adapter and not the role of servers; an empty list narrows nothing. */
const withoutOwnWords = (type: TaskType, narrowing: Narrowing): Narrowing =>
  traits[type].narrowsByRole ? narrowing : { ...narrowing, roles: [] };
