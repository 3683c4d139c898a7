import { unhonouredByTask } from '../action/honours.ts';
import type { Unhonoured } from '../action/honours.ts';
import { cleanText } from '../task/clean-text.ts';
import { assessRisk } from '../task/risk.ts';
import { goalOf } from '../task/task-goal.ts';
import type { Constraints, Criteria, Selector, TaskSpec } from '../task/task-spec.ts';
import type { TaskType } from '../task/task-type.ts';
import type { TaskWording } from '../task/task-wording.ts';
import type { Claims } from './claims.ts';
import { leaveOver, takeSpeech, takeTaskWords } from './decided-words.ts';
import type { NarrowingAnswer } from './narrowing-answer.ts';
import { mergeCriteria } from './readers/merge-criteria.ts';
import { placeOf } from './place-of.ts';
import { quoted } from './quoted.ts';
import { readByType } from './read-by-type.ts';
import { readClosed, readOpening } from './read-opening.ts';
import { draftOf, readWords } from './read-words.ts';
import type { Words } from './read-words.ts';
import type { Contradiction, IntentInput, IntentReading, Reader } from './reading.ts';
import { settleType } from './settle-type.ts';
import { speechFault } from './speech-fault.ts';
import { suggestionFor } from './suggest-word.ts';
import { toldClauses } from './told-clauses.ts';
import { withoutTold } from './told-scope.ts';
import { unclear } from './unclear.ts';

export const isMutating = ({ mutates }: TaskWording, { text }: Claims): boolean =>
  typeof mutates === 'boolean'
    ? mutates
    : mutates.test(text.tokens.map((one) => one.text).join(' '));

/** "API" names the subject of an adapter, and "a postgres runbook" one of a procedure: neither means machines. */
const criteriaOf = (
  { roleWords }: TaskWording,
  { roles, services, ...rest }: Criteria,
  isPlaced: boolean,
): Criteria => {
  const isScope = roleWords === 'scope' || isPlaced;
  return {
    ...rest,
    ...(roles !== undefined && isScope && roleWords !== 'subject' && { roles }),
    ...(services !== undefined && isScope && { services }),
  };
};

/** A name that the fleet lacks stays a criterion where the task goes on without it: it means nothing wider. */
const unknownNames = ({ claims, unknown }: Words, { quotesIntent }: TaskWording): Criteria => {
  const { source, tokens } = claims.text;
  const names = unknown
    .filter(({ names: isName }) => quotesIntent && isName === true)
    .map(({ from, to }) => cleanText(source.slice(tokens[from]?.start, tokens[to - 1]?.end)));
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
  const exclude = [...words.exclude, ...words.answers.flatMap((answer) => answer.exclude)];
  const selector: Selector = {
    environment: settled.environment,
    ...criteriaOf(
      wording,
      words.answers.reduce<Criteria>(
        (sum, { criteria }) => mergeCriteria(sum, criteria),
        mergeCriteria(words.criteria, unknownNames(words, wording)),
      ),
      words.place.named.length > 0 || (settled.mutating && type !== 'image_management'),
    ),
    ...(exclude.length > 0 && { exclude }),
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

const typeless = (claims: Claims): string =>
  `${quoted(claims, { from: 0, to: claims.text.tokens.length })} fits no task type clearly.`;

/** The words that ask for it, where they stand, and what to do about it. */
const unkeptFault = (claims: Claims, { constraint, message }: Unhonoured): string => {
  const name = constraint === 'cve_ids' ? 'cve' : constraint;
  const said = claims
    .spans()
    .find(({ as, value }) => as === 'constraint' && value?.startsWith(`${name}=`) === true);
  const words = said === undefined ? '' : `“${cleanText(said.text, 80)}” can’t be kept. `;
  return `${words}${message} Ask without it, where that will do.`;
};

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
 * default type. Answers are what an accepted reading of a model says of words that are left open; they
 * are heard for those words alone. Takes time in proportion to the length of the request.
 */
export const readRequest = (
  input: IntentInput,
  reader: Reader,
  answers: readonly NarrowingAnswer[] = [],
): IntentReading => {
  const opening = readOpening(input);
  if (opening.kind !== 'opened') return readClosed(opening, input, reader);
  const { claims, act } = opening;
  const said = { ...readWords(claims, input, reader), answers };
  const told = [...act.told, ...toldClauses(claims, act.heads)];
  const typed = settleType(
    claims,
    { ...act, told },
    { given: input.task_type, catalogue: reader.catalogue },
  );
  const { type, several } = typed;
  if (several.length > 0 || type === null) {
    takeTaskWords(claims, several.length > 0 ? several : typed.hints.slice(0, 1));
    leaveOver(claims);
    return unclear(claims, {
      reason: several.length > 0 ? severalFault(several, reader) : typeless(claims),
      candidates: several.length > 0 ? several : typed.hints.slice(0, 3),
      open: several.length > 0 ? null : { type: null, words: [] },
    });
  }
  const mutating = isMutating(reader.catalogue[type].wording, claims);
  const fault = speechFault(act, said, { type, mutating });
  if (fault !== null) {
    takeSpeech(claims, act, type);
    return unclear(claims, { reason: fault, candidates: [type], draft: draftOf(said) });
  }
  const words = mutating ? withoutTold(said, { told, heads: act.heads, type }) : said;
  const rest = readByType(words, { type, mutating, act: { ...act, told } }, reader);
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
  const constraints = answers.reduce<Constraints>(
    (sum, one) => ({ ...sum, ...one.constraints }),
    rest.constraints,
  );
  const [unkept] = mutating && agent.available ? unhonouredByTask(constraints, actions) : [];
  if (unkept !== undefined)
    return unclear(claims, { reason: unkeptFault(claims, unkept), candidates: [type] });
  const spec = specOf(
    words,
    { input, type, mutating, environment: place.environment, constraints },
    reader,
  );
  return {
    kind: 'settled',
    spec,
    rehearses: (mutating ? act.rehearses : act.isDryRun) || rest.rehearses,
  };
};
