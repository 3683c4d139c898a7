import type { Environment } from '../../shared/environment.ts';
import type { Constraints, Criteria } from '../../task/task-spec.ts';
import type { Claims } from '../claims.ts';
import { functionWords, machineNouns, numberWords } from '../plain-words.ts';
import type { Doubt, ReadContext } from '../read-context.ts';
import { matchName, matchScope } from './match-scope.ts';
import { mergeCriteria } from './merge-criteria.ts';

/** Which assets a request names. */
export interface ScopeWords {
  readonly criteria: Criteria;
  /** Where the assets are that it calls by name. */
  readonly environments: readonly Environment[];
  readonly doubts: readonly Doubt[];
  /** Each of them where it stands. */
  readonly found: readonly FoundScope[];
}

/** Assets that words name, and where the words stand. */
export interface FoundScope {
  readonly from: number;
  readonly to: number;
  readonly criteria: Criteria;
  readonly environments: readonly Environment[];
}

/** At the head of a clause "search for" and "orders" are what is done, and no service. */
const isVerb = (claims: Claims, at: number): boolean => {
  const { tokens, wordAt } = claims.text;
  const text = wordAt(at);
  const after = wordAt(at + 1);
  const before = tokens[at - 1];
  const isHead =
    before === undefined ||
    before.kind === 'mark' ||
    ['please', 'and', 'then', 'to'].includes(before.text);
  return (
    ['search', 'cache', 'stage', 'app', 'order'].includes(text) &&
    isHead &&
    ['for', 'the', 'through', 'our', 'all', 'in', 'on'].includes(after)
  );
};

const joints = new Set([
  'and',
  'or',
  'plus',
  'nor',
  '&',
  '+',
  ',',
  '/',
  'then',
  'well',
  ';',
  '.',
  ':',
  'to',
  'from',
  'between',
  'with',
]);

/** Whether two roles are told one after another: "web and app"; "web oracle" may be the one on the other. */
const isJoined = ({ text: { tokens, source } }: Claims, from: number, to: number): boolean => {
  if (tokens.slice(from, to).some(({ text }) => joints.has(text))) return true;
  const between = source.slice(tokens[from - 1]?.end ?? 0, tokens[to]?.start ?? 0);
  return /[/&,+\n]/u.test(between.normalize('NFKC'));
};

const readBy = (match: typeof matchScope, claims: Claims, context: ReadContext): ScopeWords => {
  let criteria: Criteria = {};
  const environments = new Set<Environment>();
  const doubts: Doubt[] = [];
  const places: FoundScope[] = [];
  const { tokens, isWordAt, wordAt } = claims.text;
  let lastRole: { readonly role: string; readonly to: number } | null = null;
  for (let at = 0; at < tokens.length; at += 1) {
    if (!claims.isFree(at) || (!isWordAt(at) && !/[~/]/u.test(wordAt(at))) || isVerb(claims, at))
      continue;
    const found = match(claims, at, context);
    if (found === null) continue;
    if (found.kind === 'unknown') {
      const { to, reason, names = false } = found;
      doubts.push({ from: at, to, reason, names });
      claims.take({ from: at, to: found.to, as: 'residue', value: null });
      continue;
    }
    const named = found.match;
    const role = named.criteria.roles?.[0];
    if (role !== undefined) {
      if (lastRole !== null && lastRole.role !== role && !isJoined(claims, lastRole.to, at))
        doubts.push({
          from: at,
          to: named.to,
          reason: `stands beside ${lastRole.role}: say “and” where both are meant`,
        });
      lastRole = { role, to: named.to };
    }
    criteria = mergeCriteria(criteria, named.criteria);
    for (const environment of named.environments) environments.add(environment);
    places.push({
      from: at,
      to: named.to,
      criteria: named.criteria,
      environments: named.environments,
    });
    claims.take({ from: at, to: named.to, as: 'scope', value: named.value });
  }
  return { criteria, environments: [...environments].sort(), doubts, found: places };
};

/** Reads what is called by its name, id, address or region, before anybody reads the parts of it. */
export const readNames = (claims: Claims, context: ReadContext): ScopeWords =>
  readBy(matchName, claims, context);

/** Reads which assets are meant by the fleet's own words, and takes them. */
export const readScope = (claims: Claims, context: ReadContext): ScopeWords =>
  readBy(matchScope, claims, context);

const vague =
  /\b(?:some|a few|few|several|a handful|handful|a couple|a bunch|bunch|many|(?<!at )most|a subset|a portion|a part|part|the first few|a number)(?: of)?(?: the| our| my| these| those)?(?= (?:[a-z0-9-]+ ){0,4}(?:servers?|machines?|hosts?|instances?|nodes?|boxes|vms?|assets?|fleet|web|app|apps|api|apis|databases?|dbs?|workers?|caches?|frontends?|backends?|linux|windows))/gu;
const shares: readonly (readonly [RegExp, number | null])[] = [
  [/\b(?:only |just |the first |at most |up to )?(?:a |one )?half(?: of)?\b/gu, 50],
  [/\b(?:only |just |at most )?(?:a|one) third(?: of)?\b/gu, 33],
  [/\b(?:only |just |at most )?(?:a|one) quarter of\b/gu, 25],
  [
    /\b(?:only |just |the first |at most |up to |max |no more than |a )?(?<n>\d{1,3}) ?(?:%|percent|pct)(?: of)?(?= |$)/gu,
    null,
  ],
];

const namesMachines = (claims: Claims, at: number, context: ReadContext): boolean => {
  const text = claims.text.wordAt(at);
  if (machineNouns.has(text)) return true;
  const claim = claims.claimAt(at);
  if (claim?.as === 'scope')
    return claim.value === null || /^(?:role|service|platform)=/u.test(claim.value);
  const found = claims.isFree(at) ? matchScope(claims, at, context) : null;
  return found?.kind === 'match' && !('regions' in found.match.criteria);
};

/** A number stands for assets where machines follow it soon: "3 of the staging web servers". */
const countAt = (
  claims: Claims,
  at: number,
  context: ReadContext,
): { readonly value: number; readonly to: number } | null => {
  const { tokens, chunks, wordAt } = claims.text;
  const token = tokens[at];
  const chunk = chunks[token?.chunk ?? -1];
  if (token === undefined || chunk === undefined || chunk.to - chunk.from > 1) return null;
  const value =
    token.text === 'single'
      ? 1
      : /^\d{1,6}$/u.test(token.text)
        ? Number(token.text)
        : numberWords.get(token.text);
  if (value === undefined) return null;
  const isCapped = /^(?:most|to|than|only|just|first|exactly|max|maximum|limit)$/u.test(
    wordAt(at - 1),
  );
  for (let next = at + 1; next <= at + 6 && next < tokens.length; next += 1) {
    if (namesMachines(claims, next, context)) return { value, to: at + 1 };
    const text = wordAt(next);
    const passes =
      functionWords.has(text) ||
      claims.claimAt(next)?.as === 'environment' ||
      claims.claimAt(next)?.as === 'scope' ||
      /^(?:drifted|unpatched|vulnerable|random|other|old|new|drifting|affected|of|them)$/u.test(
        text,
      );
    if (tokens[next]?.kind === 'mark' || !passes) break;
    if (['in', 'on', 'for', 'from', 'at', 'to', 'with'].includes(text)) break;
  }
  return isCapped &&
    (tokens[at + 1] === undefined || ['of', 'in', 'on', '.', ','].includes(wordAt(at + 1)))
    ? { value, to: at + 1 }
    : null;
};

/** Reads how many of the assets are meant: a number or a share. Words such as "some" are a doubt. */
export const readCounts = (
  claims: Claims,
  context: ReadContext,
): { readonly constraints: Constraints; readonly doubts: readonly Doubt[] } => {
  const doubts: Doubt[] = [];
  let constraints: Constraints = {};
  for (const [pattern, fixed] of shares) {
    for (const { from, to, groups } of claims.findFree(pattern)) {
      const percent = fixed ?? Number(groups['n']);
      if (percent < 1 || percent > 100)
        doubts.push({ from, to, reason: 'is no share of 1 to 100 per cent' });
      else constraints = { ...constraints, max_share_percent: percent };
      claims.take({ from, to, as: 'scope', value: `share=${percent}%` });
    }
  }
  for (const { from, to } of claims.findFree(vague)) {
    doubts.push({ from, to, reason: 'is no number: say how many, or what tells them apart' });
    claims.take({ from, to, as: 'scope', value: null });
  }
  claims.text.tokens.forEach((_token, at) => {
    if (!claims.isFree(at)) return;
    const count = countAt(claims, at, context);
    if (count === null) return;
    if (count.value < 1)
      doubts.push({ from: at, to: count.to, reason: 'leaves no asset to change' });
    else if (constraints.max_assets !== undefined && constraints.max_assets !== count.value)
      doubts.push({
        from: at,
        to: count.to,
        reason: 'is a second number of assets beside another',
      });
    else constraints = { ...constraints, max_assets: count.value };
    claims.take({ from: at, to: count.to, as: 'scope', value: `count=${count.value}` });
  });
  for (const { from, to } of claims.findFree(
    /\b(?:at most|up to|no more than|not more than|only the first|the first|limited to|limit to|max|maximum|exactly)\b/gu,
  ))
    if (constraints.max_assets !== undefined || constraints.max_share_percent !== undefined)
      claims.take({ from, to, as: 'scope', value: null });
  return { constraints, doubts };
};
