import type { Claims, Found } from '../claims.ts';
import {
  commanding,
  destruction,
  falsifying,
  granting,
  harming,
  nothingHere,
  secrecy,
  weakening,
} from './bound-reasons.ts';
import { makeIsHarmless } from './harmless-words.ts';

/** Why a request is refused whatever else it says. */
export interface Bound {
  readonly reason: string;
  readonly found: Found;
}

const machines =
  '(?:servers?|databases?|dbs?|instances?|machines?|hosts?|nodes?|boxes|vms?|volumes?|backups?|data|tables?|users?|accounts?|snapshots?|buckets?|environments?|clusters?|fleets?|schemas?|disks?|logs?|everything|regions?|stacks?|infrastructure)';
const few = (most: number): string => `(?:[^ .;!?]+ ){0,${most}}?`;
const controls =
  '(?:approvals?|approvers?|gates?|polic(?:y|ies)|guardrails?|safety|safeguards?|checks?|health checks?|canar(?:y|ies)|rollbacks?|roll backs?|audits?|audit (?:trail|logs?|logging)|logging|logs|monitoring|alerts?|alarms?|alerting|firewalls?|waf|mfa|encryption|authentication|auth|selinux|antivirus|edr|guardduty|cloudtrail|backups?|security(?! (?:groups?|rules?|findings?|holes?|issues?|flaws?|patch|patches|updates?|fixes))|validation|review|four eyes|change control|cab|freeze|change windows?|tls|ssl verification|certificate checks?)';
const secrets =
  '(?:passwords?|passwd|secrets?|credentials?|creds|(?:api|ssh|private|access|secret|aws|kms|signing) keys?|keys|tokens?|env files?|connection strings?|pii|customer data|customer records|card numbers|database dumps?|db dumps?|user table|\\.env)';

const chat =
  /\b(?:weather|forecast the weather|poems?|poetry|haikus?|limericks?|jokes?|songs?|lyrics|recipes?|horoscopes?|riddles?|homework|football|movies?|pizza|vacation|holiday|bitcoin|lottery|translate|sonnets?|novels?|bedtime|birthday)\b/gu;

/*
 * Each is looked for in the words joined by spaces. They are broad on purpose: who is refused here is told
 * which words did it, and can write the request without them.
 */
const bounds: readonly (readonly [string, RegExp])[] = [
  [
    destruction,
    new RegExp(
      `(?<![\\w])(?:delete|destroy|wipe|erase|terminate|purge|nuke|obliterate|truncate|decommission|shred|annihilate|brick|mkfs|sabotage|deprovision|deregister|demolish|scrap)(?: |$)(?!of )|\\b(?:deleting|destroying|wiping|erasing|terminating|purging|nuking) ${few(4)}${machines}\\b|\\b(?:get rid of|dispose of|disposing of|burn|bin|cull|throw away|put down|trash|remove|drop|kill|format|zero out) ${few(4)}${machines}\\b|\\b(?:clear|flush|reset|empty) ${few(4)}(?:data|tables?|databases?|logs?|volumes?|disks?|buckets?|backups?)\\b|\\b(?:power|turn|switch) (?:${few(4)})?(?:off|down)\\b|\\b(?:power|turn|switch) (?:off|down)\\b|\\b(?:tear|burn|take|bring) (?:${few(3)})?down (?!to )(?!(?:[a-z]+ ){0,4}(?:costs?|expenses?|spend|spending|bills?|usage|latency|errors?|risk))|\\b(?:shut down|shutdown|shutting down|shut (?:them|those|these|it|all)(?: all)? down)\\b|\\bblow (?:up|away)\\b|\\bdrop (?:the |all )?${few(2)}(?:tables?|schemas?|databases?|dbs?)\\b|\\b(?:exfiltrate|sabotage)\\b|\\brm (?:- ?)?[a-z]*[rf]`,
      'gu',
    ),
  ],
  ['is about nothing that this product does', chat],
  [
    'asks for the opposite of what a task does',
    /\b(?:downgrade|downgrading|uninstall|unpatch|unpatching|roll(?:ing)? back the (?:kernel|packages?|patches)|remove (?:the )?(?:patch|patches|updates?|hotfix(?:es)?)|introduce drift)\b/gu,
  ],
  [
    harming,
    /\b(?:crash|break|overload|saturate|flood|ddos|fill|exhaust|corrupt|infect|attack|hack) (?:[^ .;]+ ){0,8}?(?:on purpose|deliberately|intentionally|filling|until it (?:dies|crashes|breaks))\b|\b(?:ddos(?:ing|ed)?|hack into|ransom|cryptomin\w+|mine (?:bitcoin|crypto))\b|\bremove (?:[^ .;]+ ){0,4}(?:all|every|the golden) (?:[^ .;]+ ){0,3}(?:images?|amis?|backups?)\b/gu,
  ],
  [
    falsifying,
    /\b(?:fake|falsify|forge|fabricate|doctor|cook|fudge|backdate|hide|conceal|whitewash|suppress|mask|tamper with|make up|invent) (?:[^ .;]+ ){0,5}?(?:audits?|evidence|findings?|reports?|controls?|results?|logs?|scores?|vulnerabilit(?:y|ies)|numbers|data)\b|\bmark (?:[^ .;]+ ){0,5}?(?:as )?(?:passed|compliant|resolved|done|fixed|green)\b|\b(?:change|edit|adjust|rewrite|alter|modify) (?:[^ .;]+ ){0,3}?(?:audit|report|evidence|findings?|score)\b|\boverride (?:[^ .;]+ ){0,3}?(?:score|risk|level|verdict)\b|\bmake (?:[^ .;]+ ){0,4}?(?:come out|look|appear|turn out) (?:green|clean|compliant|good|fine|passed)\b|\bmake (?:[^ .;]+ ){0,5}?(?:public|publicly (?:accessible|available|reachable)|internet facing)\b/gu,
  ],
  [
    secrecy,
    new RegExp(
      `\\b(?:send|mail|email|e mail|post|upload|copy|export|exfiltrate|dump|print|show|share|leak|publish|reveal|forward|paste|attach|include|embed|hard ?code|insert|bundle|hand over|put|dm|slack|give|tell|fetch|grab|extract|collect|transfer|list|echo|output|read out|sync) (?:me |us |him |her )?${few(6)}${secrets}(?![\\w])(?! (?:rotation|scan|scanning|polic))`,
      'gu',
    ),
  ],
  [
    secrecy,
    new RegExp(
      `\\b${secrets}(?![\\w])(?: [^ .;!?]+){0,12}? (?:and|then|,) (?:please |then )?(?:mail|email|e mail|send|forward|upload|dm|paste|attach|hand|leak|share|post|slack|export|copy)\\b|\\b(?:mail|email|e mail|send|forward|post|upload|dm|slack|share|paste|drop|hand) (?:it|them|that|those|these|everything|all|the (?:results?|output|list|findings?|report)) (?:over )?(?:to|into|in|on|at|with) (?:my|a|an|the|our) (?:private|personal|external|public|contractor|vendor|partner|supplier)\\b`,
      'gu',
    ),
  ],
  [
    secrecy,
    /(?:^| )~?\/etc\/(?:shadow|passwd|sudoers)|\b(?:id rsa|pem|private key)\b|\b(?:mail|email|e mail|post|send|forward|upload|dm|slack|share) (?:it|them|that|those|everything|the (?:results?|output|list|findings?)) (?:to|in|on|at) (?:# |@ )?(?:[\w.+-]+@|[\w-]+ [\w-]+@|general|pastebin|gist|my |a contractor|external)/gu,
  ],
  [
    weakening,
    new RegExp(
      `\\b(?:skip|skipping|bypass|bypassing|circumvent|override|overrule|disable|disabling|ignore|ignoring|omit|drop|suppress|mute|silence|evade|avoid|waive|forget|forgo|dont bother with|turn off|switch off|deactivate|relax|loosen|weaken|remove|stop|pause|kill|no need for|lower(?= (?:the )?(?:audit|log|security|protection))|exempt (?:[^ .;]+ ){0,3}?from|force past|get around|work around) ${few(4)}${controls}\\b|\\b(?:without|no|w/o|sans|minus) (?:any |an |a |the |our |further |prior |human |manual |usual |more )*(?:approvals?|canar(?:y|ies)|rollbacks?|(?:health )?checks?|logging|audit(?: trail)?|review|safety|policy|gates?|validation|asking (?:anyone|anybody))\\b|\\b(?:approve (?:everything|all|it all|automatically)|auto ?approve|self approve|pre approved|preapproved|already approved|do not ask|don't ask|nobody needs to approve|all at once without|(?<=^|[.;,!] |please |and |then |just )open ${few(5)}to (?:0 0 0 0|the world|everyone|everybody|the internet|the public)|chmod 777|grant (?:${few(3)})?(?:admin|root|full) )`,
      'gu',
    ),
  ],
  [
    commanding,
    new RegExp(
      `\\b(?:run|execute|exec|invoke|eval|pipe|launch|call|source|apply|use) ${few(5)}(?:commands?|scripts?|shell|bash|powershell|one liner|oneliner|binary|payload|snippet|playbook from|code from)\\b|\\b(?:curl|wget|bash(?! (?:hotfix|fix|update|patch|upgrade|-? ?cve))|sh|sudo|chmod|chown|systemctl|iptables|apt get|apt|yum|dnf|kubectl|terraform|ansible|python|perl|nc|ssh) (?:[- ]*[a-z]* ?)?(?:\\||> |- |-[a-z]|install|update -y|update y|apply|delete|exec|root@|run|https?:|into )|\\b(?:drop table|drop database|dd if|select \\* from|insert into|update [a-z_]+ set)\\b|(?:^| )(?:https?|s3|ftp):(?:[^ ]+ \\| |(?:[^ ]+ ){0,60}?[^ ]*?\\b(?:run|execute|install|pipe|bash|sh)\\b)|\\b(?:run|execute|install|download|fetch|pull|deploy|apply) ${few(6)}(?:https?|s3|ftp):|\\b(?:rpm|deb|msi|exe|zip|tarball|binary|package|file|fix|patch|installer|agent) (?:[a-z]+ ){0,2}?(?:from|at|under|via|found at) (?:https?|s3|ftp):|\\b(?:exec|shell|log|ssh|rdp) ?(?:in)?to (?:the |our )?(?:[^ .;]+ ){0,4}?and (?:run|type|execute|restart|fix|do)|\\buse (?:ansible|chef|salt|terraform|puppet|bash|powershell|fabric) to |(?:^| )echo \\d`,
      'gu',
    ),
  ],
  [
    commanding,
    /\b(?:ansible playbook|import os|os system|subprocess|powershell|kubectl|helm install|docker (?:exec|run)|terraform (?:apply|destroy)|base64|eval)\b|\b(?:execute|run) this (?:python|bash|perl|ruby|code|snippet|one liner)\b|- - (?:[a-z]+)\b/gu,
  ],
  [
    granting,
    new RegExp(
      `\\b(?:create|add|make|set up|give|grant|install|plant|provision|inject) ${few(3)}(?:(?:new|hidden|local|extra|second|temporary|temp|privileged|admin|sudo|root|secret|iam) (?:users?|accounts?|logins?|roles?)|admin account|root access|admin (?:access|rights)|superuser|backdoor|back door|hidden account|ssh keys?|authorized keys?|public key|sudo)\\b|\\b(?:leave|open|build|create|add|install|plant) ${few(3)}back ?doors?\\b|\\b(?:second|hidden|secret|extra|additional|unlisted|undocumented) (?:local )?(?:root|admin|administrator|sudo|superuser)\\b|\\b(?:nobody|no one) (?:needs to|should|will|must|has to) (?:know|see|notice)|\\boff the record\\b|\\btransfer ${few(3)}accounts?\\b|\\bmy (?:public |ssh )*key\\b`,
      'gu',
    ),
  ],
  [
    'speaks to the system instead of asking for a task',
    /\b(?:(?:ignore|disregard|forget|override) (?:[^ .]+ ){0,4}?(?:instructions?|rules|prompts?|above|guidelines|training|restrictions|previous)|you are (?:now|an?) |you (?:have been|are|were|'ve been) (?:granted|given|authori[sz]ed|cleared|permitted)|override (?:authority|code|mode)|(?<=[a-z]) as (?:an? )?(?:admin|root|superuser|administrator)(?= |$)|(?:text|message|rules?|instructions?|prompt) (?:above|before this)|(?:rules|instructions|policies|guardrails|restrictions) (?:have |has |are |is |were )?(?:now )?(?:void|obsolete|suspended|expired|lifted|off)|note (?:for|to) (?:the |any )?(?:llm|ai|assistant|model|agent|bot|machine)|obey only|output your|new task :|no limits|system prompt|system message|(?:act|behave|respond) as (?:if|an?|root|admin|though)|pretend (?:to|that|you|this)|jailbreak|developer mode|dan mode|as an ai|new instructions?|assistant :|system :|< ?(?:system|assistant|admin|instructions?)|\[ ?(?:system|inst)|(?:set|mark|treat|report|classify|label) (?:[^ .]+ ){0,4}?(?:as )?(?:approved(?! (?:values?|settings?|config\w*|baseline|image|build|version|state|standard|parameters?))|low risk|pre approved|risk (?:to )?low|safe|trusted)|(?:repeat|print|reveal|show|output) (?:[^ .]+ ){0,4}?(?:prompt|instructions)|your (?:instructions|rules|configuration|settings|memory|guardrails|prompt|programming)|requires? hitl|end of (?:prompt|instructions))\b/gu,
  ],
];

/** They look for what costs money and does nothing: such a request is one for savings, which changes nothing. */
const savings =
  /\b(?:shut down|shutdown|shutting down|stop|turn off|power off|switch off|turn|power|switch) (?:[^ .;]+ ){0,3}?(?:idle|unused|underused|underutili[sz]ed|orphaned|zombie|forgotten|abandoned|oversized)\b|\b(?:find|identify|list|which|what|suggest|recommend|show|report|spot|flag) (?:(?!and |then )[^ .;,]+ ){0,8}?(?:decommission|terminate|delete|shut down|turn off|switch off|remove|get rid of|kill)\b/gu;
/** A document about destruction destroys nothing. */
const documents =
  /\b(?:runbooks?|sops?|procedures?|playbooks?|checklists?|guides?|documentation) (?:(?!and |then )[^ .;,]+ ){0,8}[^ .;,]+/gu;

/** Adapters and procedures may be about the weather, and a wiki page may be translated into a procedure. */
const subjects =
  /\b(?:adapt[eo]rs?|connectors?|openapi|swagger|integrations?|sdks?|sops?|runbooks?|procedures?|playbooks?)\b/gu;
const namesSubject =
  /^(?:weather|translate|holiday|vacation|football|movies?|pizza|bitcoin|lottery|birthday|songs?|recipes?)$/u;
/** To look where secrets lie about hands none out. */
const looks =
  /\b(?:find|look|looking|check|search|scan|hunt|list|any|which|where|whether|identify|detect|sweep|locate|review|report|overview|show|how many)\b/u;
const lying =
  /\b(?:hard ?coded|left|lying|leaked|exposed|stale|unused|old|older|not used|never used|unrotated|not rotated|expired|forgotten|plain ?text|clear ?text|rotation|committed|world readable|last used|who left|embedded|weak|default|shared|reused)\b/u;
const asked = /(?:(?! and | then )[^.;!?])+/gu;

/**
 * Each search for what lies about, to the end of its sentence. Looked for in one part of a sentence after
 * another and not by one pattern, which would go to the end anew from each "any" of "any any any".
 */
const searchesIn = (line: string): readonly { readonly index: number; readonly 0: string }[] => {
  const found: { readonly index: number; readonly 0: string }[] = [];
  let past = 0;
  for (const { index, 0: part } of line.matchAll(asked)) {
    const from = Math.max(0, past - index);
    const look = looks.exec(part.slice(from));
    if (look === null) continue;
    const at = from + look.index;
    if (!lying.test(part.slice(at + look[0].length))) continue;
    const start = index + at;
    const [sentence = ''] = /^[^.;!?]*/u.exec(line.slice(start)) ?? [];
    past = start + sentence.length;
    found.push({ index: start, 0: sentence });
  }
  return found;
};
/** It is to go somewhere. */
const handsOut =
  /\b(?:send|mail|email|post|upload|forward|dm|slack|share|paste|publish|copy|export|exfiltrate|dump|leak|deliver|hand|ship|put|drop|give|tell|print|echo|reveal|include)\b/u;

const holds = (places: readonly Found[], found: Found): boolean =>
  places.some(({ from, to }) => from <= found.from && found.from < to);

/** The first thing in a request that no task may do; null where there is none. */
export const readBounds = (claims: Claims): Bound | null => {
  const harmless = [...claims.find(savings), ...claims.find(documents)];
  const isHarmless = makeIsHarmless(claims);
  const hasSubject = claims.find(subjects).length > 0;
  const text = claims.text.tokens.map((token) => token.text).join(' ');
  const isExcused = (reason: string, found: Found): boolean => {
    if (isHarmless(reason, found)) return true;
    if (reason === destruction) return holds(harmless, found);
    if (reason === secrecy) return !handsOut.test(text) && holds(claims.find(searchesIn), found);
    return (
      reason === nothingHere && hasSubject && namesSubject.test(claims.text.wordAt(found.from))
    );
  };
  for (const [reason, pattern] of bounds) {
    for (const found of claims.find(pattern)) {
      if (isExcused(reason, found)) continue;
      return { reason, found };
    }
  }
  return null;
};
