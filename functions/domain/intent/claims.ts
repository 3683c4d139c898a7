import type { Span, SpanKind } from '../task/span.ts';
import type { RequestText, Token } from './request-text.ts';

/** What a reader takes some tokens for; `to` is exclusive. */
export interface Claim {
  readonly from: number;
  readonly to: number;
  readonly as: SpanKind;
  readonly value: string | null;
}

/** A place where a pattern was found in the words of a request. */
export interface Found {
  readonly from: number;
  readonly to: number;
  readonly groups: Readonly<Record<string, string | undefined>>;
}

/** What is looked for: a regular expression, or what finds places as `matchAll` does. */
export type Pattern = RegExp | ((line: string) => Iterable<Match>);
interface Match {
  readonly index: number;
  readonly 0: string;
  readonly groups?: Found['groups'] | undefined;
}

/** Who has claimed which words. Each word belongs to one claim: what is taken stays taken. */
export interface Claims {
  readonly text: RequestText;
  readonly isFree: (from: number, to?: number) => boolean;
  readonly claimAt: (index: number) => Claim | null;
  /** Takes the words that are still free between two places. */
  readonly take: (claim: Claim) => void;
  /** Says anew what the words between two places are taken for. */
  readonly retake: (claim: Claim) => void;
  /** Places of a pattern, searched for in the words joined by single spaces. */
  readonly find: (pattern: Pattern) => readonly Found[];
  /** The same, where all words of the place are free. */
  readonly findFree: (pattern: Pattern) => readonly Found[];
  readonly spans: () => readonly Span[];
}

interface Line {
  readonly text: string;
  readonly tokenAt: readonly number[];
}

const lineOf = (tokens: readonly Token[]): Line => {
  const tokenAt: number[] = [];
  const parts: string[] = [];
  tokens.forEach(({ text }, index) => {
    if (index > 0) tokenAt.push(index);
    for (let at = 0; at < text.length; at += 1) tokenAt.push(index);
    parts.push(text);
  });
  return { text: parts.join(' '), tokenAt };
};

/** What stands between two places of the source, as it was sent. */
const spanOf = ({ source, tokens }: RequestText, claim: Claim): Span | null => {
  const first = tokens[claim.from];
  const last = tokens[claim.to - 1];
  if (first === undefined || last === undefined) return null;
  const { start } = first;
  const { end } = last;
  return { text: source.slice(start, end), start, end, as: claim.as, value: claim.value };
};

/** Each run of words of one claim, in their order: what was retaken within a claim parts it. */
const runsOf = (owners: readonly (Claim | null)[]): readonly Claim[] => {
  const runs: Claim[] = [];
  for (let from = 0; from < owners.length;) {
    const claim = owners[from] ?? null;
    let to = from + 1;
    while (to < owners.length && owners[to] === claim) to += 1;
    if (claim !== null) runs.push({ ...claim, from, to });
    from = to;
  }
  return runs;
};

/** Nothing is claimed yet. */
export const makeClaims = (text: RequestText): Claims => {
  const { tokens } = text;
  const owners: (Claim | null)[] = tokens.map(() => null);
  const line = lineOf(tokens);
  const isFree = (from: number, to = from + 1): boolean => {
    for (let at = from; at < to; at += 1) if (owners[at] !== null) return false;
    return from < tokens.length;
  };
  const find = (pattern: Pattern): readonly Found[] =>
    [...(typeof pattern === 'function' ? pattern(line.text) : line.text.matchAll(pattern))]
      .filter(({ 0: found }) => found.trim() !== '')
      .map(({ index, 0: found, groups = {} }) => ({
        from: line.tokenAt[index + found.length - found.trimStart().length] ?? 0,
        to: (line.tokenAt[index + found.trimEnd().length - 1] ?? 0) + 1,
        groups,
      }));
  return {
    text,
    isFree,
    claimAt: (index) => owners[index] ?? null,
    take: ({ from, to, as, value }) => {
      for (let at = from; at < to; at += 1) {
        if (owners[at] !== null) continue;
        let end = at;
        while (end < to && owners[end] === null) end += 1;
        const claim = { from: at, to: end, as, value };
        owners.fill(claim, at, end);
        at = end - 1;
      }
    },
    retake: (claim) => {
      owners.fill(claim, claim.from, claim.to);
    },
    find,
    findFree: (pattern) => find(pattern).filter(({ from, to }) => isFree(from, to)),
    spans: () =>
      runsOf(owners)
        .map((claim) => spanOf(text, claim))
        .filter((span) => span !== null),
  };
};
