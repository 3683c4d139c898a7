/** One word or mark of a request; offsets are UTF-16 units of the text as it was sent. */
export interface Token {
  /** In lower case and NFKC; what is read. */
  readonly text: string;
  /** The same in the case that it was sent in. */
  readonly written: string;
  readonly start: number;
  readonly end: number;
  readonly kind: 'word' | 'mark';
  /** The run of characters without a space that it is part of: `prod-web-01` is one. */
  readonly chunk: number;
}

/** A run of characters without a space, as `web01.prod.example.com` or `Team=payments`. */
export interface Chunk {
  /** In lower case and NFKC. */
  readonly text: string;
  /** The same in the case that it was sent in. */
  readonly written: string;
  readonly start: number;
  readonly end: number;
  /** Its tokens: `from` to `to`, exclusive. */
  readonly from: number;
  readonly to: number;
}

export interface TextFault {
  readonly start: number;
  readonly end: number;
  readonly reason: string;
}

/** A request cut into words and marks, and what in it can't be trusted to be what it looks like. */
export interface RequestText {
  readonly source: string;
  /** The source in NFKC and without control characters; what patterns and calendars look at. */
  readonly plain: string;
  /** Where a place of `plain` stands in the source. */
  readonly sentAt: (index: number) => number;
  readonly tokens: readonly Token[];
  readonly chunks: readonly Chunk[];
  /** The word or mark at a place, as it is read; '' before the first and after the last. */
  readonly wordAt: (at: number) => string;
  /** Whether a word, and no mark, stands at a place. */
  readonly isWordAt: (at: number) => boolean;
  /** The run without a space that the token at a place is part of. */
  readonly chunkOf: (at: number) => Chunk | null;
  readonly faults: readonly TextFault[];
}

const chunkPattern =
  /[a-z][a-z0-9+.-]*:\/\/[^\s<>"']+|(?<![\p{L}\p{N}])~?\/[\w.-]*[\w-](?:\/[\w.*-]*[\w*-])*|[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:[-_.:@/=+*'’]+[\p{L}\p{N}\p{M}*]+)*|[^\s\p{L}\p{N}\p{M}\p{C}]/giu;
const partPattern = /[\p{L}\p{N}\p{M}]+(?:['’](?=\p{L})[\p{L}]+)?/gu;

const apostrophes = /[’‘`´]/gu;
const wordLike = /[\p{L}\p{N}]/u;

const folded = (written: string): string => written.replace(apostrophes, "'").toLowerCase();

interface PlainText {
  readonly plain: string;
  /** For each unit of `plain` where the characters that it was read from stand in the source. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** Letters that one character stands for, as a ligature does: no reader can cut them apart. */
const spelledOut = /^[a-z0-9]+$/iu;

/** A character with its marks as it is read; it stays as it was sent where NFKC would make several words of it. */
const plainOf = (sent: string): string => {
  if (/^[\u0085\u2028\u2029]/u.test(sent)) return ' ';
  const visible = sent.replace(/(?!\s)\p{Cc}/gu, '');
  const normal = visible.normalize('NFKC');
  return normal.length <= 1 || spelledOut.test(normal) ? normal : visible;
};

/** Runs that are read as they were sent, and single characters with their marks. */
const pieces = /[\t\n\r -~]+(?!\p{M})|[^]\p{M}*/gu;

/** Normalises a character at a time, so that each can be found again in what was sent. */
const plainTextOf = (source: string): PlainText => {
  const starts: number[] = [];
  const ends: number[] = [];
  const parts: string[] = [];
  for (const { index, 0: sent } of source.matchAll(pieces)) {
    const isPlain = /^[\t\n\r -~]/u.test(sent) && !/\p{M}$/u.test(sent);
    const plain = isPlain ? sent : plainOf(sent);
    for (let unit = 0; unit < plain.length; unit += 1) {
      starts.push(isPlain ? index + unit : index);
      ends.push(isPlain ? index + unit + 1 : index + sent.length);
    }
    parts.push(plain);
  }
  return { plain: parts.join(''), starts, ends };
};

const latin = /\p{Script=Latin}/u;
const otherScript = /(?!\p{Script=Latin})\p{L}/u;

/** Characters that nobody sees: they hide words or turn their order. Emoji may be joined by one. */
const hidden = /(?<!\p{Extended_Pictographic}\uFE0F?)[\p{Cf}\p{Co}\p{Cs}]/gu;

const faultsOf = (source: string, { plain, starts, ends }: PlainText): readonly TextFault[] => {
  const faults: TextFault[] = [];
  for (const { index, 0: found } of source.matchAll(hidden)) {
    const code = (found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    faults.push({
      start: index,
      end: index + found.length,
      reason: `it holds a character that can’t be seen (U+${code})`,
    });
  }
  for (const { index, 0: found } of plain.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    if (latin.test(found) && otherScript.test(found)) {
      faults.push({
        start: starts[index] ?? 0,
        end: ends[index + found.length - 1] ?? source.length,
        reason:
          'it mixes letters of several scripts, so that it may not be the word that it looks like',
      });
    }
  }
  return faults;
};

/** The parts of a chunk that are read by themselves; an address and a path stay whole. */
const partsOf = (chunk: string): readonly { readonly at: number; readonly text: string }[] => {
  const isAddress = /^(?:[a-z][a-z0-9+.-]*:\/\/|~?\/)/iu.test(chunk);
  const parts = isAddress ? [] : [...chunk.matchAll(partPattern)];
  return parts.length > 0
    ? parts.map(({ index, 0: text }) => ({ at: index, text }))
    : [{ at: 0, text: chunk }];
};

/** Cuts a request into words and marks, in time that grows linearly with its length. */
export const readText = (source: string): RequestText => {
  const text = plainTextOf(source);
  const { plain, starts, ends } = text;
  const placed = (from: number, found: string) => {
    const written = found.normalize('NFKC');
    const end = ends[from + found.length - 1] ?? source.length;
    return { text: folded(written), written, start: starts[from] ?? 0, end };
  };
  const tokens: Token[] = [];
  const chunks: Chunk[] = [];
  for (const { index, 0: found } of plain.matchAll(chunkPattern)) {
    const from = tokens.length;
    const chunk = chunks.length;
    for (const { at, text: part } of partsOf(found))
      tokens.push({
        ...placed(index + at, part),
        kind: wordLike.test(part) ? 'word' : 'mark',
        chunk,
      });
    chunks.push({ ...placed(index, found), from, to: tokens.length });
  }
  return {
    source,
    plain,
    sentAt: (at) => starts[at] ?? source.length,
    tokens,
    chunks,
    wordAt: (at) => tokens[at]?.text ?? '',
    isWordAt: (at) => tokens[at]?.kind === 'word',
    chunkOf: (at) => chunks[tokens[at]?.chunk ?? -1] ?? null,
    faults: faultsOf(source, text),
  };
};
