import type { Environment } from '../shared/environment.ts';

/*
 * The product's own words, for tag values and for requests alike; each is lower case and singular.
 * What settings add stands beside them (`fleetWordsOf`).
 */

export const environmentTable: Readonly<Record<Environment, readonly string[]>> = {
  production: ['production', 'prod', 'prd', 'live'],
  staging: ['staging', 'stage', 'stg'],
  development: ['development', 'develop', 'devel', 'dev'],
};

/**
 * What people call environments that are none of the three: whether `uat` is worked on as staging
 * or as production is for the org's settings to say, and not to be guessed.
 */
export const otherEnvironmentWords: readonly string[] = [
  ...['preprod', 'pre-prod', 'preproduction', 'pre-production', 'nonprod', 'non-prod'],
  ...['uat', 'qa', 'perf', 'performance', 'test', 'testing', 'integration', 'int', 'sit'],
  ...['sandbox', 'sbx', 'demo', 'lab', 'training', 'dr', 'canary', 'beta', 'preview'],
];

/** The roles that the product knows by itself; any other word of a role tag is a role of its own. */
export const roleTable: Readonly<Record<string, readonly string[]>> = {
  web: ['web', 'webserver', 'frontend', 'nginx', 'httpd', 'apache', 'apache2', 'caddy', 'iis'],
  app: ['app', 'application', 'appserver', 'backend', 'tomcat', 'jboss', 'wildfly'],
  api: ['api', 'apiserver'],
  database: [
    ...['database', 'databaseserver', 'db', 'dbserver', 'postgres', 'postgresql', 'mysql'],
    ...['mariadb', 'mongo', 'mongodb', 'mssql', 'sqlserver', 'oracle', 'cassandra'],
  ],
  worker: ['worker', 'workerserver', 'sidekiq', 'celery', 'consumer', 'resque', 'batch'],
  cache: ['cache', 'cacheserver', 'redis', 'memcached', 'memcache', 'valkey'],
};

export const platformTable = {
  linux: ['linux', 'unix'],
  windows: ['windows', 'win'],
} as const satisfies Readonly<Record<'linux' | 'windows', readonly string[]>>;

/** Each is on one platform and narrower than it: `ubuntu` is not all of Linux. */
export const distributionTable = {
  linux: [
    ...['ubuntu', 'debian', 'rhel', 'redhat', 'centos', 'fedora', 'rocky', 'alma', 'almalinux'],
    ...['suse', 'sles', 'amazon linux', 'al2', 'al2023'],
  ],
  windows: ['windows server'],
} as const satisfies Readonly<Record<'linux' | 'windows', readonly string[]>>;

/** The keys of tags that say where an asset belongs, in lower case. */
export const tagKeyTable = {
  environment: ['environment', 'env', 'stage'],
  role: ['role', 'component', 'application'],
  service: ['service'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type TagKind = keyof typeof tagKeyTable;

/** What people write into a tag that they have nothing to say in. */
export const emptyTagValues: ReadonlySet<string> = new Set([
  ...['', 'null', 'none', 'nil', 'undefined', 'n/a', 'na', 'tbd', '-', '--', '?'],
]);
