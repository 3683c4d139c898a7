import { Severity } from '../shared/severity.ts';
import type { Constraints, Selector } from '../task/task-spec.ts';
import type { IntentWord } from './intent-words.ts';
import {
  ambiguousServiceWords,
  commandVerbs,
  environmentWords,
  idleModifiers,
  knownRoles,
  machineNouns,
  meaningOf,
  platformWords,
  regionWords,
  roleWords,
  serviceWords,
} from './vocabulary.ts';

export type Narrowing = Omit<Selector, 'environment'>;

export type SelectorReading =
  | { readonly kind: 'read'; readonly narrowing: Narrowing; readonly constraints: Constraints }
  | { readonly kind: 'unclear'; readonly reason: string };

const regionPattern = /^(?:[a-z]{2})(?:-gov)?-(?:north|south|east|west|central)(?:east|west)?-\d$/u;
const zonePattern =
  /^(?:[a-z]{2})(?:-gov)?-(?:north|south|east|west|central)(?:east|west)?-\d[a-z]$/u;
const instancePattern = /^i-[0-9a-f]{8,17}$/u;
const cvePattern = /^cve-\d{4}-\d{4,7}$/u;
const wordPattern = /^[a-z][a-z0-9-]{1,40}$/u;

interface Sets {
  readonly roles: Set<string>;
  readonly services: Set<string>;
  readonly platforms: Set<'linux' | 'windows'>;
  readonly regions: Set<string>;
  readonly assets: Set<string>;
}

const emptySets = (): Sets => ({
  roles: new Set(),
  services: new Set(),
  platforms: new Set(),
  regions: new Set(),
  assets: new Set(),
});

const isClauseEnd = (word: IntentWord | undefined): boolean =>
  word === undefined || /^[.,;:!?()]$/u.test(word.text) || ['and', 'in', 'on'].includes(word.text);

const aims: ReadonlySet<string> = new Set(
  'drift patches vulnerabilities compliance tonight today now safety security audit misconfigurations cves exposure'.split(
    ' ',
  ),
);

const isKnown = (word: string): boolean =>
  idleModifiers.has(word) ||
  commandVerbs.has(word) ||
  machineNouns.has(word) ||
  aims.has(word) ||
  cvePattern.test(word) ||
  instancePattern.test(word) ||
  regionPattern.test(word) ||
  [environmentWords, roleWords, serviceWords, platformWords, regionWords].some(
    (vocabulary) => meaningOf<string>(vocabulary, word) !== undefined,
  );

const namesMachines = (word: string): boolean =>
  machineNouns.has(word) || meaningOf(roleWords, word) !== undefined;

const serviceAt = (words: readonly IntentWord[], index: number): string | undefined => {
  const word = words[index]?.text ?? '';
  const after = words[index + 1]?.text ?? '';
  const before = words[index - 1]?.text ?? '';
  const known = meaningOf(serviceWords, word);
  const beside = after === 'service' || after === 'services' || after === 'team';
  const machinesFollow = machineNouns.has(after) || meaningOf(roleWords, after) !== undefined;
  if (known !== undefined) {
    const placed = ['of', 'for', 'on'].includes(before) && isClauseEnd(words[index + 1]);
    return ambiguousServiceWords.includes(word) && !beside && !machinesFollow && !placed
      ? undefined
      : known;
  }
  const named = wordPattern.test(word) && !isKnown(word);
  if (beside && named) return word === 'order' ? 'orders' : word;
  const ownerFollows = ['of', 'for'].includes(before) && isClauseEnd(words[index + 1]);
  return ownerFollows && named && namesMachines(words[index - 2]?.text ?? '') ? word : undefined;
};

/** A word just before "servers" that nothing here knows: a role of this fleet, or no asset at all. */
const unknownModifier = (words: readonly IntentWord[], index: number): string | undefined => {
  const before = words[index - 1]?.text ?? '';
  const adverb = before.endsWith('ly') || before.endsWith('ing') || before.endsWith('ed');
  return wordPattern.test(before) && !isKnown(before) && !adverb ? before : undefined;
};

const collect = (words: readonly IntentWord[], index: number, sets: Sets): void => {
  const word = words[index]?.text ?? '';
  const role = meaningOf(roleWords, word);
  const platform = meaningOf(platformWords, word);
  const region = regionPattern.test(word) ? word : meaningOf(regionWords, word);
  const service = serviceAt(words, index);
  if (role !== undefined) sets.roles.add(role);
  if (platform !== undefined) sets.platforms.add(platform);
  if (region !== undefined) sets.regions.add(region);
  if (service !== undefined) sets.services.add(service);
  if (instancePattern.test(word)) sets.assets.add(word);
  if (machineNouns.has(word)) {
    const unknown = unknownModifier(words, index);
    if (unknown !== undefined) sets.roles.add(unknown);
  }
};

const inexpressible = (text: string, words: readonly IntentWord[]): string | null => {
  if (words.some((word) => zonePattern.test(word.text)))
    return 'A single zone can’t be selected; name a region.';
  if (/\b\d+ ?(?:%|percent) of\b|\b(?:half|a third|a quarter|most) of\b/u.test(text))
    return 'A share of the assets can’t be selected; name a number or what tells them apart.';
  if (
    /\b(?:named|called|tagged|labelled|labeled|belonging to|owned by|whose|older than|newer than)\b/u.test(
      text,
    )
  )
    return 'Assets can be selected by environment, role, service, platform, region or instance id only.';
  return null;
};

/** Takes what is not wanted out of what is; null, or why that can't be expressed. */
const applyExclusions = (wanted: Sets, unwanted: Sets): string | null => {
  const excludedRoles = [...unwanted.roles].filter((role) => !wanted.roles.has(role));
  if (excludedRoles.length > 0 && wanted.roles.size === 0) {
    for (const role of knownRoles) if (!excludedRoles.includes(role)) wanted.roles.add(role);
  }
  if (unwanted.platforms.size === 1 && wanted.platforms.size === 0)
    wanted.platforms.add(unwanted.platforms.has('windows') ? 'linux' : 'windows');
  const open: readonly (readonly [string, Set<string>, Set<string>])[] = [
    ['service', wanted.services, unwanted.services],
    ['region', wanted.regions, unwanted.regions],
    ['asset', wanted.assets, unwanted.assets],
  ];
  for (const [what, chosen, excluded] of open)
    if (excluded.size > 0 && chosen.size === 0)
      return `An exclusion of a ${what} can’t be expressed; name the ${what}s that are wanted.`;
  return null;
};

const narrowingOf = (sets: Sets): Narrowing => ({
  ...(sets.roles.size > 0 && { roles: [...sets.roles].sort() }),
  ...(sets.services.size > 0 && { services: [...sets.services].sort() }),
  ...(sets.platforms.size > 0 && { platforms: [...sets.platforms].sort() }),
  ...(sets.regions.size > 0 && { regions: [...sets.regions].sort() }),
  ...(sets.assets.size > 0 && { asset_ids: [...sets.assets].sort() }),
});

const countBeforeNoun = (text: string): string | undefined =>
  /(?<![\w.-])(\d{1,6}) (?:[a-z]+ ){0,4}?(?:\w*servers?|machines?|hosts?|instances?|nodes?|assets?|databases?|workers?|caches?|vms?)\b/u.exec(
    text,
  )?.[1];

const readConstraints = (words: readonly IntentWord[]): Constraints => {
  const wanted = words.filter((word) => !word.negated).map((word) => word.text);
  const text = wanted.join(' ');
  const cves = [...new Set(wanted.filter((word) => cvePattern.test(word)))].sort();
  const severity = Severity.options.find((level) =>
    new RegExp(
      `\\b${level}(?:[- ](?:severity|cves?|vulnerabilit|vulns?|patches|security|and|or|risk)|, )`,
      'u',
    ).test(text),
  );
  const count =
    /\b(?:atmost|only|first|just) (\d{1,6})\b/u.exec(text)?.[1] ?? countBeforeNoun(text);
  return {
    ...(count !== undefined && Number(count) >= 1 && { max_assets: Number(count) }),
    ...(cves.length > 0 && { cve_ids: cves.map((cve) => cve.toUpperCase()) }),
    ...(severity !== undefined && { min_severity: severity }),
    ...(/\b(?:cautious|cautiously|careful|carefully|slowly|gently|gradually|conservative|conservatively)\b/u.test(
      text,
    ) && { profile: 'cautious' as const }),
  };
};

/**
 * Reads which assets the words are about. A narrowing that can't be expressed is unclear: leaving it out
 * would make the change wider than what was asked for.
 */
export const readSelector = (words: readonly IntentWord[]): SelectorReading => {
  const wanted = emptySets();
  const unwanted = emptySets();
  words.forEach((word, index) => collect(words, index, word.negated ? unwanted : wanted));
  const text = words.map((word) => word.text).join(' ');
  const fault = inexpressible(text, words) ?? applyExclusions(wanted, unwanted);
  if (fault !== null) return { kind: 'unclear', reason: fault };
  return { kind: 'read', narrowing: narrowingOf(wanted), constraints: readConstraints(words) };
};
