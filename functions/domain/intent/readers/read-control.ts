import type { Claims, Found } from '../claims.ts';

const rollout =
  '(?:roll ?outs?|roll out|patching|patch(?:es)?|patch (?:rollout|run|job|wave)|updates?|upgrades?|remediations?|drift (?:fix|remediation|job|run)|fix(?:es)?|deployments?|deploy|executions?|runs?|jobs?|waves?|canary|canaries|phases?|tasks?|drills?|failovers?|changes?|gates?|approvals?|reimag(?:e|ing)|requests?|plans?|batch(?:es)?|process|operation|campaign|(?:task|exec|gate) [0-9a-z]+)';
const lead =
  "(?<=^|[.;:!?,—-] |\\b(?:please|pls|kindly|now|just|then|and|asap|immediately|to|can you|could you|can we|you|we|i|must|let's|quick|quickly|hey|hi|urgent|ok) )";
const start = '(?<=^|[.;:!?—] )';
const tools =
  'stop|cease|halt|abort|pause|suspend|freeze|cancel|interrupt|kill|end|terminate|quit|break off|call off|hold off(?: on)?|hold|put (?:a )?hold on|undo|revert|roll ?back|roll back|back out|reverse|unwind|resume|unpause|un pause|continue|carry on with|go on with|retry|re ?try|re ?run|restart|re ?start|redo|approve|reject|deny|decline|veto|sign off(?: on)?|accept|confirm|revoke|expire|escalate';
/** What people undo on servers, and not in this product: it is what drift is. */
const handmade =
  '(?:(?:the|all|any|those|these|every) )*(?:manual|unauthori[sz]ed|local|config(?:uration)?|ad ?hoc|out of band|hand ?made|unapproved|unplanned|unmanaged|stray|undocumented|rogue|drift(?! (?:fix|remediation|job|run))|drifted)';

/*
 * Words that meddle with a rollout that there is: they stop it, take it up again, decide about it or ask
 * how it goes. None of them is a new task, and taken for one they would start what should stop.
 */
const controls: readonly RegExp[] = [
  new RegExp(
    `${lead}(?:${tools}) (?!${handmade})(?!(?:by )?(?:an? |our |another |joint |the annual |the quarterly )+(?:[a-z]+ ){0,4}?(?:failover|fail over|drill|exercise|game|dr|test|rehearsal|disaster|recovery))(?!by (?:drill|exercise|test))(?:(?!idle|unused|http|ssh)[^ .;!?]+ ){0,6}?${rollout}(?![\\p{L}\\p{N}-])`,
    'gu',
  ),
  new RegExp(
    `${start}(?:${tools}) (?:[^ .;!?]+ ){0,3}?(?:it|that|this|them|everything)(?= [.!?,;]|$| now| immediately| please| asap)`,
    'gu',
  ),
  new RegExp(
    `${lead}(?:abort|undo|revert|roll ?back|rollback|resume|unpause|retry|approve|reject|veto|pause|halt|cancel|stop)(?: now| immediately| asap| please)?(?= [.!?,]|$| (?:in|on) (?:prod|production|staging|dev))`,
    'gu',
  ),
  new RegExp(
    `${lead}(?:undo|revert|roll ?back|back out) (?!(?:(?:it|automatically|everything) )?(?:if|when|once|as soon as|should) (?:the |their |its )?(?:health|checks?|canary|one|any|anything|something|a (?:host|server|node|box|machine)) |to |steps|plan|procedure|instructions|section|criteri|strateg|${handmade})(?:[^ .;!?]+ ){0,6}?[^ .;!?]+`,
    'gu',
  ),
  /\b(?:do not|don't|dont|never) (?:continue|resume|proceed|go on|start|begin|approve|retry|run) (?:[^ .;!?]+ ){0,5}?(?:roll ?outs?|patching|remediation|deployment|it|that)\b/gu,
  /\broll (?!out )(?:[^ .;!?]+ ){1,6}back(?! (?:to|onto|into))\b/gu,
  new RegExp(
    `${lead}(?:let|slow(?: down)?|speed(?: up)?|finish|complete|unblock|unstick|skip|extend|shorten|delay|postpone) (?:the|our|my|this|that) (?:[^ .;!?]+ ){0,4}?(?:roll ?outs?|deployments?|wave|canary|phase|execution|patching|remediation)\\b`,
    'gu',
  ),
  /\b(?:status|progress|state|eta|outcome|result) (?:of|on|for|update on) (?:the |our |my |that |this |last )*(?:[^ .;!?]+ ){0,4}?(?:roll ?outs?|patching|patch|remediation|task|execution|run|job|deployment|drill|rollback|change|wave|canary|upgrade|fix)\b|\b(?:how is|how's|hows|how are|is|are|has|have|did) (?:the |our |my )*(?:[^ .;!?]+ ){0,4}?(?:roll ?outs?|patching|remediation|execution|deployment|drill|rollback|job|wave|canary) (?:going|doing|done|finished|complete|completed|finish|succeed|running|over|progressing|coming along|through|still)\b|\b(?:is|are) it done yet\b/gu,
];

/** "Revert the settings to the golden image" is a fix of drift. */
const restored =
  /^(?:revert|roll|return|undo|back out)(?: back)? [^.;!?]*\b(?:to|onto|into|by putting|with) (?:the |their |its |our )*(?:[a-z]+ )?(?:golden|gold|baseline|desired|standard|approved|reference|known good|declared|template)\b/u;

/** The first words that meddle with a rollout that there is; null where none do. */
export const readControl = (claims: Claims): Found | null => {
  const { tokens } = claims.text;
  const found = controls.flatMap((pattern) => claims.find(pattern));
  const isRestored = ({ from }: Found): boolean =>
    restored.test(
      tokens
        .slice(from)
        .map(({ text }) => text)
        .join(' '),
    );
  return found.find((one) => !isRestored(one)) ?? null;
};
