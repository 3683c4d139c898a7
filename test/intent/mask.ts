import { isRelease, releaseWord } from '../../functions/domain/intent/task-features.ts';

/** Closed lists that stand in for the readers of environment, scope, time and references. */
const listed: readonly (readonly [string, ReadonlySet<string>])[] = [
  [
    '<env>',
    new Set(
      'prod production prd live staging stg stage preprod uat dev development devel sandbox qa'.split(
        ' ',
      ),
    ),
  ],
  [
    '<scope>',
    new Set(
      (
        'web webserver webservers frontend frontends nginx app apps backend backends db dbs database ' +
        'databases postgres postgresql mysql worker workers cache caches redis memcached checkout payment ' +
        'payments orders search linux ubuntu debian rhel centos windows server servers machine machines ' +
        'host hosts instance instances node nodes box boxes vm vms fleet tier tiers cluster virginia ohio ' +
        'oregon ireland london frankfurt singapore sydney tokyo mumbai europe'
      ).split(' '),
    ),
  ],
  [
    '<time>',
    new Set(
      (
        'today tonight tomorrow yesterday monday tuesday wednesday thursday friday saturday sunday ' +
        'morning evening weekend midnight noon eod eow january february april june july august ' +
        'september october november december q1 q2 q3 q4'
      ).split(' '),
    ),
  ],
];

const shaped: readonly (readonly [string, RegExp])[] = [
  ['<ref>', /^(?!(?:sop|rb)-)(?:[a-z]{2,8}-\d{2,6}|#\d+)$|^cve-[\d-]+$/u],
  ['<scope>', /^(?:i-[0-9a-f]{6,17}|vpc-[0-9a-f]+|(?:us|eu|ap|sa|ca)-[a-z]+-\d[a-c]?)$/u],
  ['<scope>', /^[\d.]{7,15}$|^[a-z]+(?:-[a-z]+)*-?\d{1,3}$/u],
  ['<time>', /^\d{1,2}(?::\d{2})?(?:am|pm|h)?$|^\d{4}-\d{2}-\d{2}$/u],
  ['<number>', /^\d+(?:[.,]\d+)*(?:gb|tb|x|%|d|days?)?$/u],
];

/** How much the other readers have claimed. */
export type Masking = 'full' | 'without-scope' | 'none';

const placeholderOf = (word: string, masking: Masking): string | null => {
  if (isRelease(word)) return releaseWord;
  const found =
    listed.find(([, words]) => words.has(word))?.[0] ??
    shaped.find(([, shape]) => shape.test(word))?.[0] ??
    null;
  return masking === 'without-scope' && (found === '<scope>' || found === '<ref>') ? null : found;
};

/** The words of a request as the model meets them once others have claimed theirs. */
export const maskedWords = (request: string, masking: Masking): readonly string[] => {
  const words =
    request
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll('’', "'")
      .match(/[\p{L}\p{N}#]+(?:[-_'.:/&][\p{L}\p{N}]+)*/gu) ?? [];
  return masking === 'none' ? words : words.map((word) => placeholderOf(word, masking) ?? word);
};
