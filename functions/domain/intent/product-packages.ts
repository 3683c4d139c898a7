import type { Claims } from './claims.ts';
import { machineNouns } from './plain-words.ts';
import { isRelease } from './task-features.ts';

/** Products that machines are called by, with the names that distributions have their packages by. */
const groups: readonly (readonly string[])[] = [
  ...['nginx', 'caddy', 'iis', 'tomcat', 'jboss', 'wildfly', 'mysql', 'mariadb', 'oracle'],
  ...['cassandra', 'sidekiq', 'celery', 'resque', 'redis', 'valkey', 'apache apache2 httpd'],
  ...['postgres postgresql', 'mongo mongodb', 'mssql sqlserver', 'memcached memcache'],
].map((names) => names.split(' '));

const products: ReadonlyMap<string, readonly string[]> = new Map(
  groups.flatMap((names) => names.map((name) => [name, names] as const)),
);

const installed = new Set(
  'fix fixes update updates patch patches upgrade upgrades errata erratum backport backports hotfix hotfixes cve cves vulnerability'.split(
    ' ',
  ),
);
const installing = new Set('update upgrade bump install updating upgrading bumping'.split(' '));
const placing = new Set('in on at of for across within from to by with onto'.split(' '));
/** Words between a product and what is installed: "the Apache path traversal patch". */
const longestName = 4;

const isElsewhere = (claims: Claims, at: number): boolean => {
  const { wordAt, isWordAt } = claims.text;
  const as = claims.claimAt(at)?.as;
  return (
    !isWordAt(at) ||
    placing.has(wordAt(at)) ||
    machineNouns.has(wordAt(at)) ||
    ((as === 'scope' || as === 'environment') && !products.has(wordAt(at)))
  );
};

const namesWhatIsInstalled = (claims: Claims, at: number): boolean => {
  for (let next = at + 1; next <= at + 1 + longestName; next += 1) {
    if (installed.has(claims.text.wordAt(next))) return true;
    if (isElsewhere(claims, next)) return false;
  }
  return false;
};

const isFollowedByRelease = ({ text: { wordAt, chunkOf } }: Claims, at: number): boolean => {
  let next = at + 1;
  while (next < at + 4 && /^(?:to|->|>|→|=|-|version)$/u.test(wordAt(next))) next += 1;
  return isRelease(chunkOf(next)?.text ?? '');
};

/** "Upgrade tomcat on the app servers": the machines are named beside it. */
const isInstalledOn = (claims: Claims, at: number): boolean => {
  const { wordAt, tokens } = claims.text;
  if (!installing.has(wordAt(at - 1)) || !placing.has(wordAt(at + 1))) return false;
  return tokens.some(
    ({ text }, other) =>
      claims.claimAt(other)?.value?.startsWith('role=') === true && !products.has(text),
  );
};

/**
 * The packages of products that stand where a package does ("the nginx fix", "tomcat to 10.1.49"): they
 * narrow the patch, beside the machines that they name. Takes their words for it.
 */
export const productPackages = (claims: Claims): readonly string[] =>
  claims.text.tokens.flatMap(({ text }, at) => {
    const names = products.get(text);
    const claim = claims.claimAt(at);
    if (names === undefined || claim?.as !== 'scope' || claim.value?.startsWith('role=') !== true)
      return [];
    if (
      !namesWhatIsInstalled(claims, at) &&
      !isFollowedByRelease(claims, at) &&
      !isInstalledOn(claims, at)
    )
      return [];
    claims.retake({ from: at, to: at + 1, as: 'constraint', value: `packages=${names.join(',')}` });
    return names;
  });
