import type { Constraints } from '../task/task-spec.ts';
import type { TaskType } from '../task/task-type.ts';
import type { Claims } from './claims.ts';

/** What makers call a set of patches: it stands for these patches and no others. */
const advisoryShape =
  /^(?:kb\d{6,8}|(?:rhsa|rhba|rhea|elsa|alas\w*|usn|dsa|dla|suse-su|opensuse-su|fedora|glsa|vmsa|msft|msrc|adv|ms\d\d|rlsa|alsa|cpu|apsb)-\d[\w.:-]*)$/u;

/** Whether a run of characters is the id of a set of patches. */
export const isAdvisory = (text: string): boolean => advisoryShape.test(text);

/** What is old, local or late here are patches and changes, and no machines. */
const ofPatches =
  /\b(?:old|older|outdated|ancient|late|last|previous) (?=(?:[a-z0-9.-]+ )?(?:versions?|packages?|pkgs?|releases?|builds?|kernels?|openssl|openssh|sudo|libs?|librar(?:y|ies)|notice|bulletin|advisory|cycle|round|patches|patch|fixes|minor)\b)|\bzero[ -]days?\b|\b(?:hot|emergency) (?=patch)|\bpoint release\b|\bout[ -]of[ -]band\b|\b(?:months|weeks|days|years) (?=behind\b)|\b(?:at|to|down to) zero\b/gu;
const ofDrift =
  /\blocal (?=(?:[a-z]+ ){0,2}?(?:changes?|edits?|packages?|modifications?|polic(?:y|ies)|firewall|rules?|settings?|config|tweaks?|hacks?|overrides?)\b)|\bnothing like\b|\bcron (?=jobs?|entr|tabs?)|\b(?:swap|selinux|debug|root login|password auth\w*) (?:is |was |got )?(?:enabled|disabled|turned (?:on|off)|switched (?:on|off)|on|off)\b|\b(?:red|green)\b(?= (?:again|in|on|by|hosts?|machines?|servers?)\b)|\bnot (?=(?:what|per|as|like|in line|according|matching|compliant|conform\w*|equal|identical|the same)\b)|\b(?:front|back) ends?\b|\b(?:all over|everywhere)\b|\bregardless (?:who|what|why|of who|of what)\b/gu;

const kernels =
  /\b(?:kernel|kernal|kernels)\b(?! (?:param|sett|tun|mod|panic|opti|conf|sysctl|team|engineer))/gu;
const securities =
  /\b(?:security|securiy|secuirty|securty)\b(?! (?:teams?|department|officer|monitoring|manager|lead|people|guys|folks|review|audit|assessment|report|board|committee|operations|incident|policy|scanner|tool|engineer|champion|consultant|posture|exception|finding|score))/gu;

const patchesNamed = (claims: Claims, said: Constraints): Constraints => {
  for (const { from, to } of claims.findFree(ofPatches))
    claims.take({ from, to, as: 'task_type', value: 'patch_rollout' });
  const packages: string[] = [...(said.packages ?? [])];
  const kinds = new Set(said.patch_kinds ?? []);
  for (const { text, from, to } of claims.text.chunks) {
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
      !/^(?:of|for|in|under|to)$/u.test(claims.text.tokens[from - 1]?.text ?? '')
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
  /\b(?:game|chaos|fire|dr|drill|exercise|test|resilience)[ -]?days?\b|\bgamedays?\b|\b(?:hold|holding|held|run|running|conduct|practi[cs]e|rehearse|practi[cs]ing) (?:a|an|our|the|another|one)? ?(?:joint|real|actual|full|total|partial|proper|current|technical|single)?(?= (?:[a-z]+ ){0,3}?(?:failover|fail over|drill|exercise|game|dr|test|rehearsal|disaster|recovery|loss|outage|switchover|evacuation|practice))|\b(?:real|actual|full|total|complete|partial|proper|technical|single|current|present|joint|live|last known|latest|whole|another|previous) (?=(?:[a-z]+ ){0,1}(?:drill|exercise|test|failover|loss|outage|recovery|walk|walkthrough|rto|rpo|figure|numbers?|backup|snapshot|region|restore|state|target|zone|az|site|node|dc|data)\b)|\b(?:kill|take out|pull|lose|drop|down|yank|unplug|cut off|isolate|sever) (?:the |a |an |one |our )?(?:whole |entire |full )?(?:primary|primaries|master|leader|az|zone|region|dc|site|data ?cent(?:re|er)s?|rack|node|replica|standby|link|network)\b|\b(?:with|without|by)? ?(?:(?:one|1|a) (?:az|zone|region|site|dc|node) (?:only|down|gone|lost|dark))\b|\b(?:last|latest|most recent|nightly|yesterday's|yesterdays|last night's|last nights) (?=(?:[a-z]+ ){0,2}?(?:backups?|snapshots?|dump|copy))|\bin(?:to)? an? isolated (?:account|network|vpc|environment)\b|\bnothing\b(?= (?:else )?(?:in|on|at)\b)|\bfrom (?:nothing|scratch|zero)\b|\bto scratch\b/gu;

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

type Narrow = (claims: Claims, said: Constraints) => Constraints;

const asSaid: Narrow = (_claims, said) => said;

const narrowing = {
  patch_rollout: patchesNamed,
  drift_remediation: driftNamed,
  dr_drill: drillNamed,
  compliance_audit: asSaid,
  security_scan: asSaid,
  cost_optimization: asSaid,
  incident_investigation: asSaid,
  image_management: asSaid,
  sop_authoring: asSaid,
  api_adapter: asSaid,
} as const satisfies Record<TaskType, Narrow>;

/** What only the type of a change tells of its words: which patches, what has drifted, what is measured. */
export const narrowChange = (claims: Claims, type: TaskType, said: Constraints): Constraints => {
  readFirst(claims, said);
  return narrowing[type](claims, said);
};
