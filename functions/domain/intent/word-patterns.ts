/** Up to so many words in between, within a clause. */
export const gap = '(?: [\\p{L}\\p{N}][^ ]*){0,7}? ';

/** One of the verbs, and soon after it one of the objects. */
export const near = (verbs: string, objects: string): RegExp =>
  new RegExp(`\\b(?:${verbs})${gap}(?:${objects})(?![\\p{L}\\p{N}-])`, 'u');

/** One of the words by itself. */
export const phrase = (words: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}-])(?:${words})(?![\\p{L}\\p{N}-])`, 'u');

/** What a fleet is made of, in the words of people who want something done to it. */
export const fleetWords =
  'servers?|machines?|hosts?|instances?|nodes?|box(?:es)?|vms?|assets?|fleet|web|webservers?|frontends?|apps?|' +
  'appservers?|applications?|backends?|apis?|databases?|dbs?|workers?|caches?|linux|windows|ubuntu|everything|' +
  'prod|production|staging|preprod|dev|development|services?|checkout|payments?|orders|tier|clusters?|systems?|' +
  'cve-\\d{4}-\\d{4,7}|vulnerabilit(?:y|ies)|cves?|kernels?|openssl|os|redis|postgres|mysql|nginx|them';

export const flawWords = 'vulnerabilit(?:y|ies)|vulns?|cves?|cve-\\d{4}-\\d{4,7}';
