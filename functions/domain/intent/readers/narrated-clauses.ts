import type { Claims } from '../claims.ts';

const breaks = /^[,;:.!?()"“”–—[\]{}-]$/u;

/** What is asked for with these is no story. */
const asking =
  /\b(?:please|pls|plz|kindly|needs?|wants?|wish|must|should|shall|could|would|can|may|will|let's|requests?|requesting|asap|to be|has to|have to|gets?|getting|want(?:ed)?|needed|required|due|scheduled|planned|booked|window|slot|deadline|earliest|latest|only|allowed|free|available)\b/u;

/** What is done to machines by a task: "patched" may be asked for, "was patched" is told. */
const byTask =
  'patched|updated|upgraded|fixed|remediated|hardened|restored|aligned|realigned|synced|reimaged|rebuilt|deployed|installed|applied|promoted|done|finished|completed|scanned|audited|drilled|tested|started|rolled|brought|reset|put|checked|run|rebooted|restarted|reconciled|reverted';
/** Of these what is told and what is meant for a day can't be told apart: "we agreed on Sunday". */
const arranging =
  /\b(?:agreed|decided|settled|chose|arranged|reserved|picked|proposed|promised|confirmed|approved|announced|moved|postponed|shifted|pushed)\b/u;

const notPast =
  'need|feed|seed|speed|indeed|hundred|embed|unpatched|unmanaged|outdated|related|based|affected|exposed|managed|dedicated|shared|hosted|named|tagged|called|unneeded|unauthori[sz]ed|unapproved|dated|excluded|supposed|red|bed';
const past = new RegExp(
  `\\b(?:was|were|had|did|didn't|wasn't|weren't|got|has been|have been|went|came|left|ran|found|broke|told|said|took|made|began|saw|lost|gave|sent|fell|grew|woke|wrote|knew|swore|hit|(?!(?:${byTask}|${notPast})\\b)[a-z]{2,}ed)\\b`,
  'u',
);

/** A clause that tells what has happened and asks for nothing. */
interface Narrated {
  readonly from: number;
  readonly to: number;
  /** Where its first word of the past stands. */
  readonly verb: number;
  readonly isArranging: boolean;
}

/** Where a clause begins and ends at which a word stands, if that clause tells of the past. */
export type NarratedAt = (at: number) => Narrated | null;

/** Finds for each word of a request whether its clause tells of the past and asks for nothing. */
export const makeNarratedAt = (claims: Claims, heads: readonly number[]): NarratedAt => {
  const { tokens, source } = claims.text;
  const isHead = new Set(heads);
  const of: (Narrated | null)[] = tokens.map(() => null);
  const close = (from: number, to: number): void => {
    const words = tokens.slice(from, to).map(({ text }) => text);
    const text = words.join(' ');
    const found = past.exec(text);
    if (found === null || asking.test(text)) return;
    for (let at = from; at < to; at += 1) if (isHead.has(at)) return;
    const verb = from + text.slice(0, found.index).split(' ').length - 1;
    of.fill({ from, to, verb, isArranging: arranging.test(text) }, from, to);
  };
  let from = 0;
  tokens.forEach(({ text, start }, at) => {
    const previous = tokens[at - 1];
    const isLine = previous !== undefined && source.slice(previous.end, start).includes('\n');
    if (!breaks.test(text) && !isLine) return;
    close(from, at);
    from = isLine ? at : at + 1;
  });
  close(from, tokens.length);
  return (at) => of[at] ?? null;
};
