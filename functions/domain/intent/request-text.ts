/** One word or mark of a request; offsets are UTF-16 units of the text as it was sent. */
export interface Token {
  /** In lower case and NFKC; what is read. */
  readonly text: string;
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
  readonly tokens: readonly Token[];
  readonly chunks: readonly Chunk[];
  readonly faults: readonly TextFault[];
}

const chunkPattern =
  /[a-z][a-z0-9+.-]*:\/\/[^\s<>"']+|(?<![\p{L}\p{N}])~?\/[\w.-]*[\w-](?:\/[\w.*-]*[\w*-])*|[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:[-_.:@/=+*'’]+[\p{L}\p{N}\p{M}*]+)*|[^\s\p{L}\p{N}\p{M}\p{C}]/giu;
const partPattern = /[\p{L}\p{N}\p{M}]+(?:['’](?=\p{L})[\p{L}]+)?/gu;

const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[’‘`´]/gu, "'")
    .toLowerCase();

const latin = /\p{Script=Latin}/u;
const otherScript = /(?!\p{Script=Latin})\p{L}/u;

/** Characters that nobody sees: they hide words or turn their order. Emoji may be joined by one. */
const hidden = /(?<!\p{Extended_Pictographic}\uFE0F?)[\p{Cf}\p{Co}\p{Cs}]/gu;

const faultsOf = (source: string): readonly TextFault[] => {
  const faults: TextFault[] = [];
  for (const { index, 0: found } of source.matchAll(hidden)) {
    const code = (found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    faults.push({
      start: index,
      end: index + found.length,
      reason: `it holds a character that can’t be seen (U+${code})`,
    });
  }
  for (const { index, 0: found } of source.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    if (latin.test(found) && otherScript.test(found.normalize('NFKC'))) {
      faults.push({
        start: index,
        end: index + found.length,
        reason:
          'it mixes letters of several scripts, so that it may not be the word that it looks like',
      });
    }
  }
  return faults;
};

/** Cuts a request into words and marks, in time that grows linearly with its length. */
export const readText = (source: string): RequestText => {
  const tokens: Token[] = [];
  const chunks: Chunk[] = [];
  for (const { index, 0: found } of source.matchAll(chunkPattern)) {
    const from = tokens.length;
    const chunk = chunks.length;
    const parts = /^(?:[a-z][a-z0-9+.-]*:\/\/|~?\/)/iu.test(found)
      ? []
      : [...found.matchAll(partPattern)];
    const pieces =
      parts.length > 0
        ? parts.map((part) => ({ at: part.index, text: part[0] }))
        : [{ at: 0, text: found }];
    for (const { at, text } of pieces) {
      tokens.push({
        text: folded(text),
        start: index + at,
        end: index + at + text.length,
        kind: /[\p{L}\p{N}]/u.test(text) ? 'word' : 'mark',
        chunk,
      });
    }
    chunks.push({
      text: folded(found),
      start: index,
      end: index + found.length,
      from,
      to: tokens.length,
    });
  }
  return { source, tokens, chunks, faults: faultsOf(source) };
};
