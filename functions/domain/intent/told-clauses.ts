import type { Claims } from './claims.ts';
import { coveredBy } from './covered-by.ts';
import type { Place } from './covered-by.ts';
import { holdsAny, isMarked, sentencesOf } from './readers/read-speech-act.ts';

/** What tells that something is so: who does it, and what was or is done. */
export const telling =
  /\b(?:is|are|was|were|am|isn't|aren't|wasn't|weren't|has|have|had|hasn't|haven't|does|did|won't|it's|they're|we're|i'm|he's|she's|that's|there's|im|ive|cant|can't|couldn't|doesn't|didn't|wants?|asks?|asked|asking|needs|says|said|told|tells|thinks?|insists?|insisted|requires|required|expects|expected|reported|reports|flagged|flags|noticed|found|finds|keeps?|kept|keep|complains?|complained|complaining|screams?|yells?|shouts?|worries|fears?|hates?|loves?|knows?|knew|broke|breaks|failed|fails|crashed|died|happened|happens|matters|comes?|came|goes|went|returns|started|begins|began|runs|ran|lost|left|made|makes|got|gets|depends|decided|promised|agreed|approved|signed|confirmed|announced|released|published|disclosed|touched|changed|edited|hacked|bumped|forgot|missed|hosts|shows?|showed|lacks?|looks?|seems?|sounds|feels|hurts?|carry|carries|contains?|drifted|diverged|wandered|gone|nervous|ago|under way|underway|ongoing|in progress|sorry)\b|\b[a-z]+'s (?:[a-z]+ing|there|got|been|team|people|still|just|always)\b|\b(?:we|they|i|he|she|someone|somebody|people|ppl|folks|contractors?|interns?|colleagues?|vendor|customers?|auditors?|devs?|dbas?|management|mgmt|boss|manager) (?:[a-z]+ly |just |already |also |still )*(?:[a-z]{2,}(?:ed|ought|ew|oke|ung)|put|set|cut|hit|ran|did|dug|stuck|saw|swore|fell)\b/u;

/** What may narrow, move or hold back the change that stands beside it is nothing that is only told. */
export const weighty =
  /\b(?:except\w*|exclu\w*|exempt\w*|but|not|no|none|nothing|don't|dont|never|only|solely|unless|without|leave|leaving|skip\w*|ignor\w*|omit\w*|avoid\w*|until|till|after|before|once|if|when|whenever|while|then|first|last|next|enough|suffic\w*|instead|rather|otherwise|later|wait\w*|hold\w*|stop\w*|paus\w*|abort\w*|limit\w*|most|least|half|third|quarter|percent|few|some|several|couple|rest|remaining|others?|apart|besides|alone|untouched|separately|canary|reboot\w*|restart\w*|approvals?|rollback|stay|stays|remain|remains|scope|need|must|should|please|pls|just|may|allowed|forbidden|until)\b/u;

/** Somebody keeps off the machines of which it is told: nobody says that without meaning it. */
const offLimits =
  /\b(?:freez\w*|froze\w*|embargo\w*|moratorium|lockdown|locked|off[ -]limits|untouchable|quarantined?|legal hold|on hold|do[ -]not[ -]touch|blackout|sacred|no[ -]go|in use|reserved|borrowed)\b/gu;

const breaks = /^[,;:.!?()"“”–—[\]{}-]$/u;

const clausesOf = ({ text: { tokens, source } }: Claims): readonly Place[] => {
  const clauses: Place[] = [];
  let from = 0;
  tokens.forEach(({ text, start }, at) => {
    const previous = tokens[at - 1];
    const isLine = previous !== undefined && /\n/u.test(source.slice(previous.end, start));
    if (!breaks.test(text) && !isLine) return;
    if (at > from) clauses.push({ from, to: at });
    from = isLine ? at : at + 1;
  });
  return tokens.length > from ? [...clauses, { from, to: tokens.length }] : clauses;
};

/** The clauses of a sentence that asks which only tell something: ", a demo runs there". */
export const toldClauses = (claims: Claims, heads: readonly number[]): readonly Place[] => {
  const { tokens } = claims.text;
  const isHead = new Set(heads);
  // "I want staging patched by Friday": without a verb that commands, the wish is what is asked.
  const wishes = coveredBy(
    tokens.length,
    sentencesOf(claims).filter((sentence) => !holdsAny(sentence, isHead)),
  );
  return clausesOf(claims).filter((clause) => {
    const { from, to } = clause;
    if (holdsAny(clause, isHead)) return false;
    const words = tokens.slice(from, to).map(({ text }) => text);
    if ((wishes[from]?.length ?? 0) > 0 && isMarked(words.join(' '))) return false;
    const open = words.filter((_word, index) => claims.isFree(from + index)).join(' ');
    return telling.test(open) && !weighty.test(open);
  });
};

/** Where the words tell that somebody keeps off machines, and nothing says that these are left out. */
export const readOffLimits = (claims: Claims): readonly Place[] => {
  const { tokens } = claims.text;
  const excluded = tokens.findIndex((_token, at) => claims.claimAt(at)?.as === 'exclusion');
  return claims.findFree(offLimits).filter(({ from }) => excluded === -1 || from <= excluded);
};
