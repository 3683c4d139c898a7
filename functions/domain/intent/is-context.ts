import type { TaskType } from '../task/task-type.ts';
import type { Claims } from './claims.ts';
import { isAbstractWord, isContextWord } from './context-words.ts';
import { describing, placing } from './describes-scope.ts';
import { isStoryWord } from './is-story-word.ts';
import { functionWords, machineNouns } from './plain-words.ts';
import { isTaskWord } from './task-model.ts';

/** What is called by a name that stands before it. */
const callable = new Set(
  'server servers machine machines host hosts instance instances node nodes box boxes vm vms tier cluster fleet service'.split(
    ' ',
  ),
);

/** Whether a word stands where machines or a service are called by a name. */
export const standsBeforeMachines = (claims: Claims, at: number): boolean => {
  const { wordAt, chunkOf } = claims.text;
  const chunk = chunkOf(at);
  const after = wordAt(chunk?.to ?? at + 1);
  const before = wordAt((chunk?.from ?? at) - 1);
  return callable.has(after) || before === 'service';
};

/** After machines these say which of them are meant: "the servers managed by puppet". */
const telling = new Set(
  (
    'managed owned used run hosted flagged reported listed mentioned named tagged tracked maintained supported administered assigned ' +
    'allocated provisioned created launched registered monitored watched booked planned marked identified noted found discovered ' +
    'observed detected seen shown approved known requested raised discussed agreed highlighted confirmed prepared handled'
  ).split(' '),
);

/** They belong to the patches or to the haste, wherever they stand. */
const inert = new Set(
  'img cfg schedule scheduled proceed regardless overdue due urgent emergency urgency priority prio prompt timely promptly asap stat hurry'.split(
    ' ',
  ),
);

/** "Scope: production web": the name of a field of a form. */
const labels = new Set(
  'scope subject text to from re owner activity environment what where why risk impact'.split(' '),
);

/** At the head of a clause they say what is done, so that they describe nothing. */
const heading = new Set(
  (
    'supply provide give prepare arrange organise organize plan see verify confirm handle ensure use have try make start run coordinate ' +
    'manage perform conduct execute complete finish get bring put set take move prove demonstrate show check know watch'
  ).split(' '),
);

const headers = new Set(
  ', . ; : ( - – — to please pls kindly you we i could would can must should and then also'.split(
    ' ',
  ),
);

const relative = new Set(['that', 'which', 'who', 'whose', 'whom', 'where']);

/** Directly after machines they begin what tells which of them are meant: "hosts the bank owns". */
const opening = new Set(
  'the our their his her its my your a an we they i you he she it nobody everybody everyone somebody someone'.split(
    ' ',
  ),
);

/** Words of a clause that are looked back over; what stands further in is taken for said of machines. */
const longestClause = 40;

/** Whether a word stands in what is said of machines, after their name and before the clause ends. */
const isSaidOfMachines = ({ text: { wordAt, isWordAt }, claimAt }: Claims, at: number): boolean => {
  const isMachines = (index: number): boolean =>
    machineNouns.has(wordAt(index)) || ['scope', 'environment'].includes(claimAt(index)?.as ?? '');
  let isRelated = false;
  for (let index = at - 1; index >= 0 && isWordAt(index); index -= 1) {
    if (at - index > longestClause) return true;
    if (isMachines(index) && (isRelated || opening.has(wordAt(index + 1)))) return true;
    isRelated ||= relative.has(wordAt(index));
  }
  return false;
};

const doing = new Set(
  'patch patching update updating upgrade upgrading fix fixing harden reimage rebuild restore realign resync remediate repair'.split(
    ' ',
  ),
);

/** "Patch jira in staging": it names what is changed, though no machine is called so. */
const isChanged = ({ text: { wordAt }, claimAt }: Claims, at: number): boolean => {
  const isPlace = (index: number): boolean =>
    ['scope', 'environment'].includes(claimAt(index)?.as ?? '');
  const verb = functionWords.has(wordAt(at - 1)) ? at - 2 : at - 1;
  const next = functionWords.has(wordAt(at + 2)) ? at + 3 : at + 2;
  return doing.has(wordAt(verb)) && placing.has(wordAt(at + 1)) && isPlace(next);
};

/** A word around a change that says nothing of which machines are meant, where it stands. */
export const isContext = (claims: Claims, at: number, type: TaskType): boolean => {
  const { tokens, wordAt } = claims.text;
  const text = wordAt(at);
  if (inert.has(text)) return true;
  const isLabel = wordAt(at + 1) === ':' && (at === 0 || tokens[at - 1]?.kind === 'mark');
  if (isLabel && labels.has(text)) return true;
  if (!isContextWord(text) && !isStoryWord(claims, at)) return false;
  const isScope = (index: number): boolean =>
    machineNouns.has(wordAt(index)) ||
    ['scope', 'environment'].includes(claims.claimAt(index)?.as ?? '');
  if (telling.has(text) && (isScope(at - 1) || isScope(at - 2))) return false;
  if (wordAt(at - 1) === 'only' || wordAt(at + 1) === 'only') return false;
  if (isSaidOfMachines(claims, at) || (isChanged(claims, at) && !isAbstractWord(text)))
    return false;
  const isHead = heading.has(text) && (at === 0 || headers.has(wordAt(at - 1)));
  if (isHead) return true;
  const isApart = functionWords.has(wordAt(at + 1)) || isTaskWord(wordAt(at + 1), type);
  if (isScope(at + 1) || (isScope(at + 2) && !isApart)) return false;
  const before = functionWords.has(wordAt(at - 1)) && placing.has(wordAt(at - 2)) ? at - 2 : at - 1;
  if (describing.has(wordAt(before)) && isScope(before - 1)) return false;
  if (!placing.has(wordAt(before)) || isAbstractWord(text)) return true;
  // "On the approved settings", "from the agreed build": it describes what no machines are in.
  return isAbstractWord(wordAt(at + 1)) || isTaskWord(wordAt(at + 1), type);
};
