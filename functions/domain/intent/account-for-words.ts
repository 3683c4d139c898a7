import type { TaskType } from '../task/task-type.ts';
import type { Claims } from './claims.ts';
import { isAbstractWord, isContextWord } from './context-words.ts';
import { conditionWords, courtesyWords, functionWords, machineNouns } from './plain-words.ts';
import type { Doubt } from './read-context.ts';
import { isTaskWord } from './task-model.ts';
import type { Place } from './told-clauses.ts';

const idioms =
  /\b(?:if|as|when|where|wherever|whenever) (?:needed|necessary|required|possible|applicable|appropriate|relevant|so|any|not already|in doubt|feasible|available)\b|\b(?:once|when|after|before) (?:(?:it is|it's|its|you are|you're|all|that is) )?(?:done|finished|complete|completed|ready|that|this|then)\b|\bif (?:you|it|that|u) (?:can|could|would|is possible|works?|helps?|please|don't mind)(?: please)?\b|\bwhenever (?:you (?:like|want|can|have time)|possible)\b|\bafter (?:all|that|this)\b|\b(?:let|keep) (?:me|us) (?:know|posted|informed|updated)(?: when done| once done| how it goes)?\b/gu;

const pairs = new Set([
  'as soon',
  'as long',
  'in case',
  'should anybody',
  'should anyone',
  'should it',
  'on condition',
]);

/** What a drill plays through. */
const scenario =
  /\b(?:fails?|failing|failed|dies|dead|down|loss|losing|lost|lose|gone|dark|away|outage|unavailable|disaster|breaks?|unreachable|crash(?:es)?|vanish(?:es)?|destroyed|burns?|floods?|drill|take over|recovers?|survives?)\b/u;

/** What makes a change depend on something that nobody waits for here, to the end of its clause. */
export const readConditions = (claims: Claims, type: TaskType): readonly Doubt[] => {
  for (const { from, to } of claims.findFree(idioms))
    claims.take({ from, to, as: 'reference', value: null });
  const { tokens } = claims.text;
  // What begins within a condition is part of it.
  let to = 0;
  return tokens.flatMap(({ text }, from) => {
    const isPair = pairs.has(`${text} ${tokens[from + 1]?.text ?? ''}`);
    if (from < to || (!conditionWords.has(text) && !isPair) || !claims.isFree(from)) return [];
    to = from + 1;
    while (to < tokens.length && tokens[to]?.kind === 'word') to += 1;
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

/** Whether a word carries no content of its own: grammar, courtesy, machines in general. */
export const isIdle = (text: string): boolean =>
  functionWords.has(text) || courtesyWords.has(text) || machineNouns.has(text);

/** Where the task's word at a place ends: `re-image` and `out-of-sync` are one; the place itself where none stands there. */
const taskWordAt = (claims: Claims, at: number, type: TaskType): number => {
  const { tokens, chunks } = claims.text;
  const token = tokens[at];
  if (token === undefined || !claims.isFree(at)) return at;
  const chunk = chunks[token.chunk];
  const isWhole = chunk?.from === at && claims.isFree(at, chunk.to) && isTaskWord(chunk.text, type);
  if (isWhole) return chunk.to;
  return isTaskWord(token.text, type) ? at + 1 : at;
};

/** "41 missing patches": a number of what the task is about, and not of assets. */
const countsTaskWords = (claims: Claims, at: number, type: TaskType): boolean => {
  const { tokens } = claims.text;
  return (
    /^\d{1,6}$/u.test(tokens[at]?.text ?? '') &&
    tokens[at + 1]?.kind === 'word' &&
    isTaskWord(tokens[at + 1]?.text ?? '', type)
  );
};

const placing = new Set(['in', 'on', 'at', 'of', 'for', 'across', 'within', 'from', 'to']);

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

/** "The kiosk machines", "on blue": a word that tells machines apart is no context, wherever it stands. */
const describesScope = (claims: Claims, at: number): boolean => {
  const { tokens } = claims.text;
  const isScope = (index: number): boolean =>
    machineNouns.has(tokens[index]?.text ?? '') ||
    claims.claimAt(index)?.as === 'scope' ||
    claims.claimAt(index)?.as === 'environment';
  const before = tokens[at - 1]?.text ?? '';
  const beforeThat = tokens[at - 2]?.text ?? '';
  const isPlaced = placing.has(before) || (functionWords.has(before) && placing.has(beforeThat));
  return isScope(at + 1) || isScope(at + 2) || isPlaced || /\d/u.test(tokens[at]?.text ?? '');
};

/** After machines these say which of them are meant: "the servers managed by puppet". */
const telling = new Set(
  (
    'managed owned used run hosted flagged reported listed mentioned named tagged tracked maintained supported administered assigned ' +
    'allocated provisioned created launched registered monitored watched booked planned marked identified noted found discovered ' +
    'observed detected seen shown approved known requested raised discussed agreed highlighted confirmed prepared handled'
  ).split(' '),
);
/** What follows machines by one of these says which of them are meant. */
const describing = new Set(
  'in on at of from within across under behind like running using having serving holding containing near'.split(
    ' ',
  ),
);
/** They belong to the patches or to the haste, wherever they stand. */
const inert = new Set(
  'overdue due urgent emergency urgency priority prio prompt timely promptly asap stat hurry'.split(
    ' ',
  ),
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

/** A word around a change that says nothing of which machines are meant, where it stands. */
const isContext = (claims: Claims, at: number): boolean => {
  const { tokens } = claims.text;
  const text = tokens[at]?.text ?? '';
  if (inert.has(text)) return true;
  if (!isContextWord(text)) return false;
  const word = (index: number): string => tokens[index]?.text ?? '';
  const isScope = (index: number): boolean =>
    machineNouns.has(word(index)) ||
    ['scope', 'environment'].includes(claims.claimAt(index)?.as ?? '');
  if (telling.has(text) && (isScope(at - 1) || isScope(at - 2))) return false;
  if (word(at - 1) === 'only' || word(at + 1) === 'only') return false;
  const isHead = heading.has(text) && (at === 0 || headers.has(word(at - 1)));
  if (isHead) return true;
  if (isScope(at + 1) || (isScope(at + 2) && !functionWords.has(word(at + 1)))) return false;
  const before = functionWords.has(word(at - 1)) && placing.has(word(at - 2)) ? at - 2 : at - 1;
  if (describing.has(word(before)) && isScope(before - 1)) return false;
  return !placing.has(word(before)) || isAbstractWord(text);
};

/** Takes the words that people use for the type of task; what is left over is residue. */
export const accountForWords = (
  claims: Claims,
  type: TaskType,
  { told, mutating }: { readonly told: readonly Place[]; readonly mutating: boolean },
): readonly Doubt[] => {
  const { tokens } = claims.text;
  const residue: Doubt[] = [];
  const toldAt = tokens.map(() => false);
  for (const { from, to } of told) toldAt.fill(true, from, to);
  const isTold = (at: number): boolean => toldAt[at] === true && !describesScope(claims, at);
  let at = 0;
  while (at < tokens.length) {
    let to = at;
    for (let next = taskWordAt(claims, to, type); next > to; next = taskWordAt(claims, to, type))
      to = next;
    if (to > at) {
      claims.take({ from: at, to, as: 'task_type', value: type });
      at = to;
      continue;
    }
    const token = tokens[at];
    if (token !== undefined && claims.isFree(at) && countsTaskWords(claims, at, type)) {
      claims.take({ from: at, to: at + 1, as: 'task_type', value: type });
      at += 1;
      continue;
    }
    if (
      token?.kind === 'word' &&
      claims.isFree(at) &&
      !isIdle(token.text) &&
      (isTold(at) || (mutating && isContext(claims, at)))
    ) {
      claims.take({ from: at, to: at + 1, as: 'reference', value: 'context' });
    } else if (token?.kind === 'word' && claims.isFree(at) && !isIdle(token.text)) {
      claims.take({ from: at, to: at + 1, as: 'residue', value: null });
      residue.push({ from: at, to: at + 1, reason: 'is not understood' });
    } else if (token !== undefined && claims.isFree(at) && /^[~/]/u.test(token.text)) {
      residue.push({ from: at, to: at + 1, reason: 'is not understood' });
      claims.take({ from: at, to: at + 1, as: 'residue', value: null });
    }
    at += 1;
  }
  return residue;
};

const foreign = new Set(
  (
    'der die das und auf bitte mit nicht alle allen von für ist den dem ein eine zum zur im auch bei nach les des une dans sur pour avec ' +
    'sont est toutes tous le la de du et en los las el una por favor con todos todas del para que en il gli della nei di per tutti tutte ' +
    'os dos das nos em uma não na no och på att het een voor alle op je w na wszystkie proszę'
  ).split(' '),
);
const foreignOnly = new Set(
  [...foreign].filter(
    (word) =>
      ![
        'die',
        'des',
        'per',
        'no',
        'en',
        'on',
        'im',
        'in',
        'de',
        'la',
        'le',
        'el',
        'w',
        'os',
        'on',
        'or',
      ].includes(word),
  ),
);

/** They stand for their language by themselves, though they are no grammar. */
const tellingForeign = new Set(
  'veuillez un lancer alle servidores serveurs produção producción'.split(' '),
);
const elided = /^(?:l|d|qu|j|n|c)'\p{L}/u;
const accented = /[äöüßéèêçñãõåøæłąęśżźćî]/u;

/** Whether the words are of another language than English. */
export const isOtherLanguage = (claims: Claims): boolean => {
  const words = claims.text.tokens.filter(
    ({ kind, text }) => kind === 'word' && /\p{L}/u.test(text),
  );
  const strange = words.filter(({ text }) => !/\p{Script=Latin}/u.test(text)).length;
  const grammar = words.filter(
    ({ text }) =>
      foreignOnly.has(text) || elided.test(text) || tellingForeign.has(text) || accented.test(text),
  ).length;
  const english = words.filter(({ text }) => functionWords.has(text)).length;
  return strange > 0 && strange >= words.length / 3 ? true : grammar >= 2 && grammar > english;
};
