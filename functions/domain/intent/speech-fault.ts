import type { TaskType } from '../task/task-type.ts';
import type { Claims } from './claims.ts';
import { isVague } from './is-vague.ts';
import { makes, namesWork } from './names-work.ts';
import { quoted } from './quoted.ts';
import { isRelease } from './task-features.ts';
import { isTaskWord } from './task-model.ts';
import { mayRehearse } from './readers/read-speech-act.ts';
import type { Inquiry } from './readers/read-inquiry.ts';
import type { SpeechAct } from './readers/read-speech-act.ts';
import type { Words } from './read-words.ts';

/** Where the words of a request put it or narrow it: without a verb it takes that to be more than a name. */
const isPlaced = ({ place, criteria }: Words): boolean =>
  place.named.length > 0 || Object.keys(criteria).length > 0;

/** What is made names what it is about and no machines, so that only an environment puts it somewhere. */
const isPut = (words: Words, type: TaskType): boolean =>
  makes(type) ? words.place.named.length > 0 : isPlaced(words);

const vagueFault =
  'The intent doesn’t say what is to be changed: begin with it, as in “Patch staging web servers” or “Fix drift on staging web servers”.';
const bareFault =
  'The intent doesn’t say on what: name the environment, or the servers, as in “Patch staging web servers”.';

/** They end what is a name and no place: "patch rollout", "fix it". */
const nameEnd = /\b(?:rollouts?|run|cycle|fix|remediation|management|it|this|that)$/u;

/** Nothing says on what: "patch rollout", "fix it". A name that the fleet lacks says it, and is refused by itself. */
const isBare = (claims: Claims, { place, criteria, unknown }: Words): boolean => {
  if (unknown.length > 0) return false;
  if (place.named.length > 0 || Object.keys(criteria).length > 0) return false;
  const scoped = claims.text.tokens.some((_token, at) => claims.claimAt(at)?.as === 'scope');
  const words = claims.text.tokens.filter(({ kind }) => kind === 'word').map(({ text }) => text);
  const isName = nameEnd.test(words.join(' '));
  return !scoped && (place.given === undefined || isName);
};

const periodical =
  /\b(?:hourly|daily|nightly|weekly|fortnightly|monthly|quarterly|yearly|annual)\b/gu;

const urgency = new Set([
  'pronto',
  'tonight',
  'asap',
  'urgent',
  'urgently',
  'urgency',
  'now',
  'go',
  'due',
  'needed',
  'required',
  'overdue',
  'prio',
  'whenever',
  'realign',
  'reapply',
  'restore',
  'remediate',
  'reconcile',
  'converge',
  'install',
  'apply',
  'bump',
  're',
  '>',
  '→',
  'today',
  'immediately',
  'emergency',
  'eod',
]);

const days = new Set(
  'tonight tomorrow monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun weekend noon midnight'.split(
    ' ',
  ),
);

/** Whether a time begins at a place: no reader of times has been there yet. */
const isHour = ({ text: { wordAt, chunkOf } }: Claims, at: number): boolean =>
  days.has(wordAt(at)) || /^\d{1,2}:\d{2}/u.test(chunkOf(at)?.text ?? '');

/** Without a verb a change is asked for by more than its name: a ticket, a time, how it is to be done, haste. */
const isUrged = (claims: Claims): boolean =>
  // "Daily updates, starting tomorrow" names what recurs, and no time of one task.
  claims.find(periodical).length === 0 &&
  claims.text.tokens.some(({ text }, at) => {
    const as = claims.claimAt(at)?.as;
    const isKind = /^(?:patch_kinds|min_severity|packages)=/u.test(claims.claimAt(at)?.value ?? '');
    return (
      as === 'reference' ||
      as === 'exclusion' ||
      (as === 'constraint' && !isKind) ||
      as === 'time' ||
      urgency.has(text) ||
      isHour(claims, at)
    );
  });

/** What was, who did it and whether it should be is no readiness that a drill can show. */
const noReadiness =
  /^(?:(?:hi|hello|hey|so|and|ok|but|team) )*(?:should|shall|was|were|did|has|have|had|when|who|why|what(?:'s| is) (?:a|the difference))\b/u;

const isPast =
  /\b(?:took|takes|lasted|went|passed|succeeded|worked|ended|recovered|cost|hit|missed|ran|did|last (?:week|month|year|night|time)|yesterday|ago|already|better|worse)\b/u;

/** "Are we ready to lose a region in production?", "failover test of staging": a drill answers, and its name is a verb too. */
const isDrillAsked = ({ text: { tokens } }: Claims, act: SpeechAct): boolean => {
  const text = tokens.map((token) => token.text).join(' ');
  if (act.questions) return !noReadiness.test(text);
  return !act.tells && !isPast.test(text) && text.match(periodical) === null;
};

const changing: ReadonlySet<TaskType> = new Set(['drift_remediation', 'patch_rollout']);
/** They go with any change and tell none. */
const anyChange = new Set(
  'take care make fix fixed fixing get bring keep handle sort do run start put everything thing whole wrong sure right'.split(
    ' ',
  ),
);

/** What is to be put onto machines tells the change, how it is to be done does not. */
const tellingValue = /^(?:cve|packages|patch_kinds|min_severity|image)=/u;

/** Whether some word tells the change itself: "take care of production" tells none. */
const tellsChange = (claims: Claims, type: TaskType): boolean =>
  !changing.has(type) ||
  claims.text.tokens.some(({ text }, at) => {
    const claim = claims.claimAt(at);
    if (claim?.as === 'constraint') return tellingValue.test(claim.value ?? '');
    // "Dev postgres 16.10 -> 16.11": a release is what is put there.
    if (type === 'patch_rollout' && isRelease(claims.text.chunkOf(at)?.text ?? '')) return true;
    return claim === null && !anyChange.has(text) && isTaskWord(text, type);
  });

/** Types that change what the fleet runs, or move it: they need to be told where. */
const needsPlace: ReadonlySet<TaskType> = new Set([...changing, 'dr_drill']);

const opinionFault =
  'The intent asks for an opinion and not for work: begin with what is to be done, as in “Find idle staging servers”.';

/** Why the words ask for nothing; null where they do. */
export const speechFault = (
  act: SpeechAct & Partial<Pick<Inquiry, 'asked' | 'inquires' | 'seeksOpinion'>>,
  words: Words,
  { type, mutating }: { readonly type: TaskType; readonly mutating: boolean },
): string | null => {
  const { claims } = words;
  if (isVague(claims, act)) return vagueFault;
  if (act.seeksOpinion === true) return opinionFault;
  if (needsPlace.has(type) && act.asks && isBare(claims, words)) return bareFault;
  if (mutating && !tellsChange(claims, type)) return vagueFault;
  if (type === 'dr_drill' && isDrillAsked(claims, act) && isPlaced(words)) return null;
  if (act.asks || (mutating && (act.rehearses || mayRehearse(words.claims)))) return null;
  const whole = { from: 0, to: claims.text.tokens.length };
  if (act.questions)
    return mutating
      ? `${quoted(claims, act.asked?.[0] ?? whole)} is a question and asks for no change.`
      : null;
  if (!mutating && act.inquires === true) return null;
  if (!act.tells && isPut(words, type) && (!mutating || isUrged(claims))) return null;
  if (!act.tells && namesWork(claims, type)) return null;
  return act.tells
    ? `${quoted(claims, act.told[0] ?? whole)} tells something and asks for nothing: begin with what is to be done, as in “Patch staging web servers”.`
    : `${quoted(claims, whole)} names something and doesn’t say what is to be done, or where: as in “Patch staging web servers”.`;
};
