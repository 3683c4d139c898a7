import { Severity } from '../../shared/severity.ts';
import type { Constraints } from '../../task/task-spec.ts';
import type { Claims, Found } from '../claims.ts';
import { numberWords } from '../plain-words.ts';
import { packages } from './package-at.ts';

const numeral = '(?:\\d{1,6}|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)';

const numberOf = (word: string | undefined): number | null => {
  if (word === undefined) return null;
  const value = numberWords.get(word) ?? Number(word);
  return Number.isInteger(value) ? value : null;
};

const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600 };

interface Rule {
  readonly pattern: RegExp;
  readonly read: (groups: Found['groups']) => Constraints | null;
}

const count =
  (key: 'max_parallel' | 'max_failures', least: number) =>
  (groups: Found['groups']): Constraints | null => {
    const value = numberOf(groups['n']);
    return value === null || value < least ? null : { [key]: value };
  };

const restart =
  '(?:re ?boots?|re ?starts?|re ?booting|re ?starting|reboots?|restarts?|rebooting|restarting|power cycles?|power cycling)';
const object =
  '(?: (?:them|it|anything|any of them|any|the|these|those|all|servers?|machines?|hosts?|boxes|instances?|nodes?))*';

const units = '(?:s|m|h|secs?|seconds?|mins?|minutes?|hrs?|hours?)';
const phases =
  '(?:(?:each|every|the|all|any|those|two|next) )*(?:next )?(?:phases?|waves?|batch(?:es)?|groups?|steps?|rounds?|one|ones|servers?|canary|hosts?|nodes?|machines?|boxes|instances?|stages?|them)';
const things =
  '(?:(?:of )?(?:the |them )?(?:servers?|machines?|hosts?|boxes|instances?|nodes?|vms?|ones?|assets?|databases?|dbs?))?';

const rules: readonly Rule[] = [
  {
    pattern: new RegExp(
      `\\b${restart}(?: (?:is|are|will be|would be))? (?:ok|okay|fine|allowed|permitted|acceptable|accepted|possible|tolerated|agreed|no problem|not a problem)\\b|\\b(?:ok|okay|fine|free|feel free|may|allowed) to ${restart}${object}(?= |$)|\\b(?:avoid|avoiding|minimi[sz]e|minimi[sz]ing) ${restart}${object} (?:where|if|wherever|when|as far as) (?:possible|you can|feasible)\\b|\\bwith as few ${restart} as possible\\b`,
      'gu',
    ),
    read: () => ({ reboot: 'if_needed' }),
  },
  {
    pattern: new RegExp(
      `\\b(?:(?:there is |there's )?no need (?:to|for)(?: a| any)?|need not|needn't|nothing (?:should|must|may)(?: be)?|(?:must|should) not be|may not be) (?:${restart}|rebooted|restarted)${object}|\\b(?:without|avoiding|not) (?:rebooting|restarting|reboots?|restarts?)(?: of)?${object}|\\bhosts? (?:must|should) (?:stay|keep|remain) up\\b`,
      'gu',
    ),
    read: () => ({ reboot: 'never' }),
  },
  {
    pattern: new RegExp(
      `\\b(?:with )?(?:at most |at |max(?:imum)?(?: of)?(?: \\.)? |no more than |not more than |up to |only ){0,4}(?<n>${numeral}) ?${things} ?(?:per|/|a|each) (?:batch|phase|wave|go|round|step)\\b|\\b(?:batch(?:es)? size|parallelism|concurrency|max(?:imum)? parallel)(?: (?:of|:|=|is))* (?<b>${numeral})(?= |$)|\\b(?:at most |max(?:imum)?(?: of)?(?: \\.)? |no more than |not more than |up to |only |with ){0,4}(?<p>${numeral})(?<mid>(?: (?!and|in|at|(?:${numeral})\\b)[a-z-]+){0,3}?) (?:(?:down |out |off )?(?:at the same time|in (?:the )?same time|at one time|at a time|at once|in parallel|at any time|concurrently|simultaneously)|by (?:one|1|two|2))(?= |$)`,
      'gu',
    ),
    read: ({ n, b, p, ...rest }) => count('max_parallel', 1)({ ...rest, n: n ?? b ?? p }),
  },
  {
    pattern: new RegExp(
      `\\b(?:(?:and|then) )?(?:wait|waiting|pause|pausing|bake|soak|soaking|leave|leaving|with|allow|allowing|keep|keeping|have|gap of|break of|pause of|delay of)?(?: at least| about| a| an| the){0,4} ?(?<n>${numeral})[ -]?(?<u>${units})(?: of)? ?(?:pause |gap |wait |break |bake |soak |delay |rest |bake time |soak time |apart )*(?:in )?(?:between|after|before)(?: ${phases}| you (?:move|go) on(?: to (?:the )?(?:rest|remainder|next|others))?)?(?= |$)|\\b(?<m>1|one) (?:per|every|each) (?<m2>${numeral}) ?(?<v>${units})\\b`,
      'gu',
    ),
    read: ({ n, u, m, m2, v }) => {
      const value = numberOf(n ?? m2);
      const unit = seconds[(u ?? v ?? '').charAt(0)];
      return value === null || unit === undefined || value === 0
        ? null
        : { phase_wait_seconds: value * unit, ...(m !== undefined && { max_parallel: 1 }) };
    },
  },
  {
    pattern: new RegExp(
      `\\b(?:(?:and|then|or) )?(?:stop|stopping|abort|aborting|halt|halting|bail|bailing|bail out|quit|give up|cancel|break off|roll back|end)(?: it| everything| out| the (?:run|rollout|exercise|drill))* (?:after|at|on|if|when|once|@|as soon as)(?<more> more than| over)?(?: the)? (?:(?<one>first|any|a|an|single)|(?<n>${numeral}))(?: (?!and|or|then|in|on)[a-z]+)?? ?(?:failures?|fails?|failed|errors?|breaks?|problems?|faults?|of them fail|fail to come back|hosts? (?:fail|break|do not come back|don't come back|fail to come back)|(?:servers?|machines?|nodes?|boxes) (?:fail|break|fail to come back))(?: to come back)?(?= |$)|\\b(?<k>${numeral}) (?:failures?|errors?|fails) (?:are |is )?(?:tolerated|allowed|permitted|acceptable|accepted|ok|okay|max|maximum|tops|at most)\\b|\\b(?:max|maximum|tolerate|tolerating|allow|allowing|accept|accepting)(?: of)?(?: \\.)? (?<j>${numeral}) (?:failures?|errors?|fails|failed)\\b`,
      'gu',
    ),
    read: ({ one, n, more, k, j, ...rest }) => {
      const told = k ?? j;
      if (told !== undefined) return count('max_failures', 0)({ ...rest, n: told });
      if (one !== undefined) return { max_failures: 0 };
      const most = Math.max(0, (numberOf(n) ?? 1) - (more === undefined ? 1 : 0));
      return count('max_failures', 0)({ ...rest, n: String(most) });
    },
  },
  {
    pattern: new RegExp(
      `\\b(?:only )?${restart}${object} (?:only )?(?:if|when|where|as) (?:it is |it's |its |they are |really |absolutely |strictly )*(?:needed|necessary|required|needs? it|needs? be|need it)\\b|\\b(?:only )?(?:if|when|where) (?:needed|necessary|required) ${restart}\\b`,
      'gu',
    ),
    read: () => ({ reboot: 'if_needed' }),
  },
  {
    pattern: new RegExp(
      `\\b(?:without|no|never|avoid|do not|don't|dont|must not|mustn't|should not|shouldn't|not|cannot|can't|w o|skip(?:ping)? the|skip(?:ping)?|suppress|minus the|sans)(?: a| any| the| further| to)? ${restart}${object}\\b|\\b${restart}s?(?: is| are)? (?:not allowed|forbidden|not permitted|not ok|prohibited)\\b`,
      'gu',
    ),
    read: () => ({ reboot: 'never' }),
  },
  {
    pattern: new RegExp(
      `\\b(?:and|then|with|followed by|including|incl)(?: a| an| the| full| then){0,4} ${restart}${object}(?: afterwards| after| at the end| each)?\\b|\\b(?:always|force|forced) ${restart}${object}\\b|\\b${restart}${object} (?:afterwards|at the end)\\b`,
      'gu',
    ),
    read: () => ({ reboot: 'always' }),
  },
  {
    pattern:
      /\b(?:one|1) (?:at a time|by one|after (?:another|the other)|by 1|at once)\b|\b(?:serially|sequentially|one by one|singly|in series)\b/gu,
    read: () => ({ max_parallel: 1 }),
  },
  {
    pattern: new RegExp(
      `\\b(?:at most |max(?:imum)?(?: of)? |no more than |not more than |up to |only )?(?<n>${numeral})(?<mid>(?: (?!and|in|at|(?:${numeral})\\b)[a-z-]+){0,3}?) (?:at a time|at once|in parallel|at the same time|concurrently|simultaneously)\\b|\\b(?:in )?(?:batches|groups|chunks|sets) of (?:at most |up to )?(?<b>${numeral})\\b|\\b(?:max(?:imum)? |parallelism |concurrency |batch size )(?:parallelism |concurrency |of |= ){0,4}(?<p>${numeral})(?= |$)(?! (?:failures?|errors?|servers?|machines?|hosts?|instances?|nodes?|assets?|of))`,
      'gu',
    ),
    read: ({ n, b, p, ...rest }) => count('max_parallel', 1)({ ...rest, n: n ?? b ?? p }),
  },
  {
    pattern: new RegExp(
      `\\b(?:wait|pause|bake|soak|leave|with|allow|keep|a gap of|gap of)?(?: at least| a)? ?(?<n>${numeral}) ?(?<u>s|m|h|secs?|seconds?|mins?|minutes?|hrs?|hours?) (?:pause |gap |wait |break |bake |soak |apart )?(?:between|after|before) (?:each |every |the |all )?(?:next )?(?:phases?|waves?|batch(?:es)?|groups?|steps?|rounds?|one|ones|servers?|canary|hosts?|nodes?|machines?)\\b|\\b(?<n2>${numeral}) ?(?<u2>s|m|h|secs?|seconds?|mins?|minutes?|hrs?|hours?) apart\\b`,
      'gu',
    ),
    read: ({ n, u, n2, u2 }) => {
      const value = numberOf(n ?? n2);
      const unit = seconds[(u ?? u2 ?? '').charAt(0)];
      return value === null || unit === undefined || value === 0
        ? null
        : { phase_wait_seconds: value * unit };
    },
  },
  {
    pattern: new RegExp(
      `\\b(?:stop|abort|halt|bail(?: out)?|quit|fail)(?: it| everything)? (?:on|at|after|upon|if) (?:the )?(?:first|any|a single|one|a)(?: single)? (?:failures?|errors?|fails?|breaks?|problem)\\b|\\b(?:no|zero) (?:failures?|errors?)(?: (?:allowed|tolerated|permitted))?\\b|\\bzero tolerance\\b|\\bfail fast\\b`,
      'gu',
    ),
    read: () => ({ max_failures: 0 }),
  },
  {
    pattern: new RegExp(
      `\\b(?:(?:with )?(?:at most|max(?:imum)?(?: of)?|no more than|not more than|up to|tolerate|allow|accept)(?: up to| at most)? )(?<n>${numeral}) (?:failures?|failed(?: \\w+)?|errors?|broken|fail(?:ing)?)(?: \\w+ failures?)?\\b|\\b(?:stop|abort|halt)(?: it)? (?:after|at|on|if|when)(?<more> more than)? (?<m>${numeral}) (?:\\w+ )??(?:failures?|errors?|fails?)\\b`,
      'gu',
    ),
    read: ({ n, m, more, ...rest }) =>
      count(
        'max_failures',
        0,
      )({
        ...rest,
        n:
          n ??
          (m === undefined
            ? undefined
            : String(Math.max(0, (numberOf(m) ?? 1) - (more === undefined ? 1 : 0)))),
      }),
  },
  {
    pattern:
      /\b(?:cautious|cautiously|careful|carefully|slowly|gently|gradually|conservative|conservatively|with care|take care|safely|take it (?:slow|easy)|slow and steady|(?:with |and )?(?:no|zero|without|minimal|minimum|minimi[sz]e|least) (?:any )?(?:downtime|outage|disruption|interruption|impact)(?: to \w+)?)\b/gu,
    read: () => ({ profile: 'cautious' }),
  },
  {
    pattern:
      /\b(?:(?:do |with |start with |starting with |begin with |use |behind |after )?(?:a |the |one )?canary(?: (?:first|phase|rollout|wave|host|deployment))?|(?:phased|staged|rolling|progressive|in (?:phases|waves|stages)|wave by wave|phase by phase)(?: (?:rollout|fashion|way|manner))?)\b/gu,
    read: () => ({}),
  },
  {
    pattern: new RegExp(
      `\\b(?:package|packages|pkg|pkgs) (?<p>[a-z][a-z0-9+.-]{1,40})\\b(?! (?:updates?|upgrades?|patch|patches|fix|fixes|managers?|on|in|for|of|and))|\\b(?<q>${packages})\\b(?: packages?| libraries| library| lib)?`,
      'gu',
    ),
    read: ({ p, q }) => ({ packages: [(p ?? q ?? '').replaceAll(' ', '-')] }),
  },
];

const levels: Readonly<Record<string, Severity>> = {
  medium: 'medium',
  moderate: 'medium',
  high: 'high',
  important: 'high',
  critical: 'critical',
  crit: 'critical',
  crits: 'critical',
  criticals: 'critical',
  highs: 'high',
  severe: 'high',
};

const merged = (left: Constraints, right: Constraints): Constraints => ({
  ...left,
  ...right,
  ...(left.packages &&
    right.packages && { packages: [...new Set([...left.packages, ...right.packages])].sort() }),
});

const valueOf = (constraints: Constraints): string => {
  const parts = Object.entries(constraints).map(
    ([key, value]) => `${key}=${JSON.stringify(value).replace(/["[\]]/gu, '')}`,
  );
  return parts.length > 0 ? parts.join(' ') : 'phased';
};

const flaws =
  '(?:severity|cves?|vulnerabilit(?:y|ies)|vulns?|patch|patches|updates?|fixes|findings?|issues?|security|and|or|rated|severities|ones|only|risk|flaws?|bugs?|hotfix(?:es)?|alerts?)';
const severity = new RegExp(
  `\\b(?:\\d{1,4} )?(?:(?<many>criticals|crits|highs)(?= |$)|(?<level>medium|moderate|high|important|critical|crits?|severe)(?= (?:[a-z]+ ){0,1}${flaws}\\b|$)(?! (?:service|servers?|app|infrastructure)))`,
  'gu',
);

const severityIn = (claims: Claims): Constraints => {
  const found = claims.findFree(severity);
  const named = found
    .map(({ groups }) => levels[groups['level'] ?? groups['many'] ?? ''])
    .filter((level) => level !== undefined);
  for (const { from, to, groups } of found)
    claims.take({
      from,
      to,
      as: 'constraint',
      value: `min_severity=${levels[groups['level'] ?? groups['many'] ?? ''] ?? ''}`,
    });
  const least = Severity.options.find((level) => named.includes(level));
  return least === undefined ? {} : { min_severity: least };
};

const cvesIn = (claims: Claims): Constraints => {
  const cves: string[] = [];
  for (const { text, from, to } of claims.text.chunks) {
    if (!/^cve-\d{4}-\d{4,7}$/u.test(text) || !claims.isFree(from, to)) continue;
    cves.push(text.toUpperCase());
    claims.take({ from, to, as: 'constraint', value: `cve=${text.toUpperCase()}` });
  }
  return cves.length > 0 ? { cve_ids: [...new Set(cves)].sort() } : {};
};

const patchKind =
  /\b(?:(?:only|just) )?(?:the )?(?<kind>security|sec|kernel|kernal)(?: (?:only|related))?(?= (?:[a-z]+ )?(?:patch|patches|patching|updates?|upgrades?|fix|fixes|errata|hotfix(?:es)?|bumps?|advisories|packages|cves?|releases?|rollups?|bits|backports?|bulletins?|level|live ?patch(?:es|ing)?|bugfix(?:es)?|pkgs?|vulnerabilit(?:y|ies)|flaws?|holes?)\b)|\b(?<kind2>security|kernel)(?: -)? only\b|\b(?:only|just) (?<kind3>security)\b|\b(?:new|latest|newest|fixed|patched|current|recent|weeks?|week's|vendor|outdated|vulnerable|this month's|security) (?:linux )?(?<kernel2>kernel|kernal)s?\b(?! (?:param|sett|tun|mod|panic|opti|conf|version mism))|\b(?:update|upgrade|patch|bump|refresh|updating|upgrading|patching|only) (?:the )?(?<kernel>kernel)s?\b/gu;

const kindsIn = (claims: Claims): Constraints => {
  const found = claims.findFree(patchKind);
  const kinds = new Set<'security' | 'kernel'>();
  for (const { from, to, groups } of found) {
    const word = groups['kind'] ?? groups['kind2'] ?? groups['kind3'] ?? 'kernel';
    const kind = word.startsWith('sec') ? 'security' : 'kernel';
    kinds.add(kind);
    const isLast = groups['kernel'] !== undefined || groups['kernel2'] !== undefined;
    const first = isLast ? to - 1 : from;
    claims.take({ from: first, to, as: 'constraint', value: `patch_kinds=${kind}` });
  }
  return kinds.size > 0 ? { patch_kinds: [...kinds].sort() } : {};
};

/** The "1" of "us-east-1" is the end of a name, and no number. */
const endsName = ({ text: { source, tokens } }: Claims, at: number): boolean => {
  const { text = '', start = 0 } = tokens[at] ?? {};
  return /^\d/u.test(text) && /^[\p{L}\d]-$/u.test(source.slice(Math.max(0, start - 2), start));
};

/** Reads how a change is to be done, and takes the words that say so. */
export const readConstraints = (claims: Claims): Constraints => {
  let constraints = {
    ...cvesIn(claims),
    ...severityIn(claims),
    ...kindsIn(claims),
  } satisfies Constraints as Constraints;
  for (const { pattern, read } of rules) {
    for (const { from, to, groups } of claims.findFree(pattern)) {
      const found = read(groups);
      if (found === null || endsName(claims, from)) continue;
      constraints = merged(constraints, found);
      // What stands between the number and "at a time" is what is numbered, and is left to others.
      const between = new Set((groups['mid'] ?? '').split(' ').filter((word) => word !== ''));
      const isNumbered = (at: number): boolean => between.has(claims.text.wordAt(at));
      for (let at = from; at < to; at += 1) {
        let end = at;
        while (end < to && !isNumbered(end)) end += 1;
        claims.take({ from: at, to: end, as: 'constraint', value: valueOf(found) });
        at = end;
      }
    }
  }
  return constraints;
};
