import { stemOf } from './word-stem.ts';

/** Words that stand for the same thing in a request, so that a rare one profits from a common one. */
const topics: Readonly<Record<string, string>> = {
  write:
    'write draft author compose document describe codify formalise capture outline record rewrite',
  paper:
    'runbook sop playbook procedure checklist guide documentation instructions how-to mop manual article',
  why: 'why cause reason happened rca post-mortem postmortem culprit explain investigate diagnose troubleshoot debug triage',
  list: 'which what list show find identify detect enumerate report how',
  mend: 'fix remediate correct repair resolve restore realign revert reset reconcile rectify straighten normalise standardise harmonise undo',
  renew: 'patch update upgrade install bump errata hotfix rollup patches updates',
  hole: 'vulnerability vulnerable cve exploit exposure exposed weakness port firewall ingress malware scan pentest inspector attack',
  norm: 'soc soc2 iso hipaa pci gdpr nist cis sox fedramp stig compliance compliant audit auditor control evidence attestation regulator policy dora',
  trouble:
    'outage error crash latency timeout slow unreachable spike alarm alert 500 502 503 504 5xx incident failing stuck hang down',
  disaster:
    'disaster failover drill rto rpo recovery dr standby region zone az game-day resilience continuity rehearse survive evacuation',
  money:
    'cost bill spend budget saving invoice expense price money cheaper finops idle rightsize oversized waste unused forecast',
  image: 'image ami packer bake template',
  state: 'drift baseline deviation divergence skew desired golden deviate diverge',
  link: 'adapter connector integration integrate client sdk api webhook swagger openapi endpoint wrapper connect graphql',
};

const topicOfStem: ReadonlyMap<string, string> = new Map(
  Object.entries(topics).flatMap(([topic, words]) =>
    words.split(' ').map((word) => [stemOf(word), topic]),
  ),
);

/** What a stem stands for; null for most. */
export const topicOf = (stem: string): string | null => topicOfStem.get(stem) ?? null;
