import { unhonouredByTask } from '../action/honours.ts';
import { assessRisk } from '../task/risk.ts';
import { goalOf } from '../task/task-goal.ts';
import type { Constraints, Criteria, Selector, TaskSpec } from '../task/task-spec.ts';
import type { TaskType } from '../task/task-type.ts';
import type { TaskWording } from '../task/task-wording.ts';
import { makeClaims } from './claims.ts';
import type { Claims } from './claims.ts';
import { mergeCriteria } from './readers/merge-criteria.ts';
import { placeOf } from './place-of.ts';
import { quoted } from './quoted.ts';
import { readByType } from './read-by-type.ts';
import { draftOf, readWords } from './read-words.ts';
import type { Words } from './read-words.ts';
import { readControl } from './readers/read-control.ts';
import { readReferences } from './readers/read-references.ts';
import { readSpeechAct } from './readers/read-speech-act.ts';
import type { Contradiction, IntentInput, IntentReading, Reader } from './reading.ts';
import { refusalOf } from './refusal-of.ts';
import { readText } from './request-text.ts';
import { settleType } from './settle-type.ts';
import { speechFault } from './speech-fault.ts';
import { suggestionFor } from './suggest-word.ts';
import { toldClauses } from './told-clauses.ts';
import { unclear } from './unclear.ts';

const isMutating = ({ mutates }: TaskWording, { text }: Claims): boolean =>
  typeof mutates === 'boolean'
    ? mutates
    : mutates.test(text.tokens.map((one) => one.text).join(' '));

/** "API" names the subject of an adapter and not the role of servers. */
const criteriaOf = ({ ownsRoleWords }: TaskWording, { roles, ...rest }: Criteria): Criteria =>
  roles === undefined || ownsRoleWords ? rest : { ...rest, roles };

/** A name that the fleet lacks stays a criterion where the task goes on without it: it means nothing wider. */
const unknownNames = ({ claims, unknown }: Words, { quotesIntent }: TaskWording): Criteria => {
  const { source, tokens } = claims.text;
  const names = unknown
    .filter(({ names: isName }) => quotesIntent && isName === true)
    .map(({ from, to }) => source.slice(tokens[from]?.start, tokens[to - 1]?.end));
  return names.length > 0 ? { names } : {};
};

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
    ...criteriaOf(wording, mergeCriteria(words.criteria, unknownNames(words, wording))),
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

const severalFault = (types: readonly TaskType[], { catalogue }: Reader): string =>
  `The intent asks for several different things (${types.map((type) => catalogue[type].wording.phrase).join(', ')}); ask for one at a time.`;

const contradicted = (
  words: Words,
  place: { readonly reason: string; readonly named: Contradiction['named'] },
  { input, type }: { readonly input: IntentInput; readonly type: TaskType },
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
  const told = [...act.told, ...toldClauses(claims, act.heads)];
  const typed = settleType(
    claims,
    { heads: act.heads, told },
    {
      given: input.task_type,
      catalogue: reader.catalogue,
    },
  );
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
  const fault = speechFault(act, words, { type, mutating });
  if (fault !== null)
    return unclear(claims, { reason: fault, candidates: [type], draft: draftOf(words) });
  const rest = readByType(
    words,
    { type, mutating, act: { told, rehearses: act.rehearses } },
    reader,
  );
  // An image is promoted from one environment to another; of servers both are changed.
  const { sources } = words.place;
  const place = placeOf(claims, {
    ...words.place,
    ...(type !== 'image_management' && { named: [...words.place.named, ...sources] }),
  });
  if (place.kind === 'contradiction') return contradicted(words, place, { input, type });
  if (place.kind === 'unclear')
    return unclear(claims, {
      reason: place.reason,
      candidates: [type],
      suggestion: suggestionFor(claims, words.place.others, reader),
    });
  if ('kind' in rest) return rest;
  const { agent, actions } = reader.catalogue[type];
  const [unkept] = mutating && agent.available ? unhonouredByTask(rest.constraints, actions) : [];
  if (unkept !== undefined) return unclear(claims, { reason: unkept.message, candidates: [type] });
  const spec = specOf(
    words,
    { input, type, mutating, environment: place.environment, constraints: rest.constraints },
    reader,
  );
  return { kind: 'settled', spec, rehearses: act.rehearses || rest.rehearses };
};
