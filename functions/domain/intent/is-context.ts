import type { TaskType } from '../task/task-type.ts';
import type { Claims } from './claims.ts';
import { isAbstractWord, isContextWord } from './context-words.ts';
import { isEnglishWord } from './english-words.ts';
import { conditionWords, functionWords, machineNouns, numberWords } from './plain-words.ts';
import { isTaskWord, narrows } from './task-model.ts';

export const placing = new Set(['in', 'on', 'at', 'of', 'for', 'across', 'within', 'from', 'to']);

/** What is called by a name that stands before it. */
const callable = new Set(
  'server servers machine machines host hosts instance instances node nodes box boxes vm vms tier cluster fleet service'.split(
    ' ',
  ),
);

/** Whether a word stands where machines or a service are called by a name. */
export const standsBeforeMachines = (claims: Claims, at: number): boolean => {
  const { tokens } = claims.text;
  const chunk = claims.text.chunks[tokens[at]?.chunk ?? -1];
  const after = tokens[chunk?.to ?? at + 1]?.text ?? '';
  const before = tokens[(chunk?.from ?? at) - 1]?.text ?? '';
  return callable.has(after) || before === 'service';
};

/** What follows machines by one of these says which of them are meant. */
const describing = new Set(
  'in on at of from within across under behind like running using having serving holding containing near'.split(
    ' ',
  ),
);

const saying = new Set(
  'says said say shows showed show lists listed reports reported flags flagged wants want has have had lost left made makes got changed left broke'.split(
    ' ',
  ),
);
const tells = (text: string): boolean => saying.has(text);

/** "The kiosk machines", "on blue": a word that tells machines apart is no context, wherever it stands. */
export const describesScope = (claims: Claims, at: number): boolean => {
  const { tokens } = claims.text;
  const isScope = (index: number): boolean =>
    machineNouns.has(tokens[index]?.text ?? '') ||
    claims.claimAt(index)?.as === 'scope' ||
    claims.claimAt(index)?.as === 'environment';
  const isWord = (index: number): boolean => tokens[index]?.kind === 'word';
  const isArticle = functionWords.has(tokens[at - 1]?.text ?? '');
  const before = isArticle && placing.has(tokens[at - 2]?.text ?? '') ? at - 2 : at - 1;
  // "The servers in Strasbourg", and not "the scan in January".
  const text = tokens[at]?.text ?? '';
  const place = tokens[before]?.text ?? '';
  const isKnown = isContextWord(text) || isAbstractWord(text);
  const isPlaced =
    (describing.has(place) && isScope(before - 1)) || (placing.has(place) && !isKnown);
  const next = tokens[at + 1]?.text ?? '';
  // "The dashboard says api …": what is done by it describes nothing.
  const isBefore = isScope(at + 2) && isWord(at + 1) && !functionWords.has(next) && !tells(next);
  const isName = /\d/u.test(text) && !/^\d+$/u.test(text);
  return isScope(at + 1) || isBefore || isPlaced || isName;
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
const isSaidOfMachines = ({ text: { tokens }, claimAt }: Claims, at: number): boolean => {
  const isMachines = (index: number): boolean =>
    machineNouns.has(tokens[index]?.text ?? '') ||
    ['scope', 'environment'].includes(claimAt(index)?.as ?? '');
  let isRelated = false;
  for (let index = at - 1; index >= 0 && tokens[index]?.kind === 'word'; index -= 1) {
    if (at - index > longestClause) return true;
    if (isMachines(index) && (isRelated || opening.has(tokens[index + 1]?.text ?? ''))) return true;
    isRelated ||= relative.has(tokens[index]?.text ?? '');
  }
  return false;
};

const doing = new Set(
  'patch patching update updating upgrade upgrading fix fixing harden reimage rebuild restore realign resync remediate repair'.split(
    ' ',
  ),
);

/** "Patch jira in staging": it names what is changed, though no machine is called so. */
const isChanged = ({ text: { tokens }, claimAt }: Claims, at: number): boolean => {
  const word = (index: number): string => tokens[index]?.text ?? '';
  const isPlace = (index: number): boolean =>
    ['scope', 'environment'].includes(claimAt(index)?.as ?? '');
  const verb = functionWords.has(word(at - 1)) ? at - 2 : at - 1;
  const next = functionWords.has(word(at + 2)) ? at + 3 : at + 2;
  return doing.has(word(verb)) && placing.has(word(at + 1)) && isPlace(next);
};

/** They name environments and what a fleet is divided by, though plain English has them too. */
const ofFleets = /^(?:stag(?:e|es|ing)|liv(?:e|ing)|regions?|zones?|roles?|tests?|testing)$/u;

const isPlainEnglish = (text: string): boolean =>
  isEnglishWord(text) &&
  !narrows(text) &&
  !conditionWords.has(text) &&
  !machineNouns.has(text) &&
  !numberWords.has(text) &&
  !ofFleets.test(text);

const joining = new Set('and then also to please pls plz kindly or plus but & +'.split(' '));

/** At the head of a clause plain English may ask for a second thing; how it is done it may say there. */
const isSecondAsk = ({ text: { tokens } }: Claims, at: number): boolean => {
  const before = tokens[at - 1];
  const isFirst = before === undefined || before.kind === 'mark' || joining.has(before.text);
  return isFirst && !/ly$/u.test(tokens[at]?.text ?? '');
};

/** A word around a change that says nothing of which machines are meant, where it stands. */
export const isContext = (claims: Claims, at: number, type: TaskType): boolean => {
  const { tokens } = claims.text;
  const text = tokens[at]?.text ?? '';
  if (inert.has(text)) return true;
  const isLabel = tokens[at + 1]?.text === ':' && (at === 0 || tokens[at - 1]?.kind === 'mark');
  if (isLabel && labels.has(text)) return true;
  const isStory = !isContextWord(text);
  if (isStory && (!isPlainEnglish(text) || isSecondAsk(claims, at))) return false;
  const word = (index: number): string => tokens[index]?.text ?? '';
  const isScope = (index: number): boolean =>
    machineNouns.has(word(index)) ||
    ['scope', 'environment'].includes(claims.claimAt(index)?.as ?? '');
  if (telling.has(text) && (isScope(at - 1) || isScope(at - 2))) return false;
  if (word(at - 1) === 'only' || word(at + 1) === 'only') return false;
  if (isSaidOfMachines(claims, at) || (isChanged(claims, at) && !isAbstractWord(text)))
    return false;
  const isHead = heading.has(text) && (at === 0 || headers.has(word(at - 1)));
  if (isHead) return true;
  const isApart = functionWords.has(word(at + 1)) || isTaskWord(word(at + 1), type);
  if (isScope(at + 1) || (isScope(at + 2) && !isApart)) return false;
  const before = functionWords.has(word(at - 1)) && placing.has(word(at - 2)) ? at - 2 : at - 1;
  if (describing.has(word(before)) && isScope(before - 1)) return false;
  if (!placing.has(word(before)) || isAbstractWord(text)) return true;
  // "On the approved settings", "from the agreed build": it describes what no machines are in.
  return isAbstractWord(word(at + 1)) || isTaskWord(word(at + 1), type);
};
