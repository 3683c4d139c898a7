import type { Constraints } from '../../task/task-spec.ts';
import type { Claims, Found } from '../claims.ts';
import { numberWords } from '../plain-words.ts';
import type { Doubt } from '../read-context.ts';

/** What a limit means, or why nothing here can keep it. */
type Meaning = Constraints | string | null;

interface Rule {
  readonly pattern: RegExp;
  readonly read: (groups: Found['groups']) => Meaning;
}

const tens: ReadonlyMap<string, number> = new Map([
  ...numberWords,
  ['fifteen', 15],
  ['twenty', 20],
  ['twenty five', 25],
  ['thirty', 30],
  ['forty', 40],
  ['fifty', 50],
  ['half', 50],
  ['a half', 50],
  ['a third', 33],
  ['one third', 33],
  ['a quarter', 25],
  ['one quarter', 25],
  ['a fifth', 20],
  ['a tenth', 10],
]);

const count = '(?:\\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)';
const share =
  '(?:(?<pc>\\d{1,3}|five|ten|fifteen|twenty five|twenty|thirty|forty|fifty) ?(?:%|percent|per cent|pct)|(?<part>half|a third|one third|a quarter|one quarter|a fifth|a tenth))';
const most =
  "(?:(?:(?:do )?not |never |don't |dont )?(?:have |take |let |with |in |by |at most |max(?:imum)?(?: of)?(?: \\.)? |no more than |not more than |more than |above |over |exceed(?:ing)? |up to |only |limit(?:ed)? to )){0,4}";
const things =
  '(?: (?:of )?(?:the |them |our |all ){0,3}(?:servers?|machines?|hosts?|boxes|box|instances?|nodes?|vms?|ones?|assets?|fleet|capacity|tier|pool))?';
const machine = '(?:servers?|machines?|hosts?|box(?:es)?|instances?|nodes?|vms?)';
const together =
  '(?:at a time|at (?:the )?same time|at once|at one time|at any (?:one |given )?(?:time|moment|point)|in parallel|concurrently|simultaneously|in flight|together)';
const away =
  '(?:down|offline|unavailable|in flight|out of (?:service|rotation|action|order|the pool)|missing)';
const waves = '(?:waves?|batch(?:es)?|steps?|chunks?|groups?|increments?|slices?|rounds?|phases?)';
const restarting = '(?:re ?boots?|re ?starts?|re ?booting|re ?starting)';
const singly =
  '(?:in turn|by turns|one by one|one at a time|one after (?:another|the other)|serially|sequentially|consecutively|individually)';
const unit = '(?<u>s|m|h|secs?|seconds?|mins?|minutes?|hrs?|hours?)';
const time = `(?:(?<n>${count}|an?)[ -]?${unit}|(?<half>(?:a )?half (?:an |a )?hour)|(?<quarter>a quarter of an hour))`;
const places =
  '(?:zone|az|availability zone|region|rack|site|data ?cent(?:re|er)|role|tier|service|subnet|shard)';

const unkept = {
  place: 'is counted by place, and a rollout counts machines: say how many at a time',
  number: 'names no number: say how many at a time, as in “two at a time”',
  order:
    'divides the change in a way of its own: a rollout begins with its canary and grows by phases',
  pace: 'is a pace of single machines, and a rollout waits between phases: say how long, as in “wait 10 minutes between phases”',
} as const;

const valueOf = (word: string | undefined): number | null => {
  const value = word === undefined ? NaN : (tens.get(word) ?? Number(word));
  return Number.isInteger(value) ? value : null;
};

const shareOf = ({ pc, part }: Found['groups']): Meaning => {
  const value = valueOf(pc ?? part);
  return value === null || value < 1 || value > 100
    ? 'is no share of 1 to 100 per cent'
    : { max_parallel_percent: value };
};

const countOf = ({ n }: Found['groups']): Meaning => {
  const value = valueOf(n);
  return value === null || value < 1 ? null : { max_parallel: value };
};

const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600 };

const waitOf = ({ n, u, half, quarter }: Found['groups']): Meaning => {
  if (half !== undefined) return { phase_wait_seconds: 1_800 };
  if (quarter !== undefined) return { phase_wait_seconds: 900 };
  const value = n === 'a' || n === 'an' ? 1 : valueOf(n);
  const each = seconds[(u ?? '').charAt(0)];
  return value === null || each === undefined || value === 0
    ? null
    : { phase_wait_seconds: value * each };
};

const all = (...patterns: readonly string[]): RegExp =>
  new RegExp(patterns.map((pattern) => `\\b(?:${pattern})(?= |$)`).join('|'), 'gu');

/** Ways to bound a change beside those of `read-constraints.ts`; what nothing keeps is a doubt with its reason. */
const rules: readonly Rule[] = [
  {
    pattern: all(
      `(?:one|1|single|each|a|${count}) (?:[a-z]+ )?(?:per|in each|in every) ${places} ${together}`,
      `(?:one|1|a single|${count}) ${places}s? ${together}`,
      `${places} (?:by|after) ${places}`,
      `(?:one|1|${count})${things} (?:per|in each|in every) ${places}(?: ${together})?`,
    ),
    read: () => unkept.place,
  },
  {
    pattern: all(
      `(?:in |with |by )?(?:very |really )?(?:small|smallish|little|tiny|modest|manageable|reasonable|sensible)(?:er)? ${waves}`,
      `(?:only )?(?:a few|a handful|a couple|several|some|not too many|not all)${things} ${together}`,
    ),
    read: () => unkept.number,
  },
  {
    // A canary is a tenth at most, and all else follows it: never more at first than is said here.
    pattern: new RegExp(
      `\\b(?:only |just )?${share}(?: of (?:them|it))? (?:at )?first(?: ,)? (?:and )?(?:then )?(?:the )?(?:rest|remainder|others|remaining ones|everyone|everything else)(?= |$)`,
      'gu',
    ),
    read: ({ pc, part }) => ((valueOf(pc ?? part) ?? 0) < 10 ? unkept.order : {}),
  },
  {
    pattern: all(
      '(?:with |do |start with ){0,4}(?:a |the )?canary(?: first)?(?: ,)? (?:and )?then (?:the |all the )?(?:rest|remainder|others|everyone|everything else)',
    ),
    read: () => ({}),
  },
  {
    pattern: all(
      `canary (?:of )?(?:${count})(?: ${machine})?(?: first)?(?: ,)? (?:and )?then (?:the )?(?:rest|remainder|others|everyone|everything else)`,
    ),
    read: () => unkept.order,
  },
  {
    pattern: all(
      `(?:a |the |one )?canary(?: first)?(?: ,)? (?:and )?then (?:a |one )?(?:half|third|quarter|tenth|${count} ?(?:%|percent))(?:(?: ,)? (?:and )?then (?:the )?[a-z]+)*`,
      `(?:half|a third|a quarter|${count} ?(?:%|percent)) (?:now|today|first|tonight|at first)(?: ,)? (?:and |then |and then )?(?:the )?(?:other )?(?:half|rest|others|remainder|remaining)(?: [a-z]+)?`,
    ),
    read: () => unkept.order,
  },
  {
    pattern: all(
      `(?:a single|an?|${count}) ${machine} (?:each|every|per) ${count} ?(?:s|m|h|secs?|seconds?|mins?|minutes?|hrs?|hours?)`,
    ),
    read: () => unkept.pace,
  },
  {
    pattern: new RegExp(
      `\\b${most}${share}${things} (?:max(?:imum)? |at most )?(?:${away}(?: ${together})?|${together}|(?:per|a|each) (?:wave|batch|step|phase|round|go)|${waves})(?= |$)`,
      'gu',
    ),
    read: shareOf,
  },
  {
    pattern: new RegExp(`\\b(?:in )?${waves} of (?:at most |up to |max )?${share}(?= |$)`, 'gu'),
    read: shareOf,
  },
  {
    pattern: new RegExp(
      `\\b(?:(?:at most|max(?:imum)?(?: of)?(?: \\.)?|no more than|not more than|never more than|never over|only|up to) ){1,3}(?<n>${count})${things} (?:may be |can be |should be |to be |are |be )?${away}(?: ${together})?(?= |$)`,
      'gu',
    ),
    read: countOf,
  },
  {
    pattern: new RegExp(`\\b(?<n>${count}) by \\k<n>(?= |$)`, 'gu'),
    read: countOf,
  },
  {
    // "1 host/batch" is cut at its stroke.
    pattern: new RegExp(`\\b(?<n>${count}) ${machine} (?:batch|wave|phase)(?= |$)`, 'gu'),
    read: countOf,
  },
  { pattern: /\b(?:in pairs|pair ?wise)(?= |$)/gu, read: () => ({ max_parallel: 2 }) },
  {
    pattern: new RegExp(
      `\\b(?:and |then ){0,4}(?:${restarting}|re ?booted|re ?started)(?: (?:them|each|every one|all|the (?:servers|machines|hosts|boxes|nodes|instances)))? ${singly}(?= |$)`,
      'gu',
    ),
    read: () => ({ reboot: 'always', max_parallel: 1 }),
  },
  {
    pattern: new RegExp(
      `(?<!\\b(?:which|who|that) )\\b(?:in turn|by turns|single file|(?:a |one )?single (?:node|host|server|machine|box|instance|vm) at a time|one (?:node|host|server|machine|box|instance|vm) after (?:another|the other|the next))(?= |$)`,
      'gu',
    ),
    read: () => ({ max_parallel: 1 }),
  },
  {
    pattern: new RegExp(
      `\\b(?:and |then |but |please ){0,4}(?:wait|pause|leave|with|allow|keep|have)(?: for| at least| about)* ${time}(?: of)?(?: pause| gap| wait| break| bake| soak| delay)?(?: in)? between(?: (?:each|every|the|two)* ?${waves})?(?= |$)`,
      'gu',
    ),
    read: waitOf,
  },
  {
    pattern: new RegExp(
      `\\b(?:and |then |but |please ){0,4}(?:let (?:it|them|each|each one|that|things|the canary|each ${waves})(?: all)? (?:bake|soak|settle|sit|run|rest)|bake|soak)(?: (?:it|them|each|each ${waves}))?(?: for| at least| about)* ${time}(?: each| (?:in )?between(?: ${waves})?| after each(?: ${waves})?| per ${waves})?(?= |$)`,
      'gu',
    ),
    read: waitOf,
  },
  {
    pattern: new RegExp(
      `\\b(?:and |then |but ){0,4}(?:stop|abort|halt|bail(?: out)?|quit|cease) (?:upon|@) (?<n>${count}) (?:[a-z]+ )?(?:failures?|fails?|errors?|failed)(?= |$)`,
      'gu',
    ),
    read: ({ n }) => {
      const value = valueOf(n);
      return value === null ? null : { max_failures: Math.max(0, value - 1) };
    },
  },
  {
    pattern:
      /\b(?:and |then |but ){0,4}(?:stop|abort|halt|bail(?: out)?|quit|roll ?back|back out|pause)(?: it| everything)? (?:if|when|once|as soon as|should) (?:a single one|one|any|any of them|anything|something|a (?:host|server|node|box|machine)|the first(?: one)?|even one)(?: of (?:them|those))? (?:goes|turns|gets|comes up|is|looks|reports) (?:red|unhealthy|down|bad|wrong|sideways|south|sick|broken)(?= |$)/gu,
    read: () => ({ max_failures: 0 }),
  },
  {
    // What every rollout does.
    pattern:
      /\b(?:and |then |but ){0,4}(?:stop|abort|halt|roll ?back|back out|revert)(?: it| automatically| everything)? (?:if|when|once|as soon as|should) (?:the |their |its )?(?:health(?: checks?| status)?|checks?|canary) (?:goes|turns|gets|is|go|turn|are|fails?|drops?|degrades?|breaks?)(?: (?:red|unhealthy|down|bad|wrong|failing|failed))?(?= |$)/gu,
    read: () => ({}),
  },
  {
    pattern: new RegExp(
      `\\b(?:allow(?:ing)?|permit(?:ting)?|accept(?:ing)?|tolerate)(?: the| any| all| those)* (?:${restarting})(?= |$)|\\b(?:${restarting}) (?:can|may) (?:happen|occur|take place)(?= |$)`,
      'gu',
    ),
    read: () => ({ reboot: 'if_needed' }),
  },
  {
    pattern: new RegExp(
      `\\b(?:and |but |please ){0,4}(?:hold(?: off| back)?(?: on| with)?|defer|postpone|delay|withhold|save|leave out|forgo) (?:the |any |all )*(?:${restarting})(?: for (?:now|later|the moment|another day)| until later)?(?= |$)`,
      'gu',
    ),
    read: () => ({ reboot: 'never' }),
  },
  {
    pattern: new RegExp(
      `\\b(?:with |in |as |by |do ){0,4}(?:a |the )?rolling (?:${restarting})(?: of (?:them|all|the (?:servers|machines|hosts|boxes|nodes|instances)))?(?= |$)`,
      'gu',
    ),
    read: () => ({ reboot: 'always' }),
  },
  {
    // A patch restarts services anyhow.
    pattern:
      /\b(?:re ?start(?:ing|s)?(?: of)?(?: the)? services?|services? re ?starts?)(?: (?:is|are))? (?:ok|okay|fine|allowed|permitted|acceptable)(?= |$)/gu,
    read: () => ({}),
  },
];

const said = (meaning: Constraints): string =>
  Object.entries(meaning)
    .map(([key, value]) => `${key}=${JSON.stringify(value).replace(/"/gu, '')}`)
    .join(' ') || 'phased';

/** Reads how a change is bounded; a bound that nothing keeps is a doubt, and never dropped. */
export const readLimits = (
  claims: Claims,
): { readonly constraints: Constraints; readonly doubts: readonly Doubt[] } => {
  let constraints: Constraints = {};
  const doubts: Doubt[] = [];
  for (const { pattern, read } of rules)
    for (const { from, to, groups } of claims.findFree(pattern)) {
      const meaning = read(groups);
      if (meaning === null) continue;
      if (typeof meaning === 'string') doubts.push({ from, to, reason: meaning });
      else constraints = { ...constraints, ...meaning };
      const value = typeof meaning === 'string' ? null : said(meaning);
      claims.take({ from, to, as: 'constraint', value });
    }
  return { constraints, doubts };
};

const wishes = ['never', 'if_needed', 'always'] as const;

/** Both of what was read, and of two values for the same the narrower one. */
export const withLimits = (said: Constraints, limits: Constraints): Constraints => {
  const wish = wishes.find((one) => said.reboot === one || limits.reboot === one);
  const least = (key: 'max_parallel' | 'max_failures'): number =>
    Math.min(said[key] ?? Infinity, limits[key] ?? Infinity);
  const parallel = least('max_parallel');
  const failures = least('max_failures');
  return {
    ...said,
    ...limits,
    ...(wish !== undefined && { reboot: wish }),
    ...(parallel < Infinity && { max_parallel: parallel }),
    ...(failures < Infinity && { max_failures: failures }),
  };
};
