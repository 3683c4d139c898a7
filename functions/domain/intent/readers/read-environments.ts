import { environmentOf, roleOf } from '../../fleet/fleet-words.ts';
import { Environment } from '../../shared/environment.ts';
import type { Claims } from '../claims.ts';
import { isOneSlip } from '../one-slip.ts';
import { functionWords, machineNouns } from '../plain-words.ts';
import type { Doubt, NamedEnvironment, ReadContext } from '../read-context.ts';
import { makeIsElsewhere } from './elsewhere.ts';

/** Where the words of a request put it. */
export interface EnvironmentReading {
  readonly named: readonly NamedEnvironment[];
  /** What something is taken from, as an image is promoted. */
  readonly sources: readonly NamedEnvironment[];
  /** Names of environments that are none of the three, as they were sent. */
  readonly others: readonly Doubt[];
}

const everywhere =
  /\b(?:(?:all|every|both|each|across|any)(?: of)?(?: the| our| my| three)* (?:environments?|envs?|stages)|(?:non|not) ?prod(?:uction)?(?= |$)|everywhere (?:else )?(?:in|across) (?:all|every)|in both|do both|both of them|(?:dev|development|staging|prod|production|stage|stg) (?:through|thru|up to|till|until) (?:dev|development|staging|prod|production)|(?:prod|production) and non ?prod)\b/gu;

const placing = new Set(
  'in on to for our the at against within across all every into of my your from'.split(' '),
);
const sources = new Set(['from', 'like', 'unlike', 'than']);
/** They name an environment only in the right place: "stage the rollout" and "test failover" don't. */
const ambiguous = new Set([
  'sandbox',
  'live',
  'stage',
  'develop',
  'devel',
  'test',
  'testing',
  'performance',
  'perf',
  'demo',
  'lab',
  'training',
  'dr',
  'canary',
  'beta',
  'preview',
  'integration',
  'int',
  'sit',
]);
/** Rarely an environment, so that only "in X" and "X environment" say so. */
const shy = new Set([
  'dr',
  'canary',
  'performance',
  'training',
  'preview',
  'integration',
  'test',
  'testing',
  'demo',
  'beta',
  'live',
  'int',
  'sit',
]);

const ends = (text: string): boolean =>
  text === '' ||
  /^[.,;:!?)-]$/u.test(text) ||
  ['and', 'only', 'please', 'pls', 'asap', 'now'].includes(text);

const describes = (text: string, { words, fleet }: ReadContext): boolean =>
  machineNouns.has(text) ||
  roleOf(text, words) !== null ||
  words.platforms.has(text) ||
  fleet.services.has(text);

/** "DR test payment" is a test, and "live failover" is no place. */
const exercises = new Set(
  'dr failover restore recovery resilience continuity bcp disaster drill backup switchover restoration evac evacuation rto rpo chaos'.split(
    ' ',
  ),
);
const exercised = new Set(
  'failover exercise drill test demo switchover migration patching patch patches kernel'.split(' '),
);
const moves = new Set(
  'put bring get patch update fix reset return restore set pull take move roll rebase refresh realign reconcile upgrade take drill simulate'.split(
    ' ',
  ),
);

const standsForPlace = (claims: Claims, at: number, context: ReadContext): boolean => {
  const { tokens, wordAt } = claims.text;
  const text = wordAt(at);
  if (!ambiguous.has(text)) return true;
  const before = wordAt(at - 1);
  const after = wordAt(at + 1);
  if (after === 'team' || after === 'teams') return false;
  if (exercises.has(before) && (text === 'test' || text === 'testing')) return false;
  if (text === 'live' && exercised.has(after)) return false;
  if (text === 'sandbox')
    return !/^(?:bug|escape|fix|issue|breakout|flaw|vuln\w*|cve|bypass)$/u.test(after);
  if (text === 'stage' && at > 0 && moves.has(before)) return true;
  if (text === 'live')
    return (
      ['in', 'on', 'from', 'across', 'to', 'our', 'of'].includes(before) ||
      describes(after, context) ||
      (at > 0 && /^(?:sites?|side|platform|product)$/u.test(after)) ||
      (at > 0 &&
        !['is', 'are', 'go', 'goes', 'went', 'be', 'they'].includes(before) &&
        (ends(after) || placing.has(after) || tokens[at + 1]?.kind === 'mark'))
    );
  const isPlaced = ['in', 'on', 'to', 'our', 'all'].includes(before);
  const isDescribed = at > 0 && describes(after, context);
  if (['environment', 'environments', 'env', 'envs'].includes(after)) return true;
  if (shy.has(text))
    return (
      (isPlaced && ends(after)) ||
      (isDescribed && text !== 'dr' && text !== 'canary' && text !== 'integration')
    );
  return placing.has(before) || describes(after, context) || (at > 0 && ends(after));
};

/** `prod2`, `staging1`: not the environment that it begins like. */
const numbered = (text: string, context: ReadContext): boolean => {
  const letters = /^([a-z]+)[-_]?\d{1,3}$/u.exec(text)?.[1];
  return letters !== undefined && environmentOf(letters, context.words) !== null;
};

/** `prod-eu` names an environment of its own, and not all of production that is in Europe. */
const isPartOf = (text: string, { words }: ReadContext): boolean => {
  const [first = '', second = '', ...more] = text.split('-');
  const isPart = (name: string, group: string): boolean =>
    words.environments.has(name) && words.regionGroups.has(group);
  return more.length === 0 && (isPart(first, second) || isPart(second, first));
};

/** Before "environment" stands the name of one, or a word that names none. */
const plainBefore = new Set(
  'the our my your this that each every same whole entire an a cloud aws target current right all these any production-like like live its their of in for'.split(
    ' ',
  ),
);

const isEnvironmentNoun = (text: string): boolean =>
  text === 'environment' || text === 'env' || text === 'environments' || text === 'envs';

/** A word that is spelt nearly like an environment, or that "environment" follows, and names none of the three. */
const strangeAt = (claims: Claims, at: number, { words }: ReadContext): boolean => {
  const { wordAt, isWordAt } = claims.text;
  const text = wordAt(at);
  if (!isWordAt(at) || words.environments.has(text)) return false;
  if (text.length > 5 && [...words.environments.keys()].some((known) => isOneSlip(text, known)))
    return true;
  return isEnvironmentNoun(wordAt(at + 1)) && !plainBefore.has(text) && !functionWords.has(text);
};

/** "An environment called blue-east". */
const isCalled = ({ text: { wordAt } }: Claims, at: number): boolean =>
  /^(?:called|named|dubbed)$/u.test(wordAt(at - 1)) && isEnvironmentNoun(wordAt(at - 2));

const otherAt = (claims: Claims, at: number, context: ReadContext): number | null => {
  const { wordAt, chunkOf } = claims.text;
  const chunk = chunkOf(at);
  const { otherEnvironments } = context.words;
  if (chunk?.from === at && (otherEnvironments.has(chunk.text) || numbered(chunk.text, context))) {
    return chunk.to - chunk.from > 1 || standsForPlace(claims, at, context) ? chunk.to : null;
  }
  if (chunk?.from === at && isPartOf(chunk.text, context)) return chunk.to;
  if (
    chunk?.from === at &&
    isCalled(claims, at) &&
    environmentOf(chunk.text, context.words) === null
  )
    return chunk.to;
  const pair = `${wordAt(at)}-${wordAt(at + 1)}`;
  if (['pre-prod', 'pre-production'].includes(pair)) return at + 2;
  const text = wordAt(at);
  if (strangeAt(claims, at, context)) return at + 1;
  if (!otherEnvironments.has(text) || !standsForPlace(claims, at, context)) return null;
  return at + 1;
};

/** "I'd like production patched" wishes, and likens nothing. */
const wishing = /^(?:would|should|i'd|we'd|they'd|he'd|she'd|you'd|id|'d|d|really|also)$/u;

const isSource = (claims: Claims, at: number): boolean => {
  const { wordAt } = claims.text;
  const before = wordAt(at - 1);
  const beforeThat = wordAt(at - 2);
  const isLike = (index: number): boolean =>
    wordAt(index) === 'like' && wishing.test(wordAt(index - 1));
  if (isLike(at - 1) || (functionWords.has(before) && isLike(at - 2))) return false;
  if (sources.has(before)) return true;
  return functionWords.has(before) && sources.has(beforeThat);
};

/** "production-like" says what something resembles. */
const likeness = new Set(['like', 'grade', 'ready', 'quality', 'style', 'parity', 'equivalent']);

const isLikeness = (claims: Claims, at: number): boolean => {
  const { tokens, wordAt } = claims.text;
  return likeness.has(wordAt(at + 1)) && tokens[at]?.chunk === tokens[at + 1]?.chunk;
};

const unknown = 'is none of this fleet’s environments: development, staging, production';

/** "The canary environment": taken for a way of patching by whoever read it before. */
const isStageOf = ({ text: { wordAt }, claimAt }: Claims, at: number): boolean =>
  claimAt(at)?.as === 'constraint' && wordAt(at) === 'canary' && isEnvironmentNoun(wordAt(at + 1));

/** Reads which environments the words name, and takes them; none is guessed. */
export const readEnvironments = (claims: Claims, context: ReadContext): EnvironmentReading => {
  const named: NamedEnvironment[] = [];
  const sources: NamedEnvironment[] = [];
  const others: Doubt[] = [];
  const { tokens, wordAt } = claims.text;
  const isNowhere = !tokens.some(({ text }) => environmentOf(text, context.words) !== null);
  const isElsewhere = makeIsElsewhere(claims, isNowhere);
  for (const { from, to } of [
    ...claims.findFree(everywhere),
    ...(isNowhere ? claims.findFree(/\beverywhere\b/gu) : []),
  ]) {
    named.push(
      ...Environment.options.map((environment) => ({ environment, as: 'place' as const })),
    );
    claims.take({ from, to, as: 'environment', value: null });
  }
  for (let at = 0; at < tokens.length; at += 1) {
    if (isStageOf(claims, at)) {
      claims.retake({ from: at, to: at + 1, as: 'environment', value: null });
      others.push({ from: at, to: at + 1, reason: unknown });
      continue;
    }
    if (!claims.isFree(at)) continue;
    if (isElsewhere(at)) {
      claims.take({ from: at, to: at + 1, as: 'reference', value: 'context' });
      continue;
    }
    const other = otherAt(claims, at, context);
    if (other !== null) {
      others.push({
        from: at,
        to: other,
        reason: unknown,
      });
      claims.take({ from: at, to: other, as: 'environment', value: null });
      continue;
    }
    const environment = environmentOf(wordAt(at), context.words);
    if (environment === null || !standsForPlace(claims, at, context)) continue;
    if (isSource(claims, at) && !isLikeness(claims, at) && wordAt(at - 1) !== 'like')
      sources.push({ environment, as: 'place' });
    if (isSource(claims, at) || isLikeness(claims, at)) {
      claims.take({
        from: at,
        to: isLikeness(claims, at) ? at + 2 : at + 1,
        as: 'reference',
        value: `not the place: ${environment}`,
      });
      continue;
    }
    named.push({ environment, as: 'place' });
    claims.take({ from: at, to: at + 1, as: 'environment', value: environment });
  }
  return { named, sources, others };
};
