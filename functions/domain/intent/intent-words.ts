import { cleanText } from '../task/clean-text.ts';
import {
  commandVerbs,
  environmentWords,
  machineNouns,
  meaningOf,
  platformWords,
  roleWords,
  serviceWords,
} from './vocabulary.ts';

/** One word or mark of an intent; `negated` words say what is not wanted. */
export interface IntentWord {
  readonly text: string;
  readonly negated: boolean;
}

/** Compounds and phrases that must be one word before the text is cut into words. */
const foldings: readonly (readonly [RegExp, string])[] = [
  [/[’‘`´]/gu, "'"],
  [/\bpre[- ]?prod(?:uction)?\b/gu, 'preprod'],
  [/\bnon[- ]?prod(?:uction)?\b/gu, 'except production ;'],
  [/\b(?:prod|production)[- ](?:like|grade|ready|quality|style)\b/gu, 'robust'],
  [/\b(web|front|app|back)[- ](ends?|servers?)\b/gu, '$1$2'],
  [
    /\b(prod|production|staging|stg|stage|dev|preprod|web|app|api|db|database|worker|cache|checkout|payments?|orders|search|linux|windows)-(?=[a-z])/gu,
    '$1 ',
  ],
  [/\bfail(?:ing)?[- ]over\b/gu, 'failover'],
  [/\broll(?:ing)?[- ]out\b/gu, 'rollout'],
  [/\bre-(?=imag|align|build|mediat)/gu, 're'],
  [/\bnon-(?=complian)/gu, 'non'],
  [/\b(under|over)-(?=util|prov)/gu, '$1'],
  [/\bsoc 2\b/gu, 'soc2'],
  [/\bnot only\b/gu, ''],
  [
    /\b(?:no more than|not more than|at most|up to|(?:a )?max(?:imum)?(?: of)?|limit(?:ed)? to)(?= \d)/gu,
    'atmost',
  ],
  [/\bno longer\b/gu, ''],
  [
    /\b(?:do not|don'?t|does not|doesn'?t|must not|mustn'?t|should not|shouldn'?t|cannot|can'?t|won'?t|will not|is not|isn'?t|are not|aren'?t)\b/gu,
    'not',
  ],
  [/\b(everything|anything|all|anywhere|everywhere) but(?! not\b)/gu, '$1 except'],
  [
    /\b(?:apart from|other than|(?:stay|keep) (?:away from|out of|off)|hands off|away from|outside(?: of)?|with the exception of|excluding|excludes?|excepting|save for|leaving out|leave out|avoid(?:ing)?|skip(?:ping)?|ignor(?:e|ing)|omit(?:ting)?)\b/gu,
    'except',
  ],
  [
    /\b(?:leave|leaving|keep) ((?:[a-z0-9-]+ ){1,5}?)(?:alone|untouched|unchanged|as is|as it is|out of it)\b/gu,
    'except $1;',
  ],
];

const negators: ReadonlySet<string> = new Set(['not', 'never', 'except', 'nor']);
/** These negate only what follows at once: "with no downtime in production" is about production. */
const shortNegators: ReadonlySet<string> = new Set(['no', 'without']);
const prepositions: ReadonlySet<string> = new Set(
  'in on for at of to from across within'.split(' '),
);
const clauseMarks: ReadonlySet<string> = new Set([
  '.',
  ';',
  ':',
  '!',
  '?',
  '(',
  ')',
  '-',
  'but',
  'instead',
  'only',
  'just',
  'while',
  'because',
  'however',
  'then',
]);

/** The cleaned text in lower case with compounds folded; what every later step reads. */
export const foldIntent = (intent: string): string => {
  let text = ` ${cleanText(intent).toLowerCase()} `;
  for (const [pattern, replacement] of foldings) text = text.replace(pattern, replacement);
  return text.trim();
};

const continuesList = (word: string): boolean =>
  ['and', 'or', 'nor', 'the', 'our', 'any', 'all'].includes(word) ||
  machineNouns.has(word) ||
  [environmentWords, roleWords, serviceWords, platformWords].some(
    (words) => meaningOf<string>(words, word) !== undefined,
  );

const endsScope = (text: string, next: string | undefined, scope: string): boolean => {
  if (scope === 'none' || clauseMarks.has(text)) return true;
  if (scope === 'short' && prepositions.has(text)) return true;
  if (text === ',') return next === undefined || !continuesList(next);
  if (text === 'and') return next !== undefined && commandVerbs.has(next);
  return false;
};

/** The words and clause marks of a folded text, each marked whether a negation covers it. */
export const intentWords = (folded: string): readonly IntentWord[] => {
  const tokens =
    folded.match(/[\p{L}\p{N}]+(?:[-_'.][\p{L}\p{N}]+)*|[.,;:!?()%]|(?<= )-(?= )/gu) ?? [];
  let scope: 'none' | 'long' | 'short' = 'none';
  return tokens.map((text, index) => {
    const next = tokens[index + 1];
    if (negators.has(text)) scope = 'long';
    else if (shortNegators.has(text)) scope = 'short';
    else if (endsScope(text, next, scope)) scope = 'none';
    return { text, negated: scope !== 'none' };
  });
};

/** The wanted words as one text; negated ones leave a mark that no pattern reaches across. */
export const wantedText = (words: readonly IntentWord[]): string =>
  words.map((word) => (word.negated ? '|' : word.text)).join(' ');
