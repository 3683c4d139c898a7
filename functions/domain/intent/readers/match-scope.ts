import { isPlaceWord, regionsOf, roleOf } from '../../fleet/fleet-words.ts';
import type { NamedAssets } from '../../fleet/fleet-vocabulary.ts';
import { wordForms } from '../../fleet/word-forms.ts';
import type { Environment } from '../../shared/environment.ts';
import type { Criteria } from '../../task/task-spec.ts';
import type { Claims } from '../claims.ts';
import { isAdvisory } from '../narrow-change.ts';
import { machineNouns } from '../plain-words.ts';
import type { ReadContext } from '../read-context.ts';
import type { Chunk } from '../request-text.ts';

/** What a place of a request names of the fleet. */
export interface ScopeMatch {
  readonly to: number;
  readonly criteria: Criteria;
  readonly value: string | null;
  /** Where named assets are, so that a name needs no environment beside it. */
  readonly environments: readonly Environment[];
}

export type ScopeReading =
  | { readonly kind: 'match'; readonly match: ScopeMatch }
  /** Stands where a name stands, and the fleet has no such thing. */
  | {
      readonly kind: 'unknown';
      readonly to: number;
      readonly reason: string;
      readonly names?: boolean;
    };

type Matcher = (claims: Claims, at: number, context: ReadContext) => ScopeReading | null;

const matched = (to: number, criteria: Criteria, value: string | null): ScopeReading => ({
  kind: 'match',
  match: { to, criteria, value, environments: [] },
});

const unknown = (to: number, reason: string): ScopeReading => ({ kind: 'unknown', to, reason });

const chunkAt = ({ text }: Claims, at: number): Chunk | null => {
  const chunk = text.chunkOf(at);
  return chunk?.from === at ? chunk : null;
};

const regionPattern =
  /^[a-z]{2}(?:-gov|-iso[a-z]?)?-(?:north|south|east|west|central)(?:east|west)?-\d$/u;
const zonePattern =
  /^[a-z]{2}(?:-gov|-iso[a-z]?)?-(?:north|south|east|west|central)(?:east|west)?-\d[a-z]$/u;
/** From anywhere: how open a port is, and no machine. */
const anyAddress = /^0\.0\.0\.0(?:\/\d{1,2})?$/u;
const addressPattern = /^\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?$/u;

/** `A.12.6.1`, `CC6.1-CC6.8`: where a standard says something. */
const clause =
  /^[a-z]{1,3}\.?\d{1,3}(?:\.\d{1,3}){1,3}(?:-(?:[a-z]{1,3}\.?)?\d{1,3}(?:\.\d{1,3})*)?$/u;

/** `web-28`, `prod-web-search-28`, `web01.prod.example.com`: a name of one asset, known or not. */
const nameLike = (text: string, { words }: ReadContext): boolean => {
  // Most words have neither: what follows would say the same of them, and more slowly.
  if (!/[\d.]/u.test(text)) return false;
  if (isAdvisory(text)) return false;
  if (
    /^(?:cve|iso|nist|cis|pci|soc|http|tls|x86|utf|level|tier|p|sev|q|ipv|v|s3|ec2)[-_]?\d/u.test(
      text,
    )
  )
    return false;
  if (/^v?\d+(?:\.\d+)*\.x$/u.test(text)) return false;
  if (clause.test(text) && roleOf(/^[a-z]*/u.exec(text)?.[0] ?? '', words) === null) return false;
  if (/^[a-z]{2,}0\d{1,2}$/u.test(text)) return true;
  if (/^[a-z0-9_-]+(?:\.[a-z0-9_-]+){2,}$/u.test(text) && /[a-z]/u.test(text)) return true;
  if (/^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*[-_]\d{1,6}[a-z]?$/u.test(text)) return true;
  const [, letters = ''] = /^([a-z]+)\d{1,4}$/u.exec(text) ?? [];
  return letters !== '' && roleOf(letters, words) !== null;
};

const namedAssets = (
  known: ReadonlyMap<string, NamedAssets>,
  key: 'names' | 'asset_ids' | 'addresses',
  { text, to }: Chunk,
): ScopeReading | null => {
  const found = known.get(text);
  if (found === undefined) return null;
  const word = { names: 'name', asset_ids: 'asset', addresses: 'address' }[key];
  const { spelling, environments } = found;
  const criteria = { [key]: [spelling] };
  return { kind: 'match', match: { to, criteria, value: `${word}=${spelling}`, environments } };
};

const byId: Matcher = (claims, at, { fleet }) => {
  const chunk = chunkAt(claims, at);
  if (chunk === null) return null;
  const found =
    namedAssets(fleet.asset_ids, 'asset_ids', chunk) ??
    namedAssets(fleet.addresses, 'addresses', chunk);
  if (found !== null) return found;
  const { text, to } = chunk;
  if (!/[\d-]/u.test(text)) return null;
  if (/^(?:i|mi)-[0-9a-f]{8,17}$/u.test(text)) return unknown(to, 'is no instance of this fleet');
  if (addressPattern.test(text) && !anyAddress.test(text))
    return unknown(to, 'is no address of this fleet');
  return null;
};

const byName: Matcher = (claims, at, context) => {
  const chunk = chunkAt(claims, at);
  if (chunk === null) return null;
  const isWord = roleOf(chunk.text, context.words) !== null || machineNouns.has(chunk.text);
  if (!isWord) {
    const found = namedAssets(context.fleet.names, 'names', chunk);
    if (found !== null) return found;
  }
  if (/\*/u.test(chunk.text))
    return unknown(chunk.to, 'is a pattern: name the assets, or what they have in common');
  return nameLike(chunk.text, context) &&
    !regionPattern.test(chunk.text) &&
    !zonePattern.test(chunk.text)
    ? { kind: 'unknown', to: chunk.to, reason: 'is the name of nothing in this fleet', names: true }
    : null;
};

const networks = {
  vpcs: /^vpc-[0-9a-f]{4,17}$/u,
  accounts: /^\d{12}$/u,
  auto_scaling_groups: /^asg[-_][\w-]+$/u,
} as const;

const byPlace: Matcher = (claims, at, { fleet }) => {
  const chunk = chunkAt(claims, at);
  if (chunk === null) return null;
  const { text, to } = chunk;
  const isShaped = /[-_\d]/u.test(text);
  if (isShaped && regionPattern.test(text))
    return matched(to, { regions: [text] }, `region=${text}`);
  if (isShaped && zonePattern.test(text)) {
    return fleet.zones.has(text)
      ? matched(to, { zones: [text] }, `zone=${text}`)
      : unknown(to, 'is no zone of this fleet');
  }
  for (const key of ['vpcs', 'accounts', 'auto_scaling_groups'] as const) {
    const spelling = fleet[key].get(text);
    if (spelling !== undefined)
      return matched(to, { [key]: [spelling] }, `${key.replace(/s$/u, '')}=${spelling}`);
    if (isShaped && networks[key].test(text))
      return unknown(to, `is no ${key.replace(/s$/u, '').replaceAll('_', ' ')} of this fleet`);
  }
  return null;
};

/** `Team=payments`, and words as "tagged team payments" and "team: payments". */
const byTag: Matcher = (claims, at, { fleet }) => {
  const chunk = chunkAt(claims, at);
  if (chunk === null) return null;
  if (!chunk.text.includes('=')) return null;
  const [, key, value] = /^([\w:.-]+)=(.+)$/u.exec(chunk.text) ?? [];
  if (key === undefined || value === undefined) return null;
  const spelling = fleet.tags.get(key)?.get(value);
  return spelling === undefined
    ? unknown(chunk.to, 'is no tag of this fleet')
    : matched(chunk.to, { tags: [{ key, value: spelling }] }, `tag ${key}=${spelling}`);
};

const versionsOf = ({ fleet }: ReadContext, text: string): readonly string[] =>
  [...fleet.platform_versions]
    .filter(
      ([known]) =>
        known === text ||
        known.startsWith(`${text} `) ||
        known.startsWith(`${text}.`) ||
        known.startsWith(`microsoft ${text}`),
    )
    .map(([, spelling]) => spelling);

/** `Amazon Linux 2`, `windows 2016`, `ubuntu`: what is narrower than a platform. */
const byVersion: Matcher = (claims, at, context) => {
  const { tokens, wordAt } = claims.text;
  const joined = (from: number, count: number): string =>
    tokens
      .slice(from, from + count)
      .map(({ text }) => text)
      .join(' ');
  const name = [2, 1]
    .filter((count) => at + count <= tokens.length)
    .map((count) => ({ count, text: joined(at, count) }))
    .find(({ text }) => context.words.distributions.has(text) || context.words.platforms.has(text));
  if (name === undefined) return null;
  const isServer = wordAt(at + name.count) === 'server' && /^\d/u.test(wordAt(at + name.count + 1));
  const next = at + name.count + (isServer ? 1 : 0);
  const chunk = chunkAt(claims, next);
  const version = chunk !== null && /^v?\d{1,4}(?:\.\d+)*$/u.test(chunk.text) ? chunk : null;
  if (version === null && context.words.platforms.has(name.text)) return null;
  const to = version?.to ?? at + name.count;
  const server = isServer || name.text === 'windows' ? ' server' : '';
  const wanted =
    version === null
      ? [name.text]
      : [`${name.text} ${version.text}`, `${name.text}${server} ${version.text}`];
  const found = [...new Set(wanted.flatMap((text) => versionsOf(context, text)))].sort();
  return found.length > 0
    ? matched(to, { platform_versions: found }, `platform=${found.join(', ')}`)
    : unknown(to, 'is a platform that no machine of this fleet is known to run');
};

const isPronoun = (claims: Claims, at: number): boolean => {
  const { tokens, wordAt } = claims.text;
  const token = tokens[at];
  if (token?.text !== 'us') return false;
  return token.written !== 'US' && wordAt(at - 1) !== 'the';
};

const byRegionWord: Matcher = (claims, at, { fleet, words }) => {
  const { tokens } = claims.text;
  if (isPronoun(claims, at)) return null;
  for (const count of [3, 2, 1].filter((length) => at + length <= tokens.length)) {
    const text = tokens
      .slice(at, at + count)
      .map((token) => token.text)
      .join(' ');
    if (!isPlaceWord(text, words)) continue;
    const regions = regionsOf(text, [...fleet.regions.keys()], words);
    if (regions === null) continue;
    return regions.length > 0
      ? matched(
          at + count,
          { regions: [...regions].sort() },
          `region=${[...regions].sort().join(', ')}`,
        )
      : unknown(at + count, 'holds no region of this fleet');
  }
  return null;
};

const byService: Matcher = (claims, at, { fleet, words }) => {
  const { wordAt } = claims.text;
  const chunk = chunkAt(claims, at);
  for (const { text, to } of [
    ...(chunk === null ? [] : [chunk]),
    { text: wordAt(at), to: at + 1 },
  ]) {
    const form = [...wordForms(text), `${text}s`].find((one) => fleet.services.has(one));
    if (form === undefined || roleOf(text, words) !== null) continue;
    const spelling = fleet.services.get(form) ?? form;
    return matched(to, { services: [spelling] }, `service=${spelling}`);
  }
  return null;
};

const byRole: Matcher = (claims, at, { fleet, words }) => {
  const { tokens, wordAt } = claims.text;
  const pair = `${wordAt(at)}-${wordAt(at + 1)}`;
  const isJoined = tokens[at]?.chunk === tokens[at + 1]?.chunk;
  const joined = isJoined ? roleOf(pair, words) : null;
  if (joined !== null) return matched(at + 2, { roles: [joined] }, `role=${joined}`);
  const text = wordAt(at);
  // "Two per batch" is how many at a time; "the batch servers" are machines.
  const next = wordAt(at + 1);
  if (/^batch(?:es)?$/u.test(text) && !machineNouns.has(next) && roleOf(next, words) === null)
    return null;
  const own = wordForms(text).find((form) => fleet.roles.has(form));
  const role = roleOf(text, words) ?? (own === undefined ? null : (fleet.roles.get(own) ?? null));
  return role === null ? null : matched(at + 1, { roles: [role] }, `role=${role}`);
};

const byPlatform: Matcher = (claims, at, { words }) => {
  const platform = wordForms(claims.text.wordAt(at))
    .map((form) => words.platforms.get(form))
    .find((found) => found !== undefined);
  return platform === undefined
    ? null
    : matched(at + 1, { platforms: [platform] }, `platform=${platform}`);
};

const byNoun: Matcher = (claims, at) =>
  machineNouns.has(claims.text.wordAt(at)) ? matched(at + 1, {}, null) : null;

const nameMatchers: readonly Matcher[] = [byId, byTag, byPlace, byVersion, byName];
const wordMatchers: readonly Matcher[] = [byRegionWord, byService, byRole, byPlatform, byNoun];

const firstOf =
  (matchers: readonly Matcher[]): Matcher =>
  (claims, at, context) => {
    for (const match of matchers) {
      const found = match(claims, at, context);
      const to = found === null ? at : found.kind === 'match' ? found.match.to : found.to;
      if (found !== null && claims.isFree(at, to)) return found;
    }
    return null;
  };

/** What the run of characters at a place names by itself, as a name, an id or a region; null for words. */
export const matchName: Matcher = firstOf(nameMatchers);

/** What the words at a place name of the fleet; null where they name nothing. */
export const matchScope: Matcher = firstOf([...nameMatchers, ...wordMatchers]);
