import type { TaskType } from '../task/task-type.ts';
import type { Claims } from './claims.ts';
import { courtesyWords, functionWords, machineNouns } from './plain-words.ts';
import { isTaskWord } from './task-model.ts';
import { mayRehearse } from './readers/read-speech-act.ts';
import type { SpeechAct } from './readers/read-speech-act.ts';
import type { Words } from './read-words.ts';

/** Where the words of a request put it or narrow it: without a verb it takes that to be more than a name. */
const isPlaced = ({ place, criteria }: Words): boolean =>
  place.named.length > 0 || Object.keys(criteria).length > 0;

const vagueFault =
  'The intent doesn’t say what is to be changed: begin with it, as in “Patch staging web servers” or “Fix drift on staging web servers”.';
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

const changing: ReadonlySet<TaskType> = new Set(['drift_remediation', 'patch_rollout']);
/** They go with any change and tell none. */
const anyChange = new Set(
  'take care make fix fixed fixing get bring keep handle sort do run start put everything thing whole wrong sure right'.split(
    ' ',
  ),
);

/** Whether some word tells the change itself: "take care of production" tells none. */
const tellsChange = (claims: Claims, type: TaskType): boolean =>
  !changing.has(type) ||
  claims.text.tokens.some(({ text }, at) => {
    const claim = claims.claimAt(at);
    if (claim?.as === 'constraint')
      return /^(?:cve|packages|patch_kinds|min_severity|image)=/u.test(claim.value ?? '');
    return claim === null && !anyChange.has(text) && isTaskWord(text, type);
  });

/** Types that change what the fleet runs, or move it: they need to be told where. */
const needsPlace: ReadonlySet<TaskType> = new Set([...changing, 'dr_drill']);

const opinionFault =
  'The intent asks for an opinion and not for work: begin with what is to be done, as in “Find idle staging servers”.';

/** Words that go with any work and tell none: a request of them alone is vague. */
const anyWork = new Set(
  (
    'take care make fix fixed fixing get bring keep handle sort do doing done run start put everything thing things stuff whole wrong ' +
    'right improve improving improved better nicer faster safer something somehow somewhere anything usual needful necessary measures ' +
    'steps magic clean look after manage adjust tweak change modify finish complete work working works deal see attend address ' +
    'happy great good well bit little lot proceed continue go going begin act action before ' +
    'discussed agreed wish per manager please again same last first same-old as-usual needs love attention ' +
    'know what you ticket email mail attachment attached described above below mentioned one ones it them that this'
  ).split(' '),
);

/** Whether no word says what is to be done. */
const isVague = (claims: Claims, act: SpeechAct): boolean =>
  !act.questions &&
  claims.text.tokens.every(({ kind, text }, at) => {
    const as = claims.claimAt(at)?.as;
    if (as === 'constraint' || as === 'exclusion' || as === 'speech_act') return false;
    if (kind === 'mark' || (as !== undefined && as !== 'residue')) return true;
    return (
      anyWork.has(text) ||
      functionWords.has(text) ||
      courtesyWords.has(text) ||
      machineNouns.has(text)
    );
  });

/** What a type makes: to name it and what it is for asks for it. */
const madeBy: Partial<Record<TaskType, RegExp>> = {
  api_adapter:
    /\b(?:adapt[eo]rs?|connectors?|clients?|integrations?|sdks?|wrappers?|bindings?|stubs?|plugins?|shim|bridge)\b/u,
  sop_authoring:
    /\b(?:runbooks?|sops?|playbooks?|procedures?|mops?|checklists?|guides?|how tos?|instructions?|documentation|manuals?|step by step|cheat ?sheets?)\b/u,
  image_management:
    /\b(?:(?:build|bake|rebuild|rebake|promote|deprecate|retire|refresh|validate|publish|new|fresh|packer|update|upgrade) (?:[a-z0-9.-]+ ){0,5}(?:images?|imgs?|amis?|templates?)|(?:images?|imgs?|amis?|templates?) (?:[a-z0-9.,-]+ ){0,3}(?:build|bake|rebuild|rebake|promote|promotion|deprecate|retire|refresh|validate|publish|update)|packer build)\b/u,
};
const joins =
  /(?:^| )(?:[:,.;\/–—>→-]|for|from|to|of|on|about|w|with|4|out|incl|including|covering|describing|explaining|via|using|against|off)(?= )/u;
const leastSubject = 1;

/** "Runbook: certificate expiry" asks for one, as "golden image" and "incident runbook" don't. */
const namesWork = (claims: Claims, type: TaskType): boolean => {
  const pattern = madeBy[type];
  const text = claims.text.tokens.map((token) => token.text).join(' ');
  if (pattern === undefined || !pattern.test(text) || !joins.test(text)) return false;
  const others = text.replace(pattern, ' ').split(' ');
  const content = others.filter(
    (word) =>
      /\p{L}/u.test(word) &&
      !functionWords.has(word) &&
      !courtesyWords.has(word) &&
      !machineNouns.has(word) &&
      !anyWork.has(word),
  );
  return content.length > leastSubject - 1;
};

/** Why the words ask for nothing; null where they do. */
export const speechFault = (
  act: SpeechAct,
  words: Words,
  { type, mutating }: { readonly type: TaskType; readonly mutating: boolean },
): string | null => {
  const { claims } = words;
  if (isVague(claims, act)) return vagueFault;
  if (act.seeksOpinion) return opinionFault;
  if (needsPlace.has(type) && act.asks && isBare(claims, words)) return bareFault;
  if (mutating && !tellsChange(claims, type)) return vagueFault;
  if (act.asks || (mutating && (act.rehearses || mayRehearse(words.claims)))) return null;
  if (act.questions) return mutating ? 'The intent asks a question and not for a change.' : null;
  if (!mutating && act.inquires) return null;
  if (!act.tells && isPlaced(words) && (!mutating || isUrged(claims))) return null;
  if (!act.tells && namesWork(claims, type)) return null;
  return act.tells
    ? 'The intent tells something and asks for nothing: begin with what is to be done, as in “Patch staging web servers”.'
    : 'The intent names something and doesn’t say what is to be done, or where: as in “Patch staging web servers”.';
};
