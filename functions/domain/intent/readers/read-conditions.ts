import type { TaskType } from '../../task/task-type.ts';
import type { Claims } from '../claims.ts';
import { coveredBy } from '../covered-by.ts';
import { conditionWords } from '../plain-words.ts';
import type { Doubt } from '../read-context.ts';
import { makeNarratedAt } from './narrated-clauses.ts';
import type { NarratedAt } from './narrated-clauses.ts';
import type { SpeechAct } from './read-speech-act.ts';
import type { Place } from '../covered-by.ts';

const idioms =
  /\bonce (?:more|again)\b|\b(?:just|only|exactly|at least) once\b|\bonce(?= ?[.,!?;)]|$)|\b(?:when|whenever|if|once) (?:you|u|someone|somebody|anyone|one of you|the team) (?:have|has|had|got|get|gets|find|finds|'ve got|manage) (?:a |some |the |an? spare |a few )*(?:minutes?|moments?|sec|second|time|chance|slot|spare time|free minute|hands?|capacity)\b(?: for (?:it|this))?|\b(?:when|whenever) you (?:can|could|are free)\b|\bwhen you've (?:got )?(?:a )?(?:minute|moment|sec|time)\b|\b(?:if|as|when|where|wherever|whenever) (?:needed|necessary|required|possible|applicable|appropriate|relevant|so|any|not already|in doubt|feasible|available)\b|\b(?:once|when|after|before) (?:(?:it is|it's|its|you are|you're|all|that is) )?(?:done|finished|complete|completed|ready|that|this|then)\b|\bif (?:you|it|that|u) (?:can|could|would|is possible|works?|helps?|please|don't mind)(?: please)?\b|\bwhenever(?: (?:you (?:like|want|can|have time)|possible))?(?= ?[,.;!?]|$)|\bfirst thing\b(?= (?:tomorrow|tmrw|in the|on|monday|tuesday|wednesday|thursday|friday|saturday|sunday))|\b(?:all|every|each)(?: of)?(?: the| our)? (?:roles?|tiers?|regions?|zones?)\b|\bat present\b|\bno (?:hurry|rush|worries|problem|doubt|issue|particular order|big deal)\b|\blow prio(?:rity)?\b|\bhow (?:long|fast|quickly|quick|well|soon|much time|many minutes)\b|\b(?:we|it|they|everything) (?:hold|holds|held) up\b|\b(?:off|low|outside|out of)[ -](?:peak|traffic)(?: hours| time)?\b|\bonce and for all\b|\bany time\b|\b(?:for|in) (?:real|earnest)\b|\b(?:long|short) (?:story|version)\b|\bat (?:last|first|least|once|most)\b(?= ?[,.!]|$)|\b(?:microsoft|ms|redhat|red hat|canonical|vendor|vendor's|oracle|suse|aws|amazon)(?= (?:[a-z]+ ){0,1}(?:patch|patches|hotfix|hotfixes|update|updates|fix|fixes|bulletin|errata|rollup)\b)|\bafter (?:all|that|this)\b|\b(?:let|keep) (?:me|us) (?:know|posted|informed|updated)(?: when done| once done| how it goes)?\b/gu;

const pairs = new Set([
  'as soon',
  'as long',
  'in case',
  'should anybody',
  'should anyone',
  'should it',
  'on condition',
  'subject to',
  'contingent on',
  'conditional on',
  'pending approval',
]);

/** What a drill plays through. */
const scenario =
  /\b(?:fails?|failing|failed|dies|dead|down|loss|losing|lost|lose|gone|dark|away|outage|unavailable|disaster|breaks?|unreachable|crash(?:es)?|vanish(?:es)?|destroyed|burns?|floods?|drill|take over|recovers?|survives?)\b/u;

const wondering = new Set(
  'see know wonder wondering asks ask asked sure tell learn unsure doubt curious'.split(' '),
);

/** "So that I can see if it works": what somebody wants to know holds nothing back. */
const isWondered = ({ text: { wordAt } }: Claims, at: number, type: TaskType): boolean =>
  wordAt(at) === 'if' &&
  (wondering.has(wordAt(at - 1)) ||
    (type === 'dr_drill' &&
      /^(?:check|verify|test|prove|confirm|find|out)$/u.test(wordAt(at - 1))));

const holding = new Set(['unless', 'until', 'till', 'provided', 'depending']);

const past =
  /\b(?:was|were|had|did|happened|came|went|found|broke|got|told|said|took|left|made|began|ran|saw|lit|turned|[a-z]{3,}ed)\b/u;

const ahead =
  /\b(?:can|may|must|should|shall|will|need|needs|only|go|start|starts|begin|begins|proceed|wait|has been|have been|is|are|comes|goes)\b/u;

const told = new Set(['after', 'when', 'once', 'before', 'while', 'whenever']);

/** "Drifted after the tuning session, put them back": when it was that something happened. */
const isOfThePast = (
  { text: { tokens, wordAt } }: Claims,
  { from, to }: Place,
  narratedAt: NarratedAt,
): boolean => {
  const clause = narratedAt(from);
  if (clause === null || clause.verb >= from || clause.isArranging) return false;
  const words = tokens
    .slice(from, to)
    .map(({ text }) => text)
    .join(' ');
  return told.has(wordAt(from)) && !ahead.test(words);
};

/** "When did we last measure it?": a question of its own, and nothing that waits. */
const isAsked = ({ text: { tokens, wordAt } }: Claims, from: number, to: number): boolean =>
  wordAt(from) === 'when' &&
  /^(?:did|was|were|is|are|does|do|has|have|will)$/u.test(wordAt(from + 1)) &&
  (from === 0 || tokens[from - 1]?.kind === 'mark') &&
  wordAt(to) === '?';

/** "Kernels before 6.1.112" in what is told of them. */
const isVersion = ({ text: { tokens, wordAt } }: Claims, from: number): boolean =>
  /^(?:before|after)$/u.test(wordAt(from)) &&
  /^\d+$/u.test(wordAt(from + 1)) &&
  /^\d+$/u.test(wordAt(from + 2)) &&
  tokens[from + 1]?.chunk === tokens[from + 2]?.chunk;

/** For each word whether a sentence tells it that asks for nothing and is of the past: "after the last upgrade it went missing". */
const narratedIn = (
  { text: { tokens, wordAt } }: Claims,
  told: readonly Place[],
): ((at: number) => boolean) => {
  const narrated = coveredBy(
    tokens.length,
    told.filter(({ from, to }) => {
      const words = tokens
        .slice(from, to)
        .map(({ text }) => text)
        .join(' ');
      return past.test(words) && !ahead.test(words);
    }),
  );
  return (at) => !holding.has(wordAt(at)) && (narrated[at]?.length ?? 0) > 0;
};

/** What makes a change depend on something that nobody waits for here, to the end of its clause. */
export const readConditions = (
  claims: Claims,
  type: TaskType,
  { told: toldOf, heads }: Pick<SpeechAct, 'told' | 'heads'> = { told: [], heads: [] },
): readonly Doubt[] => {
  for (const { from, to } of claims.findFree(idioms))
    claims.take({ from, to, as: 'reference', value: null });
  const { tokens, wordAt, isWordAt } = claims.text;
  const isNarrated = narratedIn(claims, toldOf);
  const narratedAt = makeNarratedAt(claims, heads);
  const isTold = coveredBy(tokens.length, toldOf);
  // What begins within a condition is part of it.
  let to = 0;
  return tokens.flatMap(({ text }, from) => {
    const isPair = pairs.has(`${text} ${wordAt(from + 1)}`);
    if (from < to || (!conditionWords.has(text) && !isPair) || !claims.isFree(from)) return [];
    if (isWondered(claims, from, type) || isNarrated(from)) {
      claims.take({ from, to: from + 1, as: 'reference', value: 'context' });
      return [];
    }
    to = from + 1;
    while (isWordAt(to)) to += 1;
    const isVersionTold = isVersion(claims, from) && (isTold[from]?.length ?? 0) > 0;
    if (isOfThePast(claims, { from, to }, narratedAt)) {
      claims.take({ from, to, as: 'reference', value: 'context' });
      return [];
    }
    if (isVersionTold || isAsked(claims, from, to)) {
      claims.take({ from, to: from + 1, as: 'reference', value: 'context' });
      to = from + 1;
      return [];
    }
    if (
      type === 'dr_drill' &&
      scenario.test(
        tokens
          .slice(from, to)
          .map((one) => one.text)
          .join(' '),
      )
    ) {
      claims.take({ from, to, as: 'task_type', value: 'scenario' });
      return [];
    }
    return [{ from, to, reason: 'is a condition, and nothing can wait for it: ask when it holds' }];
  });
};
