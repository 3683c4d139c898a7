import type { Claims } from '../claims.ts';
import { isAdvisory } from '../narrow-change.ts';
import { machineNouns } from '../plain-words.ts';

/** Tickets, links to them, and whom something is for: they stay in the record and change nothing. */
const references: readonly RegExp[] = [
  /\b(?:many thanks|thanks (?:a lot|in advance)|thank you|best regards|kind regards)\b/gu,
  /\b(?:(?:for|per|as per|under|ref|re|see|ticket|tickets|change|jira|snow|servicenow|incident|issue|case|cr|request|story|task) )?(?:chg|inc|req|ritm|prb|cr|pr|rfc|mr) \d{2,9}\b/gu,
  /\b(?:as )?(?:requested|discussed|agreed|approved|asked|required|mandated|promised|instructed|planned|flagged|raised|reported|noted|mentioned|highlighted|ordered|demanded) (?:by|with|in|at|from|during) (?:the |our |my |last |this |(?:this |last |yester|mon|tues|wednes|thurs|fri|satur|sun)?(?:morning|afternoon|week|day|night|month)'s )*(?!(?:this|that|prod|production|prd|live|staging|stage|stg|dev|development|region|zone|us|eu|ap|all|every|any)\b)[a-z]+(?: (?:team|board|meeting|call|review|standup|manager|lead|office|audit|auditors?|department|report|week))?\b(?: (?:on )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday)(?:'s)?(?= ?[,.;()]))?/gu,
  /\b(?:on behalf of|courtesy of|for) (?:the |our |my )*(?:auditors?|audit committee|board|cab|management|ciso|cto|cfo|cio|compliance team|security team|infosec|boss|manager|leadership|customer|client|regulator|finance(?: team)?|stakeholders?|steering committee|exec(?:utive)?s?|steerco|platform team|ops team|sre team|record)\b/gu,
  /\b(?:(?:audit|access|board|cab) )?(?:minutes item|agenda item|items?|action(?: item)?|observations?|findings?|art(?:icle)?|sections?|clauses?|paragraph|requirements?|controls?|page|row|line|policy|request|req|exception|minutes|task|story|report|finding no|recommendation) (?:no |nr |number |# )?\d+(?: \d+)*\b(?! (?:servers?|machines?|hosts?|nodes?|instances?|boxes|vms?))/gu,
  /\b(?:iso|soc|pci(?: dss)?|nist(?: sp)?|cis|nis|dora|sox|cobit|itil|bafin|eba) \d+(?: \d+)*\b/gu,
  /\b(?:as )?(?:agreed|discussed|requested|approved|asked|promised|ordered|coordinated|aligned|cleared) (?:w \/|with|w|by) (?!the|our|my)[a-z]+\b(?: (?:and|&) [a-z]+(?= ?[,:;]))?/gu,
  /\b(?:cab|ecab|change|management|board|pre|fully|already)? ?approved(?= chg| :|:| ,| in | under | as | -| $|$)/gu,
  /\b(?:for|per|re|regarding|under|ref|see|by order of|at the request of|on request of|on the request of|on behalf of|in the name of|according to|in line with|as per|following) (?:the |our |my |a |an |this |last |their )*(?:[a-z]+ ){0,2}?(?:report|policy|directive|guideline|mandate|standard|request|order|instruction|decision|recommendation|advisory|bulletin|plan|manager|director|officer|ciso|cto|cio|auditor|auditors|audit|board|committee|regulator|insurer|vendor|customer|team|meeting|call|review|minutes|roadmap|obligation|commitment|objective|protection officer)(?:'s)?\b(?: (?:request|directive|order|wish|recommendation|advice|report|instructions?))?/gu,
  /\b(?:ticket|case|change|reference|ref|jira|incident)(?: (?:number|no|id|nr))? ?[:#]? ?[a-z]*\d[\w-]*\b/gu,
];

/** A reason stands to the end of its sentence; it says why and not what. */
const reasons =
  /\b(?:because|due to|owing to|given that|seeing that|as it is(?= [a-z])(?! (?:and|but|or|until|till|for now|please|now|today|then|so|while|because|since|with|without|in|on)\b)|so that|in order to (?:comply|satisfy|keep|meet|reduce|avoid|pass|stay)|in response to|following (?:the|our|last|a) |(?<!\bas well )as (?:the|our|we|they|it|this|that|these|those|there)\b(?! (?:are|is|were|was)\b)|since (?:the|our|we|they|it|this|that|these|those|there)\b|that way|otherwise|which (?:i|we|they|you|he|she)\b|where (?:the|our|local|we|they|a|an|it|vendor|nobody|somebody)\b|so (?:i|we|they|she|he|you|our|the) (?!can (?:patch|fix|reimage))|which (?:is|was|are|were|will|would|has|have|keeps?|breaks?|makes?|flagged|causes?)\b|the reason|reason|background|context|fyi|this is for|this is because|as part of|in preparation for|ahead of|to (?:satisfy|comply with|meet|pass|keep|stay|prepare for|be ready for|avoid|unblock|close out) )[^.;!?\n]*/gu;
/** What would narrow, move or hold back a change does not vanish in a reason. */
const weighty =
  /\b(?:except\w*|exclu\w*|exempt\w*|omit\w*|spare|sparing|skip\w*|leav(?:e|ing)|ignor\w*|apart|aside|minus|untouched|alone|scope|but|not|don't|dont|never|only|unless|without|until|after|before|once|if|and then|then|all|every|everything|also|avoid) /u;

/** One machine, or the place of several, by its last word. */
const environmentLike =
  /^(?:prod|production|prd|live|staging|stage|stg|dev|development|web|api|app|db|database|worker|cache)$/u;

/** "PATCH WEB-28": in capitals a host looks like a ticket. */
const isPlaceName = ({ text: { wordAt } }: Claims, from: number, sent: string): boolean =>
  /(?:^|-)(?:(?:PROD|PRODUCTION|PRD|LIVE|STAGING|STAGE|STG|DEV|DEVELOPMENT|WEB|APP|API|DB|DATABASE|WORKER|CACHE|HOST|SERVER|NODE|VM|SRV|BOX|MACHINE|DC|AD|FS|NGINX|REDIS|LB|PROXY|BASTION|VPN|DNS)\d*|(?:MAIL|SQL|PG)\w*)-/u.test(
    sent,
  ) ||
  /^(?:on|host|hosts|server|servers|machine|machines|node|nodes|instance|instances|box|except|excluding|exclude|skip|leave|not|but|and)$/u.test(
    wordAt(from - 1),
  );

const chunkReferences = (claims: Claims): void => {
  for (const { text, written: sent, from, to } of claims.text.chunks) {
    if (!claims.isFree(from, to)) continue;
    const isTicket =
      !isPlaceName(claims, from, sent) &&
      !isAdvisory(text) &&
      /^#?(?:[A-Z][A-Z0-9]{1,9}(?:-[A-Z][A-Z0-9]{0,8})?(?:-Q?\d{1,9}){1,4}|(?:CHG|INC|REQ|RITM|PRB|TASK|CTASK|SCTASK|CR|RFC)[-_#]?\d{2,10})$/u.test(
        sent,
      );
    const isLink = /^https?:\/\//u.test(text);
    const isMail = /^[\w.+-]+@[\w-]+\.[\w.]+$/u.test(text);
    if ((isTicket && !/^CVE-/u.test(sent)) || isLink || isMail)
      claims.take({ from, to, as: 'reference', value: sent });
  }
};

/** "The servers which are old", "hosts where the agent is missing": which of them, and not why. */
const saysWhich = ({ text: { tokens, wordAt } }: Claims, from: number): boolean => {
  const [before, word, verb] = [wordAt(from - 1), wordAt(from), wordAt(from + 1)] as const;
  if (!/^(?:which|where)$/u.test(word)) return false;
  if (tokens[from - 1]?.kind !== 'word') return false;
  const isMany = /s$/u.test(before) && !/(?:ss|us|is)$/u.test(before);
  const isMachine = machineNouns.has(before) || isMany || environmentLike.test(before);
  if (word === 'where' || !/^(?:is|was|has|keeps|breaks|makes|causes|flagged)$/u.test(verb))
    return isMachine;
  return !isMany && isMachine;
};

/** Takes the words that only say why, for whom, and where it is written down. */
export const readReferences = (claims: Claims): void => {
  chunkReferences(claims);
  for (const pattern of references)
    for (const { from, to } of claims.findFree(pattern))
      if (
        !claims.text.tokens
          .slice(from, to)
          .some(({ text }) =>
            /^(?:cve|linux|windows|server|ubuntu|rhel|debian|level|max|batch|least|most|wave|phase|of|cis|iso|soc|pci|nist|region|last|next|than|to|first|amazon)$/u.test(
              text,
            ),
          )
      )
        claims.take({ from, to, as: 'reference', value: null });
  for (const { from, to } of claims.find(reasons)) {
    const words = claims.text.tokens
      .slice(from + 1, to)
      .map(({ text }) => text)
      .join(' ');
    if (!saysWhich(claims, from) && !weighty.test(`${words} `))
      claims.take({ from, to, as: 'reference', value: 'reason' });
  }
};
