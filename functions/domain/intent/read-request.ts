import { assessRisk } from '../task/risk.ts';
import { goalOf } from '../task/task-goal.ts';
import type { Constraints, Criteria, Selector, TaskSpec } from '../task/task-spec.ts';
import type { TaskType } from '../task/task-type.ts';
import type { TaskWording } from '../task/task-wording.ts';
import {
  accountForWords,
  isOtherLanguage,
  readConditions,
  standsBeforeMachines,
} from './account-for-words.ts';
import { makeClaims } from './claims.ts';
import type { Claims } from './claims.ts';
import { placeOf } from './place-of.ts';
import type { PlaceWords } from './place-of.ts';
import { quoted } from './quoted.ts';
import type { Doubt } from './read-context.ts';
import { readBounds } from './readers/read-bounds.ts';
import { readControl } from './readers/read-control.ts';
import { readConstraints } from './readers/read-constraints.ts';
import { readEnvironments } from './readers/read-environments.ts';
import { readExclusions } from './readers/read-exclusions.ts';
import { readReferences } from './readers/read-references.ts';
import { readCounts, readNames, readScope } from './readers/read-scope.ts';
import { mayRehearse, readRehearsal, readSpeechAct } from './readers/read-speech-act.ts';
import type { SpeechAct } from './readers/read-speech-act.ts';
import { readAskedTime, readChangeTime } from './readers/read-time.ts';
import type {
  Contradiction,
  Draft,
  IntentInput,
  IntentReading,
  Reader,
  Unclear,
} from './reading.ts';
import { mergeCriteria } from './readers/merge-criteria.ts';
import { readText } from './request-text.ts';
import { settleType } from './settle-type.ts';
import { suggestionFor } from './suggest-word.ts';

/** What has been read of a request before its type decides how strictly it is taken. */
interface Words {
  readonly claims: Claims;
  readonly criteria: Criteria;
  readonly exclude: readonly Criteria[];
  readonly constraints: Constraints;
  readonly place: PlaceWords;
  /** Names that the fleet doesn't have. */
  readonly unknown: readonly Doubt[];
  readonly doubts: readonly Doubt[];
}

type Open = Pick<Unclear, 'reason'> & Partial<Unclear>;

const unclear = (claims: Claims, { reason, ...rest }: Open): Unclear => ({
  kind: 'unclear',
  reason,
  candidates: [],
  suggestion: null,
  draft: null,
  control: false,
  understood: claims.spans(),
  ...rest,
});

/** What is refused whatever the request is about. */
const refusalOf = (claims: Claims): Unclear | null => {
  const { text } = claims;
  const [fault] = text.faults;
  if (fault !== undefined) {
    const word = /\S*$/u.exec(text.source.slice(0, fault.start))?.[0] ?? '';
    const rest = /^\S*/u.exec(text.source.slice(fault.start))?.[0] ?? '';
    return unclear(claims, {
      reason: `“${(word + rest).replace(/[\p{C}]/gu, '�').slice(0, 80)}” can’t be read: ${fault.reason}.`,
    });
  }
  const bound = readBounds(claims);
  if (bound !== null)
    return unclear(claims, {
      reason: `The intent ${bound.reason}: ${quoted(claims, bound.found)}.`,
    });
  if (isOtherLanguage(claims))
    return unclear(claims, {
      reason: 'The intent is in a language that is not read here: write it in English.',
    });
  return null;
};

/** Reads what stands in the words whatever their type is; the order decides who is asked first. */
const readWords = (claims: Claims, input: IntentInput, reader: Reader): Words => {
  const constraints = readConstraints(claims);
  const exclusions = readExclusions(claims, reader);
  const names = readNames(claims, reader);
  const environments = readEnvironments(claims, reader);
  const scope = readScope(claims, reader);
  const counts = readCounts(claims, reader);
  const { exclude_packages } = exclusions;
  return {
    claims,
    criteria: mergeCriteria(names.criteria, scope.criteria),
    exclude: exclusions.exclude,
    constraints: {
      ...constraints,
      ...counts.constraints,
      ...(exclude_packages.length > 0 && { exclude_packages: [...exclude_packages] }),
    },
    place: {
      given: input.environment,
      named: [...environments.named, ...exclusions.environments],
      sources: environments.sources,
      others: environments.others,
      ofNames: names.environments,
    },
    unknown: [...names.doubts, ...scope.doubts],
    doubts: [...exclusions.doubts, ...counts.doubts],
  };
};

/** What is clear of the assets; null where an exclusion, a number or a name would get lost with the rest. */
const draftOf = (words: Words): Draft | null => {
  const { criteria, exclude, constraints, unknown, doubts, place } = words;
  const isWhole = exclude.length + unknown.length + doubts.length + place.others.length === 0;
  if (!isWhole || Object.keys(constraints).length > 0) return null;
  const named = place.named
    .filter(({ as }) => as === 'place')
    .map(({ environment }) => environment);
  const environments = [...new Set(named)].sort();
  const { given } = place;
  return {
    criteria,
    environments: environments.length === 0 && given !== undefined ? [given] : environments,
  };
};

const isMutating = ({ mutates }: TaskWording, { text }: Claims): boolean =>
  typeof mutates === 'boolean'
    ? mutates
    : mutates.test(text.tokens.map((one) => one.text).join(' '));

const sentence = (claims: Claims, doubts: readonly Doubt[]): string => {
  const parts = doubts.slice(0, 3).map((doubt) => `${quoted(claims, doubt)} ${doubt.reason}.`);
  const more = doubts.length - parts.length;
  return [...parts, ...(more > 0 ? [`${more} more words are open.`] : [])].join(' ');
};

/** "API" names the subject of an adapter and not the role of servers. */
const criteriaOf = ({ ownsRoleWords }: TaskWording, { roles, ...rest }: Criteria): Criteria =>
  roles === undefined || ownsRoleWords ? rest : { ...rest, roles };

interface Settled {
  readonly input: IntentInput;
  readonly type: TaskType;
  readonly mutating: boolean;
  readonly environment: TaskSpec['environment'];
  readonly constraints: Constraints;
}

const specOf = (words: Words, { input, type, ...settled }: Settled, reader: Reader): TaskSpec => {
  const { agent, wording } = reader.catalogue[type];
  const selector: Selector = {
    environment: settled.environment,
    ...criteriaOf(wording, words.criteria),
    ...(words.exclude.length > 0 && { exclude: [...words.exclude] }),
  };
  return {
    task_type: type,
    goal: goalOf(wording, selector, input.intent),
    agent: agent.name,
    environment: settled.environment,
    risk_level: assessRisk({
      environment: settled.environment,
      mutating: settled.mutating,
      failover: wording.failsOver,
    }),
    selector,
    constraints: settled.constraints,
    tools: [...agent.tools],
    timeout_minutes: 60,
    understood: [...words.claims.spans()],
  };
};

/** Where the words of a request put it or narrow it: without a verb it takes that to be more than a name. */
const isPlaced = ({ place, criteria }: Words): boolean =>
  place.named.length > 0 || Object.keys(criteria).length > 0;

const bareFault =
  'The intent doesn’t say on what: name the environment, or the servers, as in “Patch staging web servers”.';

/** Nothing says on what: "patch rollout", "fix it". */
const isBare = (claims: Claims, { place, criteria }: Words): boolean => {
  if (place.named.length > 0 || Object.keys(criteria).length > 0) return false;
  const scoped = claims.text.tokens.some((_token, at) => claims.claimAt(at)?.as === 'scope');
  const words = claims.text.tokens.filter(({ kind }) => kind === 'word').map(({ text }) => text);
  const isName = /\b(?:rollouts?|run|cycle|fix|remediation|management|it|this|that)$/u.test(
    words.join(' '),
  );
  return !scoped && (place.given === undefined || isName);
};

const urgency = new Set([
  'asap',
  'urgent',
  'urgently',
  'urgency',
  'now',
  'today',
  'immediately',
  'emergency',
  'eod',
]);

/** Without a verb a change is asked for by more than its name: a ticket, a time, how it is to be done, haste. */
const isUrged = (claims: Claims): boolean =>
  claims.text.tokens.some(({ text }, at) => {
    const as = claims.claimAt(at)?.as;
    return as === 'reference' || as === 'constraint' || as === 'time' || urgency.has(text);
  });

/** Why the words ask for nothing; null where they do. */
const speechFault = (act: SpeechAct, words: Words, mutating: boolean): string | null => {
  const { claims } = words;
  if (mutating && act.asks && isBare(claims, words)) return bareFault;
  if (act.asks || (mutating && (act.rehearses || mayRehearse(words.claims)))) return null;
  if (act.questions) return mutating ? 'The intent asks a question and not for a change.' : null;
  if (!act.tells && isPlaced(words) && (!mutating || isUrged(claims))) return null;
  return act.tells
    ? 'The intent tells something and asks for nothing: begin with what is to be done, as in “Patch staging web servers”.'
    : 'The intent names something and doesn’t say what is to be done, or where: as in “Patch staging web servers”.';
};

const severalFault = (types: readonly TaskType[], { catalogue }: Reader): string =>
  `The intent asks for several different things (${types.map((type) => catalogue[type].wording.phrase).join(', ')}); ask for one at a time.`;

/** What investigations and procedures are about may be a condition: "what happens if a region fails". */
const isScenario = (type: TaskType): boolean =>
  type === 'incident_investigation' ||
  type === 'sop_authoring' ||
  type === 'api_adapter' ||
  type === 'dr_drill';

/** What the requester's own words name, as a procedure or an image: the task quotes them. */
const nameSubject = (claims: Claims, doubts: readonly Doubt[]): void => {
  for (const { from, to } of doubts) claims.retake({ from, to, as: 'reference', value: 'subject' });
};

/** Reads the rest by the type of task: a change admits of no open word, a question does beside its place. */
const readByType = (
  words: Words,
  {
    type,
    mutating,
    told,
  }: { readonly type: TaskType; readonly mutating: boolean; readonly told: SpeechAct['told'] },
  reader: Reader,
): Unclear | { readonly constraints: Constraints; readonly rehearses: boolean } => {
  const { claims } = words;
  const { quotesIntent: isOwnSubject } = reader.catalogue[type].wording;
  const open = (doubts: readonly Doubt[]): Unclear =>
    unclear(claims, {
      reason: sentence(claims, doubts),
      candidates: [type],
      suggestion: suggestionFor(claims, doubts, reader),
    });
  if (!mutating) {
    const { window, doubts: recurring } = readAskedTime(claims, reader);
    const conditions = isScenario(type) ? [] : readConditions(claims, type);
    if (isOwnSubject) nameSubject(claims, words.unknown);
    const residue = accountForWords(claims, type, told);
    const slips = residue.filter((doubt) => suggestionFor(claims, [doubt], reader) !== null);
    const strange = residue.filter(({ from }) => standsBeforeMachines(claims, from));
    const places = isOwnSubject ? [] : [...words.unknown, ...words.doubts, ...strange];

    const doubts = [...places, ...slips, ...recurring, ...conditions];
    if (doubts.length > 0) return open(doubts);
    return {
      constraints: { ...words.constraints, ...(window !== null && { window }) },
      rehearses: false,
    };
  }
  const rehearses = type !== 'dr_drill' && readRehearsal(claims);
  const times = readChangeTime(claims, reader);
  const conditions = readConditions(claims, type);
  const left = accountForWords(claims, type, told).filter(
    ({ from }) => !conditions.some((one) => one.from <= from && from < one.to),
  );
  const slips = left.filter((doubt) => suggestionFor(claims, [doubt], reader) !== null);
  if (isOwnSubject) nameSubject(claims, [...words.unknown, ...left]);
  const unknown = isOwnSubject ? [] : words.unknown;
  const residue = isOwnSubject ? slips : left;
  const doubts = [...words.doubts, ...unknown, ...times.doubts, ...conditions, ...residue];
  if (doubts.length > 0)
    return { ...open(doubts), draft: residue.length === 0 ? draftOf(words) : null };
  const { not_before, not_after } = times;
  return {
    constraints: {
      ...words.constraints,
      ...(not_before !== null && { not_before }),
      ...(not_after !== null && { not_after }),
    },
    rehearses,
  };
};

const contradicted = (
  words: Words,
  place: { readonly reason: string; readonly named: Contradiction['named'] },
  input: IntentInput,
  type: TaskType,
): Contradiction => ({
  kind: 'contradiction',
  reason: place.reason,
  given: input.environment ?? null,
  named: place.named,
  candidates: [type],
  draft: draftOf(words),
  understood: words.claims.spans(),
});

/**
 * Reads a request by rules and a trained model alone, or says which of its words are open. Every word
 * is accounted for: no narrowing, exclusion, time or condition is dropped in silence, and there is no
 * default type. Takes time in proportion to the length of the request.
 */
export const readRequest = (input: IntentInput, reader: Reader): IntentReading => {
  const claims = makeClaims(readText(input.intent));
  const refused = refusalOf(claims);
  if (refused !== null) return refused;
  readReferences(claims);
  const act = readSpeechAct(claims);
  const control = readControl(claims);
  if (control !== null)
    return unclear(claims, {
      reason: `${quoted(claims, control)} is about a change that there is already, and no new task.`,
      control: true,
    });
  const words = readWords(claims, input, reader);
  const typed = settleType(claims, act.heads, {
    given: input.task_type,
    catalogue: reader.catalogue,
  });
  if (typed.several.length > 0)
    return unclear(claims, {
      reason: severalFault(typed.several, reader),
      candidates: typed.several,
    });
  const { type } = typed;
  if (type === null)
    return unclear(claims, {
      reason: 'The intent fits no task type clearly.',
      candidates: typed.hints.slice(0, 3),
    });
  const mutating = isMutating(reader.catalogue[type].wording, claims);
  const fault = speechFault(act, words, mutating);
  if (fault !== null)
    return unclear(claims, { reason: fault, candidates: [type], draft: draftOf(words) });
  const rest = readByType(words, { type, mutating, told: act.told }, reader);
  // An image is promoted from one environment to another; of servers both are changed.
  const { sources } = words.place;
  const place = placeOf(claims, {
    ...words.place,
    ...(type !== 'image_management' && { named: [...words.place.named, ...sources] }),
  });
  if (place.kind === 'contradiction') return contradicted(words, place, input, type);
  if (place.kind === 'unclear')
    return unclear(claims, {
      reason: place.reason,
      candidates: [type],
      suggestion: suggestionFor(claims, words.place.others, reader),
    });
  if ('kind' in rest) return rest;
  const spec = specOf(
    words,
    { input, type, mutating, environment: place.environment, constraints: rest.constraints },
    reader,
  );
  return { kind: 'settled', spec, rehearses: act.rehearses || rest.rehearses };
};
