import type { Claims } from '../claims.ts';
import { machineNouns } from '../plain-words.ts';

/** "So QA can start", "QA signed it off": people, and no place. */
const deeds =
  /^(?:(?:can|could|may) (?:start|begin|continue|test|retest|run|verify|validate|proceed|work|resume|sign|check|finish|do|go|get)|signed|signs|found|finds|said|says|asked|asks|reported|reports|complained|complains|approved|approves|tested|confirmed|confirms|validated|verified|noticed|flagged|wrote|engineers?|colleagues?|folks|people|guys)\b/u;

const leading =
  /^(?:so|that|because|since|when|after|as|and|until|once|while|which|what|image|build|version|our|the)$/u;

/** Programs and companies that have a sandbox of their own. */
const owners =
  /^(?:vendor|supplier|partner|provider|bank|customer|stripe|paypal|browser|lua|java|chrome|chromium|seccomp|flash|python|js|adyen|salesforce)$/u;

const flaws = /^(?:bug|escape|escapes|fix|fixes|issue|breakout|flaw|vuln\w*|cve|bypass|patch)$/u;

const adapters = /\b(?:adapt[eo]rs?|connectors?|openapi|swagger|sdks?|client)\b/u;

const isPeople = ({ text: { tokens, wordAt } }: Claims, at: number): boolean => {
  if (!/^(?:qa|uat)$/u.test(wordAt(at))) return false;
  const before = tokens[at - 1];
  const isLed = before === undefined || before.kind === 'mark' || leading.test(before.text);
  return isLed && deeds.test(`${wordAt(at + 1)} ${wordAt(at + 2)}`);
};

/** Whether something is put there: "in the vendor's sandbox". */
const isPut = ({ text: { tokens } }: Claims, at: number): boolean =>
  tokens
    .slice(Math.max(0, at - 4), at)
    .some(({ text }) => /^(?:in|on|onto|into|across)$/u.test(text));

const isForeign = (claims: Claims, at: number, isAdapter: boolean): boolean => {
  const { wordAt } = claims.text;
  if (!/^(?:sandbox|sandboxes)$/u.test(wordAt(at))) return false;
  const before = wordAt(at - 1);
  const after = wordAt(at + 1);
  if (machineNouns.has(after)) return false;
  if (flaws.test(after)) return owners.test(before);
  const isOwned = /(?:[a-z]'s|s')$/u.test(before) || owners.test(before);
  return isOwned && (isAdapter || !isPut(claims, at));
};

/**
 * Whether a word that may name an environment stands for people or for what others have: "QA signed it off",
 * "the vendor's sandbox". Where the words name no other environment it may be meant after all.
 */
export const makeIsElsewhere = (claims: Claims, isNowhere: boolean): ((at: number) => boolean) => {
  const { tokens } = claims.text;
  const isAdapter = tokens.some(({ text }) => adapters.test(text));
  return (at) =>
    (!isNowhere || isAdapter) && (isPeople(claims, at) || isForeign(claims, at, isAdapter));
};
