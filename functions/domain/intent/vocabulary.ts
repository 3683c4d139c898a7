import type { Environment } from '../shared/environment.ts';

/** Words of an intent and what they mean; every key is one lower-case word. */
export type Vocabulary<Meaning> = Readonly<Record<string, Meaning>>;

/** What a word means, or undefined; safe for words such as "constructor". */
export const meaningOf = <Meaning>(
  vocabulary: Vocabulary<Meaning>,
  word: string,
): Meaning | undefined => (Object.hasOwn(vocabulary, word) ? vocabulary[word] : undefined);

export const environmentWords: Vocabulary<Environment> = {
  prod: 'production',
  production: 'production',
  prd: 'production',
  live: 'production',
  staging: 'staging',
  stage: 'staging',
  stg: 'staging',
  preprod: 'staging',
  uat: 'staging',
  dev: 'development',
  development: 'development',
  devel: 'development',
  sandbox: 'development',
  test: 'development',
  testing: 'development',
};

/** These name an environment only in the right place: "stage the rollout" and "test failover" don't. */
export const ambiguousEnvironmentWords: readonly string[] = [
  'live',
  'stage',
  'test',
  'testing',
  'development',
  'dev',
];

export const roleWords: Vocabulary<string> = {
  web: 'web',
  webserver: 'web',
  webservers: 'web',
  frontend: 'web',
  frontends: 'web',
  nginx: 'web',
  app: 'app',
  apps: 'app',
  application: 'app',
  applications: 'app',
  appserver: 'app',
  appservers: 'app',
  backend: 'app',
  backends: 'app',
  api: 'api',
  apis: 'api',
  database: 'database',
  databases: 'database',
  db: 'database',
  dbs: 'database',
  postgres: 'database',
  postgresql: 'database',
  mysql: 'database',
  worker: 'worker',
  workers: 'worker',
  cache: 'cache',
  caches: 'cache',
  redis: 'cache',
  memcached: 'cache',
};

export const knownRoles: readonly string[] = ['web', 'app', 'api', 'database', 'worker', 'cache'];

export const serviceWords: Vocabulary<string> = {
  checkout: 'checkout',
  payment: 'payment',
  payments: 'payment',
  orders: 'orders',
  search: 'search',
};

/** These are also verbs or plain nouns, so they need "service", "servers" or a role beside them. */
export const ambiguousServiceWords: readonly string[] = ['search', 'orders'];

export const platformWords: Vocabulary<'linux' | 'windows'> = {
  linux: 'linux',
  ubuntu: 'linux',
  debian: 'linux',
  rhel: 'linux',
  centos: 'linux',
  windows: 'windows',
  win: 'windows',
};

export const regionWords: Vocabulary<string> = {
  virginia: 'us-east-1',
  ohio: 'us-east-2',
  oregon: 'us-west-2',
  ireland: 'eu-west-1',
  london: 'eu-west-2',
  frankfurt: 'eu-central-1',
  singapore: 'ap-southeast-1',
  sydney: 'ap-southeast-2',
  tokyo: 'ap-northeast-1',
  mumbai: 'ap-south-1',
};

/** Words for machines in general. */
export const machineNouns: ReadonlySet<string> = new Set(
  (
    'server servers machine machines host hosts instance instances node nodes box boxes vm vms ' +
    'asset assets fleet fleets tier tiers cluster clusters system systems'
  ).split(' '),
);

/** Words that may stand before a machine noun without narrowing it to anything. */
export const idleModifiers: ReadonlySet<string> = new Set(
  (
    'a an the our my all any every each these those this that whole entire of on in for to across from with and or ' +
    'at by as only just ec2 aws cloud virtual physical drifted drifting drift unpatched vulnerable affected ' +
    'remaining outdated stale noncompliant compliant misconfigured running more most old new other both ' +
    'some few several many please which what how is are have has been be out up down it them their its ' +
    'exposed idle unused underutilized oversized overprovisioned expensive slow failing broken unhealthy ' +
    'critical high medium low severity missing patches patch patching vulnerabilities environment env one two ' +
    'three four five six seven eight nine ten us golden image images ami amis service services baseline'
  ).split(' '),
);

/** Verbs that an instruction or a question about a fleet starts with. */
export const commandVerbs: ReadonlySet<string> = new Set(
  (
    'fix remediate correct repair resolve reconcile eliminate realign align reimage restore address reset ' +
    'patch apply install deploy update upgrade rollout push mitigate close check audit collect gather ' +
    'generate produce assess verify report investigate diagnose troubleshoot analyze analyse debug examine ' +
    'run rehearse simulate practice exercise conduct perform plan test reduce cut optimize optimise lower ' +
    'find recommend forecast estimate save scan detect identify list look review build bake create rebuild ' +
    'refresh validate promote publish write author draft document execute design integrate connect discover ' +
    'develop implement make bring get keep start do let handle touch change modify stop reboot restart use'
  ).split(' '),
);
