import type { Claims } from '../claims.ts';

/** What the words before a time make of it: a deadline, a start, or nothing; and where they begin. */
export interface Cue {
  readonly kind: 'by' | 'before' | 'after' | 'from' | null;
  readonly at: number;
}

/** What the words after a time make of it, and where they end. */
const afterwards: readonly (readonly [RegExp, Cue['kind']])[] = [
  [/^(?:, )?(?:at )?(?:the )?(?:very )?latest\b/u, 'by'],
  [/^or (?:earlier|sooner|before)\b/u, 'by'],
  [/^(?:onwards?|or later|or after|and later)\b/u, 'from'],
  [
    /^(?:maintenance |change |patch |patching |service |approved |weekly )?(?:window|slot)\b/u,
    null,
  ],
];

/** What stands after a time and belongs to it; `at` is where it ends. */
export const cueAfter = (claims: Claims, to: number): Cue => {
  const { tokens } = claims.text;
  const words = tokens
    .slice(to, to + 5)
    .map(({ text }) => text)
    .join(' ');
  for (const [pattern, kind] of afterwards) {
    const found = pattern.exec(words);
    if (found === null) continue;
    const at = to + found[0].split(' ').length;
    return claims.isFree(to, at) ? { kind, at } : { kind: null, at: to };
  }
  return { kind: null, at: to };
};

/** The longest first: of two that end at the same place the earlier one speaks. */
const cues: readonly (readonly [RegExp, Cue['kind']])[] = [
  // "Before the retest on 8 December": what is at a time may stand between.
  [
    /\b(?:before|prior to|ahead of|in time for)(?: (?!and |then |or |patch|updat|fix|but |except|exclud|not |no |in |for )[a-z'-]+){1,7}(?: (?:on|at|this|next|of|coming))?(?: the)?$/u,
    'before',
  ],
  [/\b(?:no|not) later than(?: the)?$/u, 'by'],
  [/\b(?:prior to|ahead of|in time for|before)(?: (?:the|this|next|coming))*$/u, 'before'],
  [
    /\b(?:deadline|due|latest|finished|done|completed|ready)(?: (?:is|date|for|at))*(?: :)?(?: (?:by|on|until))?(?: the)?$/u,
    'by',
  ],
  [/\b(?:by|until|till|til)(?: (?:the|this|next|at|latest|coming))*$/u, 'by'],
  [/\bafter(?: the)?$/u, 'after'],
  [
    /\b(?:not before|no earlier than|earliest|as of|as from|effective|from|since|(?:to )?(?:start|starts|starting|begin|begins|beginning|commence|commences|commencing|kick off|kicking off)(?: (?:it|this|that))?)(?: (?:on|at|from|this|next|the|:)){0,5}$/u,
    'from',
  ],
  [/\b(?:(?:maintenance|change|patch) )?(?:window|slot)(?: (?:is|on|of|from|:|\())*$/u, null],
  [/\b(?:on|at|this|in|of|within|during)(?: (?:the|our|next|coming))*$/u, null],
];

const reachBack = 11;
const stops = /^[.,;!?()]$/u;

/** What stands before a time and belongs to it. */
export const cueBefore = (claims: Claims, from: number): Cue => {
  const { tokens, wordAt } = claims.text;
  let first = from;
  while (
    first > 0 &&
    from - first < reachBack &&
    claims.isFree(first - 1) &&
    !stops.test(wordAt(first - 1))
  )
    first -= 1;
  const words = tokens
    .slice(first, from)
    .map(({ text }) => text)
    .join(' ');
  for (const [pattern, kind] of cues) {
    const found = pattern.exec(words);
    if (found !== null) return { kind, at: from - found[0].trim().split(' ').length };
  }
  return { kind: null, at: from };
};
