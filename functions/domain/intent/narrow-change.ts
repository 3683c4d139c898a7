import type { Constraints } from '../task/task-spec.ts';
import { roster } from '../task/roster.ts';
import type { TaskType } from '../task/task-type.ts';
import type { Claims } from './claims.ts';
import { namedPackages } from './named-packages.ts';
import { productPackages } from './product-packages.ts';

/** What makers call a set of patches: it stands for these patches and no others. */
const advisoryShape =
  /^(?:kb\d{6,8}|(?:rhsa|rhba|rhea|elsa|alas\w*|usn|dsa|dla|suse-su|opensuse-su|fedora|glsa|vmsa|msft|msrc|adv|ms\d\d|rlsa|alsa|cpu|apsb)-\d[\w.:-]*)$/u;

/** Whether a run of characters is the id of a set of patches. */
export const isAdvisory = (text: string): boolean => advisoryShape.test(text);

/** How a change is spoken of that tells neither where, when nor how much. */
const ofChanges = new RegExp(
  [
    // What it is measured against, and by whom.
    '(?:soc|iso|pci(?: dss)?|nist|cis|nis|dora|sox|hipaa|gdpr|fedramp|tisax|hitrust|bsi|bafin|swift|cyber essentials)(?: ?\\d{1,5})*(?: (?:type|level|lvl|req|requirement|art|article|section|control) ?\\d{1,3}(?: \\d{1,3})*)?(?! ?\\d| (?:servers?|machines?|hosts?|nodes?|boxes|instances?|zone|scope)\\b)',
    // Haste, place and company.
    'on[ -]site(?= (?:today|tomorrow|on|this|next|monday|tuesday|wednesday|thursday|friday)\\b| ?[,.;!?]|$)',
    "(?:i|we) (?:can't|cannot|can not|couldn't) (?:have|afford|accept|allow|explain|justify|risk|stand|live with|show)(?= )",
    'keep(?:ing)? (?:the |all |any |an |our |a )?(?:evidence|records?|notes|timings|minutes|screenshots|eye|track|score|protocol)',
    'with (?:the |our |my )?(?:[a-z]+ )?(?:driving|watching|observing|attending|in the lead|at the wheel|on the call|listening|shadowing)',
    '(?:and |but )?(?:instead of|not) (?:another |yet another |a |more |the |just )*(?:spreadsheets?|slides?|slide decks?|slideware|powerpoints?|paper|theory|promises|presentations?)',
    '(?:without|with no) (?:further )?(?:questions|discussion|argument|excuses|complaints|surprises)',
    '(?:right|straight) away',
    'without (?:further |any |undue |more )?(?:delay|ado|fail|hesitation)',
    'sooner rather than later',
    'in (?:advance|good time|due time|due course|a hurry)(?= ?[,.;!?)]|$)',
    // Figures of speech.
    '(?:all over|in the first|in|out of|takes?|took|taking) (?:the )?place(?= ?[,.;!?)]| (?:on|in|at|across)\\b|$)',
    'on[ -]call(?= (?:here|handover|hand over|speaking|engineer|rota|shift|duty|this week|phone)\\b| ?[,.;:!(]|$)',
    '(?:breathing|breathes) down (?:my|our) necks?',
    '(?:company|org|organi[sz]ation|group|enterprise|corporate|industry|nation|world) wide',
    '(?:goes|going|gone|went|turned|turns|is|are|lit up|shows|showing) red(?= ?[,.;!?]| (?:on|in|for|again|since)\\b)',
    // The end of a deadline: "before the Monday freeze".
    '(?<=\\b(?:before|by) (?:the |this |next |our )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?: change| code)? )freeze',
    "(?:i|we)(?:'d| would) rather not (?:have|see|hear|get|explain|find)(?: more| any| another)?",
  ]
    .map((way) => `(?:\\b${way})`)
    .join('|'),
  'gu',
);

/** What is old, local or late here are patches and changes, and no machines. */
const ofPatches =
  /\b(?:old|older|outdated|ancient|late|last|previous) (?=(?:[a-z0-9.-]+ )?(?:versions?|packages?|pkgs?|releases?|builds?|kernels?|openssl|openssh|sudo|libs?|librar(?:y|ies)|notice|bulletin|advisory|cycle|round|patches|patch|fixes|minor|corrections?|updates?|upgrades?|errata|hotfix(?:es)?|rollups?|bits|stuff)\b)|\b(?:mixed|different|differing|various|varying|inconsistent) (?=(?:[a-z]+ )?(?:versions?|levels?|releases?|builds?|kernels?)\b)|(?<!\b(?:only|just) (?:the )?)\b(?<=\b(?:newest|latest|new|next|current|fixed) (?:[a-z]+ ){0,2})minor\b(?= (?:versions?|releases?|updates?|level)\b|(?: of [a-z]+)? ?[,.;]|$)|(?<!\b(?:only|just) (?:the )?)\bminor (?=(?:versions?|releases?)\b)|\b(?<=up )to (?:snuff|scratch|par|speed)\b|\bzero[ -]days?\b|\b(?:hot|emergency) (?=patch)|\bpoint release\b|\bout[ -]of[ -]band\b|\b(?:(?:about |some |almost |nearly |over )?(?:\d{1,2}|two|three|four|five|six|eight|nine|ten|several|many|a few|a couple of) )?(?:months|weeks|days|years|versions|releases|cycles) (?=(?:behind|old|late|overdue|out of date|out[ -]of[ -]date)\b)|\b(?:sandbox|container|guest|memory|buffer|heap|stack|integer|path|auth(?:entication)?|session|cookie|header|template|regex|parser|tls|handshake|use after free|double free|signal handler|symlink|privilege|command|sql|deserialisation|deserialization) (?=(?:[a-z]+ )?(?:escape|escapes|overflow|overflows|bug|bugs|hole|holes|flaw|flaws|leak|leaks|vuln|vulns|vulnerabilit(?:y|ies)|injection|traversal|corruption|execution|smuggling|exhaustion|exploit|exploits|cve|cves|disclosure|poisoning|confusion|elevation)\b)|\b(?:at|to|down to) zero\b/gu;
const ofDrift =
  /\b(?:kernel|tcp|udp|ip|ipv6|http|tls|ssl|ssh|sshd|ldap|smtp|snmp|ntp|nfs|kerberos|proxy|cron|log|logging|audit|password|login|session|timeout|memory|heap|jvm|java|docker|systemd|bash) (?=(?:[a-z]+ )?(?:param|parameters?|params|settings?|tunables?|sysctls?|options?|flags?|modules?|values?|config\w*|polic(?:y|ies)|limits?|levels?|rules?|entries)\b)|\bno longer (?=(?:match\w*|conform\w*|compl(?:y|ies|iant)|equals?|correspond\w*|meets?|in line|identical|the same|follows?|up to)\b)|\b(?:switched|set|put|turned|changed|left) (?:back )?(?:to|on|in|at) (?:permissive|debug|disabled|enabled|insecure|verbose|trace)\b|\b(?:without|free of|free from|no|zero) (?:any |config |configuration |more )?(?:drifts?|deviations?|divergences?|discrepanc(?:y|ies))\b|\bdrift free\b|\b(?:held|kept|stored|defined|declared|described|recorded|documented|versioned) in (?=(?:ansible|puppet|chef|salt|terraform|git|gitlab|github|hiera|the (?:repo|repository|wiki|cmdb|manifest))\b)|\b(?<=\b(?:packages|jobs|entries|files|settings|rules|users|changes|things|stuff|keys|accounts|crons|values) )(?:that|which) (?:aren't|are not|is not|isn't) (?:in|on|part of|from) (?=(?:the |our )?(?:manifest|baseline|image|list|template|spec|standard|git|repo)\b)|\bfat fingered\b|\b(?:a|the|my|his|her|some|stray|bad|wrong) (?:chmod|chown|sed|mv|cp)\b|\b(?:has to be|must be|should be|to be|be|is|down to|at|to) zero\b|\b(?:has|have|had) not (?:been )?(?=(?:picked up|applied|adopted|received|got|taken)\b)|\blocal (?=(?:[a-z]+ ){0,2}?(?:changes?|edits?|packages?|modifications?|polic(?:y|ies)|firewall|rules?|settings?|config|tweaks?|hacks?|overrides?)\b)|\bnothing like\b|\bcron (?=jobs?|entr|tabs?)|\b(?:swap|selinux|debug|root login|password auth\w*) (?:is |was |got )?(?:enabled|disabled|turned (?:on|off)|switched (?:on|off)|on|off)\b|\b(?:red|green)\b(?= (?:again|in|on|by|hosts?|machines?|servers?)\b)|\bnot (?=(?:what|per|as|like|in line|according|matching|compliant|conform\w*|equal|identical|the same)\b)|\b(?:front|back) ends?\b|\b(?:all over|everywhere)\b|\bregardless (?:who|what|why|of who|of what)\b/gu;

const kernels =
  /\b(?:kernel|kernal|kernels)\b(?! (?:param|sett|tun|mod|panic|opti|conf|sysctl|team|engineer))/gu;
const securities =
  /\b(?:security|securiy|secuirty|securty)\b(?! (?:teams?|department|officer|monitoring|manager|lead|people|guys|folks|review|audit|assessment|report|board|committee|operations|incident|policy|scanner|tool|engineer|champion|consultant|posture|exception|finding|score))/gu;

const oldness = new Set('old older ancient outdated vulnerable'.split(' '));

/** "Python3.11": the package and its version in one. */
const versionedPackage =
  /^(?:python|php|perl|ruby|node(?:js)?|openjdk|jdk|java)-?\d+(?:[.-]\d+)*$/u;

const patchesNamed = (claims: Claims, said: Constraints): Constraints => {
  for (const { from, to } of claims.findFree(ofPatches))
    claims.take({ from, to, as: 'task_type', value: 'patch_rollout' });
  // "An old curl": what is old is the package.
  claims.text.tokens.forEach(({ text }, at) => {
    const isPackage = claims.claimAt(at + 1)?.value?.startsWith('packages=') === true;
    if (oldness.has(text) && isPackage)
      claims.take({ from: at, to: at + 1, as: 'task_type', value: 'patch_rollout' });
  });
  const packages: string[] = [
    ...(said.packages ?? []),
    ...namedPackages(claims),
    ...productPackages(claims),
  ];
  const kinds = new Set(said.patch_kinds ?? []);
  for (const { text, from, to } of claims.text.chunks) {
    if (versionedPackage.test(text)) claims.take({ from, to, as: 'reference', value: 'version' });
    if (!isAdvisory(text) || !claims.isFree(from, to)) continue;
    packages.push(text.toUpperCase());
    claims.take({ from, to, as: 'constraint', value: `packages=${text.toUpperCase()}` });
  }
  for (const [pattern, kind] of [
    [kernels, 'kernel'],
    [securities, 'security'],
  ] as const)
    for (const { from, to } of claims.findFree(pattern)) {
      kinds.add(kind);
      claims.take({ from, to, as: 'constraint', value: `patch_kinds=${kind}` });
    }
  return {
    ...said,
    ...(packages.length > 0 && { packages: [...new Set(packages)].sort() }),
    ...(kinds.size > 0 && { patch_kinds: [...kinds].sort() }),
  };
};

/** What has drifted is brought back with all the rest, unless it is asked for alone. */
const driftNamed = (claims: Claims, said: Constraints): Constraints => {
  for (const { from, to } of claims.findFree(ofDrift))
    claims.take({ from, to, as: 'task_type', value: 'drift_remediation' });
  if (claims.find(/\b(?:only|just|solely|merely|nothing but)\b/gu).length > 0) return said;
  const { packages, patch_kinds, min_severity, ...rest } = said;
  if (packages ?? patch_kinds ?? min_severity)
    claims.text.tokens.forEach((_token, at) => {
      const claim = claims.claimAt(at);
      if (
        claim?.as === 'constraint' &&
        /^(?:packages|patch_kinds|min_severity)=/u.test(claim.value ?? '')
      )
        claims.retake({ from: at, to: at + 1, as: 'reference', value: 'what has drifted' });
    });
  for (const { text, from, to } of claims.text.chunks)
    if (
      /^~?\/[\w./*-]+$|^[a-z][\w-]*\.(?:conf|cfg|ini|yaml|yml|json|xml|d|rules|service|repo|list)$/u.test(
        text,
      ) &&
      !/^(?:of|for|in|under|to)$/u.test(claims.text.wordAt(from - 1))
    )
      claims.take({ from, to, as: 'reference', value: 'what has drifted' });
  return rest;
};

const number =
  '(?:\\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|forty|forty five|fifty|sixty|ninety|an?|half an)';
const unit = '(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|days?)';
/** What a drill is measured by: "within forty minutes", "a 4 h RTO". */
const targets = new RegExp(
  `\\b(?:within|under|inside|below|less than|<|of|is|are|at|the|our|a|an|with|to|max|about|around|and) ${number} ?${unit}\\b|\\b${number} ?-?${unit}(?= (?:rto|rpo|recovery|target|objective|outage|restore|data loss|downtime|window|of data|sla|promise))|(?<=\\b(?:rto|rpo) )(?:of |is |: |= |< )*${number} ?${unit}\\b|(?<=\\b(?:rto|rpo)(?: target)? (?:of |is |: |= |< )?)\\d+ ?${unit}\\b`,
  'gu',
);

/** How a drill is spoken of, where its single words would say something else. */
const drillIdioms =
  /\b(?:game|chaos|fire|dr|drill|exercise|test|resilience)[ -]?days?\b|\bgamedays?\b|\b(?:hold|holding|held|run|running|conduct|practi[cs]e|rehearse|practi[cs]ing) (?:a|an|our|the|another|one)? ?(?:joint|real|actual|full|total|partial|proper|current|technical|single)?(?= (?:[a-z]+ ){0,3}?(?:failover|fail over|drill|exercise|game|dr|test|rehearsal|disaster|recovery|loss|outage|switchover|evacuation|practice))|\b(?:real|actual|full|total|complete|partial|proper|technical|single|current|present|joint|live|last known|latest|whole|another|previous) (?=(?:[a-z]+ ){0,1}(?:drill|exercise|test|failover|loss|outage|recovery|walk|walkthrough|rto|rpo|figure|numbers?|backup|snapshot|region|restore|state|target|zone|az|site|node|dc|data)\b)|\b(?:kill|take out|pull|lose|drop|down|yank|unplug|cut off|isolate|sever) (?:the |a |an |one |our )?(?:whole |entire |full )?(?:primary|primaries|master|leader|az|zone|region|dc|site|data ?cent(?:re|er)s?|rack|node|replica|standby|link|network)\b|\b(?:with|without|by)? ?(?:(?:one|1|a) (?:az|zone|region|site|dc|node) (?:only|down|gone|lost|dark))\b|\b(?:last night's|last nights|last week's|last|latest|most recent|nightly|yesterday's|yesterdays) (?=(?:[a-z]+ ){0,2}?(?:backups?|snapshots?|dump|copy))|\bin(?:to)? an? isolated (?:account|network|vpc|environment)\b|\bnothing\b(?= (?:else )?(?:in|on|at)\b)|\bfrom (?:nothing|scratch|zero)\b|\bto scratch\b|\b(?:standby|spare|reserve) (?=capacity\b)|\bcapacity\b(?= (?:in|at)\b)|\bpull(?:ing)? (?:the )?plug(?: on| from| of)?\b|\b(?:kill|killing|stop|stopping|lose|losing) (?=(?:one|two|half|a couple|a quarter|a third)(?: of)?\b)|\bno (?:[a-z]+ ){0,2}?(?:tests?|testing|drills?|exercises?|evidence|proof|rehearsals?)(?= (?:(?:has|have|had|was|were) been |was |were |done |run |performed |conducted )?(?:of|in|within|since|during|over|for) (?:the |this )?(?:[a-z]+ ){0,3}(?:past|last|previous|year|years|quarter|months?|testing|tests?|20\d\d))|\b(?:past|last|previous) (?:\d{1,2}|six|twelve|three|two) (?:months|years|quarters|weeks)\b|\b(?:dry|practice|trial) runs?\b(?=.*\b(?:drill|failover|outage|loss|lose)\b)/gu;

const drillNamed = (claims: Claims, said: Constraints): Constraints => {
  for (const { from, to } of claims.findFree(drillIdioms))
    claims.take({ from, to, as: 'task_type', value: 'dr_drill' });
  for (const { from, to } of claims.findFree(targets))
    claims.take({ from, to, as: 'reference', value: 'target' });
  return said;
};

/** "Half of them at first": so many and no more, unless the others are told to follow. */
const readFirst = (claims: Claims, { max_assets, max_share_percent }: Constraints): void => {
  if (max_assets === undefined && max_share_percent === undefined) return;
  if (
    claims.find(/\b(?:then|rest|remainder|others?|afterwards|remaining|follow\w*|second)\b/gu)
      .length > 0
  )
    return;
  for (const { from, to } of claims.findFree(
    /\b(?:(?:at|to) first|first|to begin with|for a start|for now|(?:is|are) enough|only)\b/gu,
  ))
    claims.take({ from, to, as: 'scope', value: null });
};

const alerting = /^(?:alerts?|alarms?|pages?|pager|monitors?|checks?)$/u;

/** "Alert 'config_drift_high'": the name of what rang. */
const readAlertNames = ({ text: { chunks, tokens }, take }: Claims): void => {
  for (const { text, from, to } of chunks) {
    const before = tokens.slice(Math.max(0, from - 2), from).map((token) => token.text);
    if (/^[a-z]+(?:_[a-z]+)+$/u.test(text) && before.some((word) => alerting.test(word)))
      take({ from, to, as: 'reference', value: 'alert' });
  }
};

/** What is said around any change. */
const changeNamed =
  (named: (claims: Claims, said: Constraints) => Constraints) =>
  (claims: Claims, said: Constraints): Constraints => {
    readAlertNames(claims);
    for (const { from, to } of claims.findFree(ofChanges))
      claims.take({ from, to, as: 'reference', value: null });
    return named(claims, said);
  };

const asSaid = (_claims: Claims, said: Constraints): Constraints => said;

const namedBy = {
  patches: changeNamed(patchesNamed),
  drift: changeNamed(driftNamed),
  drill: changeNamed(drillNamed),
  nothing: asSaid,
} satisfies Record<(typeof roster)[TaskType]['narrowedBy'], typeof asSaid>;

/** What only the type of a change tells of its words: which patches, what has drifted, what is measured. */
export const narrowChange = (claims: Claims, type: TaskType, said: Constraints): Constraints => {
  readFirst(claims, said);
  return namedBy[roster[type].narrowedBy](claims, said);
};
