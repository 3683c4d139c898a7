import type { Claims } from '../claims.ts';

/** Tickets, links to them, and whom something is for: they stay in the record and change nothing. */
const references: readonly RegExp[] = [
  /\b(?:many thanks|thanks (?:a lot|in advance)|thank you|best regards|kind regards)\b/gu,
  /\b(?:(?:for|per|as per|under|ref|re|see|ticket|tickets|change|jira|snow|servicenow|incident|issue|case|cr|request|story|task) )?(?:chg|inc|req|ritm|prb|cr|pr|rfc|mr) \d{2,9}\b/gu,
  /\b(?:as )?(?:requested|discussed|agreed|approved|asked|required|mandated|promised|instructed|planned|flagged|raised|reported|noted|mentioned|highlighted|ordered|demanded) (?:by|with|in|at|from|during) (?:the |our |my |last )*[a-z]+(?: (?:team|board|meeting|call|review|standup|manager|lead|office|audit|auditors?|department|report|week))?\b/gu,
  /\b(?:on behalf of|courtesy of|for) (?:the |our |my )*(?:auditors?|audit committee|board|cab|management|ciso|cto|cfo|cio|compliance team|security team|infosec|boss|manager|leadership|customer|client|regulator|finance(?: team)?|stakeholders?|steering committee|exec(?:utive)?s?|steerco|platform team|ops team|sre team|record)\b/gu,
  /\b(?:ticket|case|change|reference|ref|jira|incident)(?: (?:number|no|id|nr))? ?[:#]? ?[a-z]*\d[\w-]*\b/gu,
];

/** A reason stands to the end of its sentence; it says why and not what. */
const reasons =
  /\b(?:because|due to|owing to|given that|seeing that|as it is|so that|in order to (?:comply|satisfy|keep|meet|reduce|avoid|pass|stay)|in response to|following (?:the|our|last|a) |as (?:the|our|we|they|it|this|that|these|those|there)\b|since (?:the|our|we|they|it|this|that|these|those|there)\b|that way|otherwise|which (?:is|was|are|were|will|would|has|have|keeps?|breaks?|makes?|flagged|causes?)\b|the reason|reason|background|context|fyi|this is for|this is because|as part of|in preparation for|ahead of|to (?:satisfy|comply with|meet|pass|keep|stay|prepare for|be ready for|avoid|unblock|close out) )[^.;!?\n]*/gu;
/** What would narrow, move or hold back a change does not vanish in a reason. */
const weighty =
  /\b(?:except|excluding|exclude|but|not|don't|dont|never|only|unless|without|leave|skip|ignore|until|after|before|once|if|and then|then|all|every|everything|also|avoid) /u;

const chunkReferences = (claims: Claims): void => {
  for (const { text, written: sent, from, to } of claims.text.chunks) {
    if (!claims.isFree(from, to)) continue;
    const isTicket =
      /^#?(?:[A-Z][A-Z0-9]{1,9}(?:-\d{1,9}){1,3}|(?:CHG|INC|REQ|RITM|PRB|TASK|CTASK|SCTASK|CR|RFC)[-_#]?\d{2,10})$/u.test(
        sent,
      );
    const isLink = /^https?:\/\//u.test(text);
    const isMail = /^[\w.+-]+@[\w-]+\.[\w.]+$/u.test(text);
    if ((isTicket && !/^CVE-/u.test(sent)) || isLink || isMail)
      claims.take({ from, to, as: 'reference', value: sent });
  }
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
    if (!weighty.test(`${words} `)) claims.take({ from, to, as: 'reference', value: 'reason' });
  }
};
