import type { Claims, Found } from '../claims.ts';
import {
  commanding,
  destruction,
  falsifying,
  granting,
  harming,
  nothingHere,
  weakening,
} from './bound-reasons.ts';

/** What stands in the words of a bound and beside them where they ask for nothing forbidden. */
interface Harmless {
  readonly reason: string;
  readonly words: RegExp;
  /** Of the same sentence, before the words. */
  readonly before?: RegExp;
  readonly after?: RegExp;
  /** Of the whole request. */
  readonly text?: RegExp;
  readonly never?: RegExp;
}

const adapters = /\b(?:adapt[eo]rs?|connectors?|openapi|swagger|sdks?|wrappers?)\b/u;
/** Somebody has done it; what follows up to the words joins nothing else to it. */
const did =
  /\b(?:contractors?|interns?|vendors?|somebody|someone|consultants?|colleagues?|admins?|devs?|dev|dbas?|guys?|he|she|they|people|suppliers?|engineers?|operators?|freelancers?|students?|trainees?|joker) (?:from [a-z]+ )?(?:has |have |had |just |also |quietly |once )*(?:changed?|edited|tweaked|altered|modified|made|did|touched|added|set|put|installed|enabled|disabled|opened|applied|upgraded|pushed|deployed|ran|used|executed|launched|started|patched|rebooted|switched)\b(?:(?! (?:and|then|so|to|please|you|again) )[^.,;:!?()])*$/u;
const again = /\b(?:same|likewise|again|also|too|as well|repeat|rerun|re run)\b/u;
const inspects =
  /\b(?:find|hunt|hunting|scan|search|look|looking|check|detect|any|suspicious|whether|suspected|possible|sweep|investigate|signs of|traces of|indicators of)\b/u;
const installs = /\b(?:install|deploy|run|start|launch|plant|set up|setup|put|use|try|execute)\b/u;
const tweaks =
  '(?:tweaks?|changes?|edits?|modifications?|customi[sz]ations?|overrides?|drift|deviations?|hacks?|leftovers?|fiddling)';

const harmless: readonly Harmless[] = [
  // "Install the sudo fix": a package.
  {
    reason: granting,
    words: /^install (?:[^ ]+ ){0,3}sudo$/u,
    after:
      /^(?:- )?(?:security )?(?:rs )?(?:fix|fixes|patch|patches|updates?|upgrade|release|package|packages|hotfix|errata|cve|version|bugfix)\b/u,
    never: /\b(?:users?|rights|access|permissions?|accounts?|sudoers)\b/u,
  },
  // What a contractor did without approval is to be undone.
  { reason: weakening, words: /^without\b/u, before: did, never: again },
  { reason: weakening, words: /\bphysical security$/u },
  {
    reason: commanding,
    words: /^(?:ansible playbook|ansible run|- - [a-z]+)$/u,
    before: did,
    never: again,
  },
  // "How do we decommission a server? Write the procedure."
  {
    reason: destruction,
    words: /./u,
    before:
      /(?:^| )how (?:do|should|can|must|would|to) (?:we|you|i|one|people|they|properly|safely)(?: [a-z]+)?$/u,
    after: /^[^.;!?]*\?/u,
    text: /\b(?:write|draft|author|document|create|describe|prepare|need|want|give)\b[^.;!?]*\b(?:procedures?|sops?|runbooks?|playbooks?|checklists?|guides?|documentation|instructions)\b/u,
  },
  // To be ready for an attack.
  {
    reason: harming,
    words: /^ddos$/u,
    before:
      /\b(?:handl\w{1,20}|mitigat\w{1,20}|against|respond\w*(?: to)?|response to|defen[cd]\w*|protect\w*(?: from)?|surviv\w+|detect\w*|during|after|suspect\w*|deal\w* with|react\w* to|case of|event of|under)(?: an?| the| another| possible| suspected){0,4}$/u,
    never: /\b(?:competitors?|launch|start|perform|carry out)\b/u,
  },
  {
    reason: harming,
    words: /^ddos$/u,
    after:
      /^(?:attack )?(?:protection|mitigation|response|defen[cs]e|playbook|runbook|procedure|readiness)\b/u,
  },
  { reason: harming, words: /^cryptomin\w+$/u, before: inspects, never: installs },
  // What an adapter does or leaves out.
  {
    reason: destruction,
    words: /^(?:delete|purge|terminate|destroy)$/u,
    after: /^(?:endpoints?|calls?|operations?|methods?|routes?|verbs?|requests?|actions?)\b/u,
    text: adapters,
  },
  {
    reason: destruction,
    words: /^delete$/u,
    before: /\b(?:get|post|put|patch|head|no|without|except|excluding|never)(?: and| or| ,| \/)?$/u,
    text: adapters,
  },
  {
    reason: commanding,
    words:
      /^(?:terraform|ansible|kubectl|powershell)(?: cloud| tower| enterprise| automation)?(?: runs?)?$/u,
    after:
      /^(?:[a-z]+ )?(?:api|apis|adapter|connector|endpoints?|openapi|module|client|sdk|cmdlets|bindings?|wrapper)\b/u,
    text: adapters,
  },
  // Who may reach machines, and what was changed on them, and not the machines.
  {
    reason: destruction,
    words: new RegExp(
      `^(?:get rid of|remove|dispose of|drop) (?:the |all |any |that |those )*(?:(?:world|public|open|anonymous|everyone) (?:access|exposure|ingress|reachability)|(?:config |local |manual |unapproved )*${tweaks}) (?:on|from|of|in|to|across|at|for) `,
      'u',
    ),
  },
  {
    reason: destruction,
    words: /^(?:wipe|erase|purge|clear|delete|scrap)$/u,
    after: new RegExp(
      `^(?:out |away |off )?(?:the |all |any |those |these |their |our )*(?:(?:local|manual|hand|made|ad hoc|config|configuration|unapproved|unauthori[sz]ed|rogue|stray|undocumented|custom) )*${tweaks}\\b`,
      'u',
    ),
    text: /\b(?:baseline|golden|gold|approved|standard|blessed|reference|desired|template|drift)\b/u,
  },
  // What does nothing and costs money is looked for, and nothing is switched off by that.
  {
    reason: destruction,
    words: /^(?:power|turn|switch|shut) (?:them|those|these|it)(?: all)? (?:down|off)$/u,
    before:
      /\b(?:find|identify|list|spot|look for|which|what)\b.*\b(?:idle|unused|underused|underutili[sz]ed|orphaned|zombie|forgotten|abandoned|oversized)\b/u,
  },
  {
    reason: destruction,
    words: /^(?:shutdown|shut down)$/u,
    after:
      /^(?:schedules?|candidates?|savings?|hours|calendar|proposals?|suggestions?|opportunit(?:y|ies)|potential)\b/u,
  },
  {
    reason: destruction,
    words: /^shutdown$/u,
    before: /\b(?:idle|off hours|out of hours|weekend|overnight)$/u,
  },
  {
    reason: destruction,
    words: /^(?:deregister|delete|terminate|decommission)$/u,
    before: /(?:[:(]|\b(?:of|for|find|list|which|any|as|potential|possible))$/u,
    after: /^candidates?\b/u,
  },
  {
    reason: destruction,
    words: /^kill the (?:region|zone|az|node|datacenter)s?$/u,
    after: /^(?:rehearsal|drill|exercise|simulation|game day|test)\b/u,
  },
  // "Change management evidence": evidence of a process.
  {
    reason: falsifying,
    words:
      /^change (?:mgmt|management|control|request|requests|ticket|tickets|records?|approval|log)\b/u,
    never: /\blooks? (?:clean|good|green|better|fine)\b/u,
  },
  // A date, and nothing that is asked for.
  {
    reason: nothingHere,
    words: /^(?:vacation|holiday|birthday)$/u,
    before:
      /\b(?:before|until|till|after|during|from|over|since|because of)(?: (?:my|his|her|our|their|your|the|a|public|bank|local|national|christmas|summer|winter))*$/u,
  },
  {
    reason: commanding,
    words: /^(?:dnf|yum|apt) (?:upgrade|update) -$|^- - security$/u,
    after: /^(?:- )?(?:security )?(?:style|like|type|equivalent|grade)\b/u,
  },
];

/** As many words beside those of a bound are looked at. */
const reach = 20;

/** Whether two dashes stand by themselves in a sentence: "servers -- put them back", and not "--force". */
const isDash = ({ text: { tokens } }: Claims, { from, to }: Found): boolean =>
  to - from === 3 &&
  tokens[from]?.text === '-' &&
  tokens[from + 1]?.text === '-' &&
  (tokens[from + 1]?.end ?? 0) < (tokens[from + 2]?.start ?? 0);

/**
 * Tells whether words that a bound found ask for nothing forbidden where they stand: a package that is called
 * so, what somebody did and is to be undone, what an adapter leaves out. The whole request is looked over once.
 */
export const makeIsHarmless = (claims: Claims): ((reason: string, found: Found) => boolean) => {
  const { tokens } = claims.text;
  const joined = (from: number, to: number): string =>
    tokens
      .slice(Math.max(0, from), to)
      .map(({ text }) => text)
      .join(' ');
  let whole: readonly Harmless[] | null = null;
  const ofWhole = (): readonly Harmless[] => {
    const text = joined(0, tokens.length);
    return harmless.filter(
      (one) => (one.text?.test(text) ?? true) && !(one.never?.test(text) ?? false),
    );
  };
  return (reason, found) => {
    if (reason === commanding && isDash(claims, found)) return true;
    const words = joined(found.from, found.to);
    whole ??= ofWhole();
    const candidates = whole.filter((one) => one.reason === reason && one.words.test(words));
    if (candidates.length === 0) return false;
    const before = joined(found.from - reach, found.from).replace(/^.*[.;!?] ?/u, '');
    const after = joined(found.to, found.to + reach);
    return candidates.some(
      (one) => (one.before?.test(before) ?? true) && (one.after?.test(after) ?? true),
    );
  };
};
