import type { TaskType } from '../task/task-type.ts';

/** What in the words of an intent speaks for a task type. */
export interface TaskSignal {
  /** A verb with its object: enough to settle the type. */
  readonly asks: readonly RegExp[];
  /** Mentions only: enough to offer the type as a candidate. */
  readonly mentions: RegExp;
}

/** Up to so many words in between, within a clause. */
const gap = '(?: [\\p{L}\\p{N}][^ ]*){0,7}? ';
const near = (verbs: string, objects: string): RegExp =>
  new RegExp(`\\b(?:${verbs})${gap}(?:${objects})(?![\\p{L}\\p{N}-])`, 'u');
const phrase = (words: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}-])(?:${words})(?![\\p{L}\\p{N}-])`, 'u');

const mend =
  'fix|remediate|correct|repair|resolve|reconcile|eliminate|remove|address|clear|clean|revert|undo|handle';
const fleet =
  'servers?|machines?|hosts?|instances?|nodes?|box(?:es)?|vms?|assets?|fleet|web|webservers?|frontends?|apps?|' +
  'appservers?|applications?|backends?|apis?|databases?|dbs?|workers?|caches?|linux|windows|ubuntu|everything|' +
  'prod|production|staging|preprod|dev|development|services?|checkout|payments?|orders|tier|clusters?|systems?|' +
  'cve-\\d{4}-\\d{4,7}|vulnerabilit(?:y|ies)|cves?|kernels?|openssl|os|redis|postgres|mysql|nginx|them';
const drift = 'drift|drifts|drifted|drifting';
const flaws = 'vulnerabilit(?:y|ies)|vulns?|cves?|cve-\\d{4}-\\d{4,7}';
const patches =
  'patch|patches|hotfix(?:es)?|security updates?|os updates?|kernel updates?|security fix(?:es)?|windows updates?';
const costs = 'costs?|spend|spending|bills?|billing|expenses?|expenditure';
const compliance =
  'compliance|compliant|controls?|cis|pci|pci-dss|soc2|hipaa|iso27001|iso|gdpr|fedramp|nist|audit|benchmarks?';
const image = 'golden images?|images?|amis?|machine images?|base images?';
const procedure = 'sops?|standard operating procedures?|runbooks?|playbooks?|operating procedures?';

export const taskSignals: Readonly<Record<TaskType, TaskSignal>> = {
  drift_remediation: {
    asks: [
      near(mend, drift),
      near(drift, 'fix|fixed|remediated?|corrected|repaired|resolved|reconciled'),
      phrase('drift (?:remediation|correction|fix|repair|cleanup)'),
      phrase('remediate (?:the )?(?:configuration|config)'),
      near(
        'bring|get|put|move|return',
        'back (?:in|into|to|onto) (?:line|baseline|compliance|sync|desired|golden|the golden|the baseline|the desired|their golden)',
      ),
      near(
        'realign|align|reimage|resync|restore|reset|sync',
        '(?:to|with|onto|from) (?:the |their |its |our )?(?:golden|baseline|desired|approved)',
      ),
      near('reimage', fleet),
      near(
        'update|upgrade|move|migrate|switch|bring',
        '(?:to|onto) (?:the |their |its |our )?(?:latest |current |newest |approved )?golden',
      ),
    ],
    mentions: phrase(`${drift}|configuration drift|golden baseline|reimage`),
  },
  patch_rollout: {
    asks: [
      new RegExp(
        `(?:^|[,.;:!?(] |\\b(?:please|to|and|then|now|also|must|should|you|us|need|can|will|let's|fully|just|emergency|urgently|immediately|quickly|carefully|cautiously|slowly|gradually|safely) )(?:patch|hotfix)` +
          `(?! (?:status|levels?|reports?|compliance|panels?|notes?|management|histor|tuesday|states?|coverage|requests?))${gap}(?:${fleet})(?![\\p{L}\\p{N}-])`,
        'u',
      ),
      near(
        'apply|install|deploy|push|ship|rollout|roll|distribute|schedule|orchestrate|start|run|perform|do',
        patches,
      ),
      near('start|run|perform|do|orchestrate|execute|begin', 'patching|patch rollout|patch cycle'),
      phrase('patch rollout|patching of'),
      near(
        'update|upgrade',
        'os|operating systems?|kernels?|openssl|packages|security packages|linux|windows',
      ),
      near('fix|remediate|mitigate|close|resolve|address|eliminate|remove', flaws),
      near('bring|get|keep', 'up to date|fully patched|patched'),
    ],
    mentions: phrase(`${patches}|patching|unpatched|hotfix|${flaws}`),
  },
  compliance_audit: {
    asks: [
      near(
        'check|verify|assess|evaluate|report|review|measure|audit|prove|validate|test|show|run|perform|conduct|do|prepare|generate|is|are',
        compliance,
      ),
      near('collect|gather|generate|produce|prepare|compile|export', 'evidence'),
      /(?:^|[,.;:!?(] |\b(?:please|to|and|then|you|us|need|can) )audit (?!log|trail)/u,
      phrase(
        '(?:compliance|cis|pci|soc2|hipaa) (?:audit|check|report|assessment|review|evidence|scan|status)',
      ),
    ],
    mentions: phrase(`compliance|compliant|noncompliant|audit|audits|evidence|cis|pci|soc2|hipaa`),
  },
  incident_investigation: {
    asks: [
      near(
        'investigate|troubleshoot|diagnose|debug|triage|analyze|analyse|examine|look into|explain',
        'incidents?|outages?|errors?|failures?|alerts?|alarms?|latency|slowness|slow|timeouts?|spikes?|crash(?:es|ed|ing)?|5xx|500s?|502s?|503s?|504s?|down|downtime|degradation|degraded|problems?|issues?|failing|unavailable|unhealthy|drops?|leaks?|exceptions?',
      ),
      near(
        'why|what caused|what is causing',
        'slow|down|failing|failed|fails?|errors?|latency|timeouts?|timing out|crash(?:es|ed|ing)?|unavailable|unhealthy|unreachable|5xx|500s?|502s?|503s?|outage|degraded|returning|high',
      ),
      near(
        'find|determine|identify|establish|do|perform|run',
        'root cause|rca|root cause analysis',
      ),
      phrase(
        'root cause (?:analysis )?(?:of|for)|incident investigation|investigate (?:the |this |an? )?incident',
      ),
      /(?:^|[,.;:!?(] |\b(?:please|to|and|you) )(?:investigate|troubleshoot|diagnose|triage) (?!.*\bdrift)/u,
    ],
    mentions: phrase('incidents?|outages?|root cause|rca|investigate|troubleshoot|diagnose'),
  },
  dr_drill: {
    asks: [
      phrase(
        '(?:dr|disaster recovery|failover|region failover|recovery) (?:drills?|tests?|exercises?|rehearsals?|simulations?|readiness|runs?)',
      ),
      near(
        'run|plan|test|simulate|rehearse|practice|practise|exercise|conduct|perform|validate|prepare|schedule|drill|check|verify',
        'failover|disaster recovery|dr|dr plan|game day|gameday|failback',
      ),
    ],
    mentions: phrase('failover|disaster recovery|dr|failback|game day'),
  },
  cost_optimization: {
    asks: [
      near(
        'reduce|cut|lower|optimize|optimise|save|find|analyze|analyse|forecast|predict|recommend|trim|shrink|decrease|minimize|minimise|review|bring down|control|estimate|identify|improve|report',
        `${costs}|savings|money|cost savings|waste|overspend`,
      ),
      near(
        'find|identify|list|detect|recommend|rightsize|right-size|review|reduce',
        '(?:idle|underutilized|unused|overprovisioned|oversized|wasted|expensive) [\\p{L}\\p{N}-]+',
      ),
      phrase(
        'rightsize|right-size|rightsizing|right-sizing|cost optimi[sz]ation|savings recommendations?',
      ),
    ],
    mentions: phrase(`${costs}|savings|cheaper|idle|underutilized|overprovisioned|rightsizing`),
  },
  security_scan: {
    asks: [
      near(
        '(?:re)?scan(?! .*\\bdrift)',
        `${flaws}|${fleet}|security|exposure|exposures|misconfigurations?|malware|open ports?|missing patches|weaknesses|issues`,
      ),
      phrase(
        '(?:security|vulnerability|exposure|misconfiguration) (?:scan|scans|assessment|check|review|sweep|posture)',
      ),
      near(
        'find|check|detect|list|identify|look|search|discover|hunt|report|show|assess',
        `${flaws}|misconfigurations?|exposed|exposures?|open ports?|publicly accessible|public exposure|security (?:issues|holes|problems|findings|groups)`,
      ),
    ],
    mentions: phrase(`scan|scans|${flaws}|security|exposure|exposed|misconfigurations?`),
  },
  image_management: {
    asks: [
      near(
        'build|bake|create|rebuild|refresh|validate|promote|publish|retire|deprecate|rotate|make|produce|release|test|update(?!.* (?:on)?to )|harden|manage',
        image,
      ),
      phrase('image (?:build|pipeline|promotion|validation|rotation|refresh|lifecycle|management)'),
    ],
    mentions: phrase(image),
  },
  sop_authoring: {
    asks: [
      near(
        'write|author|create|draft|generate|document|validate|execute|run|update|review|prepare|produce|make|follow|develop',
        procedure,
      ),
    ],
    mentions: phrase(procedure),
  },
  api_adapter: {
    asks: [
      near(
        'build|create|generate|write|make|develop|design|produce|scaffold|implement|add|set up',
        'adapters?|connectors?|api integrations?|api clients?|integrations?',
      ),
      phrase('integrate (?:with|us with|our [\\p{L}\\p{N}-]+ with)'),
      near(
        'discover|integrate|connect|wrap|onboard|hook up',
        'apis?|openapi|swagger|webhooks?|graphql',
      ),
    ],
    mentions: phrase('adapters?|connectors?|integrations?|openapi|swagger'),
  },
};

/** Nothing that this product does. */
export const outOfScope = phrase(
  'poems?|poetry|jokes?|songs?|lyrics|essays?|haikus?|limericks?|sonnets?|recipes?|novels?|fairy tales?|bedtime|horoscopes?|riddles?|homework|translate|translation|weather|movies?|football|love letters?|birthday|cook|pizza|vacation|holidays?|crypto|bitcoin',
);

/** Words of destruction that no task type covers. */
export const destruction: readonly RegExp[] = [
  phrase(
    'delete|destroy|wipe|erase|terminate|purge|nuke|obliterate|truncate|decommission|shred|annihilate|brick|mkfs|kill|sabotage|ransom|ransomware|exfiltrate|deleting|destroying|wiping|terminating',
  ),
  phrase(
    'shut ?down|take down|turn off|power off|switch off|burn down|shutdown|tear down|blow up|bring down the',
  ),
  phrase(
    'drop (?:all|the|every|our|any|prod|production|staging|these|those|db|dbs|databases?|tables?|schemas?)',
  ),
  phrase('format (?:all|the|every|our|disks?|drives?|volumes?)'),
  phrase(
    '(?:remove|get rid of|trash) (?:[\\p{L}\\p{N}-]+ ){0,3}(?:servers?|databases?|instances?|machines?|hosts?|volumes?|backups?|data|tables?|users?|snapshots?|buckets?|environments?)',
  ),
  phrase(
    'disable (?:[\\p{L}\\p{N}-]+ ){0,2}(?:monitoring|security|backups?|firewalls?|logging|auth|authentication|mfa|encryption|audit|policies|approvals?)',
  ),
  phrase(
    '(?:bypass|circumvent|disable|override|ignore) (?:[\\p{L}\\p{N}-]+ ){0,2}(?:approvals?|policies|policy|safety|gates?|guardrails?|instructions)',
  ),
];
/** Looked for in the text as it came: their marks are lost in words. */
export const destructiveCommands =
  /\brm\s+-[a-z]*[rf]|\bdd\s+if=|:\(\)\s*\{|\bmkfs|>\s*\/dev\/sd|\bdrop\s+(?:table|database)\b/u;

/** Questions and requests for words: they never make a mutating task. */
export const question =
  /^(?:hi|hello|hey|please|,| )*(?:what|which|why|when|who|where|how|is|are|do (?:i|we|you|they|the|our|any)|does|did|should|shall|explain|describe|tell|show|list|count|summari[sz]e|has|have|was|were|am|whether|report)\b|\bhow (?:to|do|does|can|should|would)\b/u;
