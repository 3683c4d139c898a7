import { stemOf } from './word-stem.ts';

/** Words that stand for the same thing in a request, so that a rare one profits from a common one. */
const topics: Readonly<Record<string, string>> = {
  write:
    'write draft author compose document describe codify formalise capture outline record rewrite pen rework revise amend convert transcribe formulate',
  paper:
    'runbook sop playbook procedure checklist guide documentation instructions how-to howto mop manual article cheatsheet wiki template step section',
  why: 'why cause reason happened rca post-mortem postmortem culprit explain explanation investigate diagnose troubleshoot debug triage blame fault trigger timeline correlate bisect wtf',
  list: 'which what list show find identify detect enumerate report how any inventory overview locate',
  mend: 'fix remediate correct repair resolve restore realign revert reset reconcile rectify straighten normalise standardise harmonise undo reapply re-apply enforce',
  renew:
    'patch update upgrade install bump errata hotfix rollup patches updates erratum rhsa usn kb cumulative livepatch backport dnf yum apt zypper wsus',
  hole: 'vulnerability vulnerable vuln cve exploit exposure exposed weakness port firewall ingress malware scan pentest inspector attack attacker attackable nessus trivy nmap backdoor rootkit cryptominer secret leak compromise compromised ransomware suspicious rogue ssh telnet ftp smb rdp tls mfa iam credential reachable listening listen public publicly unencrypted',
  norm: 'soc soc2 iso hipaa pci gdpr nist cis sox fedramp stig compliance compliant audit auditor control evidence attestation attest regulator regulatory policy dora nis2 tisax hitrust bsi assessor conformity conform framework benchmark annex',
  trouble:
    'outage error crash latency timeout slow unreachable spike alarm alert 500 502 503 504 5xx incident failing stuck hang down oom oomkill oomkiller lag deadlock lock flap flaky flapping hung freeze leak panic bluescreen 499 4xx 403 404 iowait swap backlog dropped drop refused broken broke exhausted pegged hammering sev1 sev2 sev3 symptom degraded sluggish crawling misbehave restarting reboots intermittent eviction loss jitter',
  disaster:
    'disaster failover drill rto rpo recovery dr standby region zone az game-day resilience continuity rehearse survive evacuation exercise chaos switchover blackout',
  money:
    'cost bill spend budget saving save invoice expense price money cheaper cheap finops idle rightsize right-size oversized overprovisioned waste unused forecast dollar euro eur usd tco capex opex burn reserved graviton spot cfo finance underused zombie projection pay',
  image: 'image ami packer bake template img amis imgs rebake',
  state:
    'drift baseline deviation divergence skew desired golden deviate diverge puppet ansible chef hand-edited tweak snowflake',
  link: 'adapter adaptor connector integration integrate client sdk api webhook swagger openapi endpoint wrapper connect graphql rest postman stub bindings oauth odata oas',
};

const topicOfStem: ReadonlyMap<string, string> = new Map(
  Object.entries(topics).flatMap(([topic, words]) =>
    words.split(' ').map((word) => [stemOf(word), topic]),
  ),
);

/** What a stem stands for; null for most. */
export const topicOf = (stem: string): string | null => topicOfStem.get(stem) ?? null;
