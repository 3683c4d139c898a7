import type { Claims } from '../claims.ts';
import { makeSlipsOf } from '../one-slip.ts';
import { aside, askingVerbs, tellsOfDoing, wondering } from './asking-words.ts';
import { courtesyWords, functionWords } from '../plain-words.ts';

/** What a request does with its words, beside what it is about. */
export interface SpeechAct {
  /** The words that ask for something: a verb at the head of a clause, or "needs". */
  readonly asks: boolean;
  /** Places of the sentences that ask for nothing: they tell what is so, or why. */
  readonly told: readonly { readonly from: number; readonly to: number }[];
  /** Where each clause begins that has such a verb. */
  readonly heads: readonly number[];
  /** Whether it tells what is or was: a verbless phrase does not. */
  readonly tells: boolean;
  /** Whether some sentence is a question. */
  readonly questions: boolean;
  /** A time to try it without changing anything. */
  readonly rehearses: boolean;
}

const commandVerbs: ReadonlySet<string> = new Set(
  (
    'fix remediate correct repair resolve reconcile eliminate realign align reimage re-image restore address reset resync sync rebase ' +
    'patch apply install deploy update upgrade rollout roll push ship mitigate close check audit collect gather harden secure lock ' +
    'generate produce assess verify report investigate diagnose troubleshoot analyze analyse debug examine triage prove confirm attest ' +
    'run rehearse simulate practice practise exercise conduct perform plan test reduce cut optimize optimise lower trim shrink downsize ' +
    'find recommend forecast estimate save scan detect identify list look review build bake create rebuild right-size rightsize ' +
    'refresh validate promote publish write author draft document execute design integrate connect discover wire hook ' +
    'develop implement make bring get keep start do let handle change stop use sort clean tidy undrift converge enforce revert return ' +
    'put move take give show tell prepare compile map measure evaluate inspect hunt search trace track pinpoint explain figure work ' +
    'dig uncover determine establish root-cause drain execute follow carry schedule kick launch begin trigger initiate bump remove ' +
    'rotate release retire deprecate fail failover switch drill stress exercise game suggest spot flag project predict model ' +
    'swap replace reapply redeploy rebaseline rectify straighten set hotfix remediate level rollforward distribute wrap scaffold onboard ' +
    'preview yum apt dnf heal harmonise harmonize conform overwrite re-baseline pull undo kill wipe enrol mass hot emergency ' +
    'catch supply arrange organise organize schedule proceed lose mock act suppose pretend try recover evacuate game tabletop demonstrate ' +
    'rebase undrift square equip modernise modernize provide renew overhaul reinstate re-establish reestablish remedy hold see bind ' +
    'straighten reprovision recreate mirror match copy lift see time record cutover flip blackhole sever isolate pull push redo ' +
    'expose adapt need plug bring standardize standardise normalize normalise address shut power turn eradicate'
  ).split(' '),
);

const leadIn =
  /^(?:(?:please|pls|plz|kindly|just|also|now|then|and|so|ok|okay|hi|hello|hey|team|folks|all|urgent|urgently|asap|immediately|quickly|afterwards|later|additionally|lastly|carefully|cautiously|safely|slowly|gradually|gently|first|next|finally|once more|again|can|could|would|will|you|u|we|i|someone|somebody|anyone|let's|lets|let us|need|needs|want|must|have|has|had|like|to|gotta|gonna|going|go|ahead|be|sure|make|there|any|chance|help|me|us|it's|its|time|the|task|is|are|request|action|ask|for|a|your|job|todo|do|not only|able|try|i'd|we'd|like|love|appreciate|if|it|would|great|good|nice|possible|so|then|yes|no)(?: |$))*/u;
const politeQuestion =
  /\b(?:can|could|would|will|may) (?:(?!we |i |it |this |that )[a-z0-9'-]+ ){1,6}?(?:please |kindly )?(?:put|bring|receive|get|take|return|restore|reset|roll|apply|install|push|ship|deploy|move|go|set)\b(?! (?:if|when|out of|wrong|down|worse|stuck|slow))|\b(?:can|could|may|might|would) (?:[a-z0-9'-]+ ){1,7}?(?:be|get|have) (?:[a-z]+ ){0,2}?(?:[a-z]+(?:ed|ated|en)|put|brought|done|taken|set|built|made|run|the|their|them)\b(?! (?:if|when|by whom))|\bwho(?:'s| is| has)? (?:got|has|have) (?:a |the )?(?:sec|second|minute|time|moment)\b|\b(?:may|might|can|could) (?:i|we) (?:please |kindly )?(?:ask|request|have|get|beg)\b|\b(?:can|could|would) (?:s[a-z]*m[a-z]*b[a-z]*dy|s[a-z]*m[a-z]*one|any ?one|any ?body|y'all|ya|guys|folks|one)\b|\b(?:would|could) (?:that|this|it) be (?:ok|okay|fine|feasible|possible|doable)\b|\b(?:feasible|possible|ok|okay) (?:to|for you to)\b|\bwould (?:someone|somebody|you|anyone) (?:please |kindly )?mind\b|\bhow about you\b|\b(?:can|could|would|will|may|might) (?:you|u|we|i|someone|somebody|anyone|the team)\b|\b(?:would|is) it (?:be )?possible to\b|\b(?:any )?chance (?:you|of|to|we)\b|\bcan i (?:get|have|ask)\b|\bmind (?:[a-z]+ing)\b|\bif so\b|\bif (?:yes|any)\b/u;
/** "Have every server reconciled by Sunday": it orders, where "have they been patched" asks. */
const haveDone =
  /^(?:please |pls |kindly )?have (?!you\b|we\b|they\b|i\b|any\b)(?:(?!been )[a-z0-9'-]+ ){1,7}?(?:[a-z]{3,}ed|brought|put|set|rebuilt|done|reset)\b(?! (?:ever|yet|before))/u;
/** "When the load drops": a condition, and no question. */
const whenever =
  /^should (?:the|a|an|any|our) |^(?:when|where) (?!(?:is|are|was|were|did|do|does|will|has|have|had|can|could|should|would)\b)/u;
const questionWords =
  /^(?!(?:please|kindly|pls) (?:have|do)\b)(?:hi |hello |hey |so |and |ok |but |team |please )*(?:what|what's|whats|which|why|when|who|whom|where|how|how's|is|are|isn't|aren't|do (?:we|i|you|they|these|those|any)|does|did|don't (?:we|you)|doesn't|should|shall|has|have|hasn't|haven't|was|were|am|any|whether|can|could|would|will|may|must)\b/u;
const marker =
  /\b(?:asking for|need|needs|must|has to|have to|had better|ought to|require|requires|required|needed|want|wants|wanted|requesting|request|please|pls|plz|mind [a-z]+ing|due|overdue|is required|go ahead|go for it|time to|in need of|ready to be|to be had|must have|wants? to have|would be (?:good|great|nice|appreciated|lovely)|kindly|let's|would like|i'd like|we'd like|looking to|to be (?:[a-z]+ed|done)|get (?:[^ .;]+ ){1,8}(?:patched|updated|fixed|upgraded|remediated|done|sorted|current|compliant)|asap)\b/u;
/** A sentence with a subject and what it does or did; also one that begins with what is known already. */
export const statement =
  /\b(?:is|are|was|were|has|have|had|been|isn't|aren't|wasn't|went|failed|fails|broke|broken|got|seems?|looks|appears|keeps|kept|worked|works|finished|completed|succeeded|stopped|started|happened|showed|did|does|should|will|improved|increased|dropped|went|needs? love|makes?|scares?|worries|thanks for|thank you for|used to|took|gave|wrote|built|ran|found|doubled|tripled|rose|fell|grew|jumped|climbed|exploded|halved|revealed|flagged|confirmed|saw|said|told|held|sent|lost|came|began|ended|stood|moved|passed|noticed|remarked|think|believe|guess|feel|remember|heard)\b|\b(?:already|just|finally|successfully|recently) [a-z]+ed\b|\b(?:we|they|i|he|she|someone|somebody|team) (?:already |just |have |has )*[a-z]+ed\b|^(?:the|our|my|this|that|these|those|his|her|their) |^(?:we|they|i|he|she|nobody|everybody|everyone|someone) (?!need|want|would|could|should|must|can|have to|require|request|kindly|like|expect|wish|ask|hereby|please|also)[a-z]+\b/u;
const opinion =
  /\b(?:should|thoughts|thinking (?:of|about)|wondering|maybe|perhaps|might want|worth|considering|planning to|going to|will be|we could|i could|used to|was|were|has been|have been|had been|already|yesterday|is (?:stuck|failing|running|done|slow|blocked|broken|hanging)|got (?:patched|fixed|updated|stuck))\b/u;

/** Words of asking that nobody else's rules are told by. */
const askedIn =
  /\b(?:please|pls|plz|kindly|(?:we|i|you) (?:\w+ )?(?:need|must|want|have to|require|request)|need to|needs to|let's|would like|i'd like|we'd like|wanted|requesting|asap|to be (?:[a-z]+ed|done)|get (?:[^ .;]+ ){1,8}(?:patched|updated|fixed|upgraded|remediated|done|sorted|current|compliant))\b/u;
const obliged =
  /\b(?:should|must|shall|need to|needs to|have to|has to|is to|are to) (?:again |all |also |please |kindly )*(?:(?:be|get) (?:[a-z-]+ed|brought|put|set|taken|rebuilt|reset|redone|made|back)|receive|get|have|go|match|correspond|conform|look|land|equal)\b/u;
const courteous =
  /\b(?:please|pls|plz|kindly|no later than|asap|urgently|by|before|tonight|today|tomorrow|now|again|must|(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d{1,2} \d{2} utc)\b/u;

const strongRehearsal =
  /\b(?:(?:but |and |please |just )?(?:do not|don't|dont|without|no need to|not to) (?:fix|fixing|change|changing|touch|touching|remediate|remediating|modify|modifying|repair|repairing)(?: yet)? (?:anything|any of (?:it|them)|things)(?: yet| else)?|(?:as |in |do |run |only |just |for )?(?:a |an )?dry ?run(?: (?:only|first|mode|of|for))?|dry running|(?:plan|preview|simulation|read) (?:only|mode)|(?:without|w o|but (?:do not|don't|dont)|do not|don't|dont|not)(?: yet)? (?:actually |really )?(?:changing|applying|executing|running|doing|change|apply|execute|making|make)(?: it| any| them| the| a)*(?: thing| anything| changes?| yet)?(?! to )|no (?:actual |real )?changes?(?: yet)?|nothing (?:should|must|may) change|(?:just|only) (?:show|plan|preview|simulate)(?: me)?(?: the plan| what)?|what if|trial run|test run|mock run|no op|noop|what ?if analysis)\b/gu;
const weakRehearsal =
  /\b(?:simulate|simulating|simulation of|preview(?:ing)?|rehearse|rehearsal of|estimate|what (?:would|will)(?: [a-z]+){0,3}?(?: (?:if|when) (?:we|i|you))|what would(?: it)?(?: (?:happen|change|be (?:touched|changed|affected|patched)|it take))?|(?<!\bi )(?<!\bwe )would (?:be )?(?:[a-z]+ ){0,2}if (?:we|i)|show(?: me)? (?:the |a )?plan(?: for)?|(?:draft|make|give me) (?:a |the )?plan (?:for|to)|walk me through|how many (?:[^ .;]+ ){0,4}would (?:change|be))\b/gu;

export interface Sentence {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly isQuestion: boolean;
}

/** The sentences of a request, each with whether it is a question. */
export const sentencesOf = ({ text: { tokens, source } }: Claims): readonly Sentence[] => {
  const sentences: Sentence[] = [];
  let from = 0;
  for (let at = 0; at <= tokens.length; at += 1) {
    const token = tokens[at];
    const previous = tokens[at - 1];
    const isLine =
      token !== undefined &&
      previous !== undefined &&
      /\n/u.test(source.slice(previous.end, token.start));
    const isMark = previous !== undefined && /^[.!?;]$/u.test(previous.text);
    if (at < tokens.length && !isLine && !isMark) continue;
    if (at > from) {
      const text = tokens
        .slice(from, at)
        .map((one) => one.text)
        .join(' ');
      const asks =
        previous?.text === '?' ||
        (questionWords.test(text) && !whenever.test(text) && !haveDone.test(text));
      const isPolite = politeQuestion.test(text) && !wondering.test(text);
      sentences.push({ from, to: at, text, isQuestion: asks && !isPolite });
    }
    from = at;
  }
  return sentences;
};

/** Where clauses of a sentence begin: at its start, after a comma, a colon, a dash, "and", "then", "so", "to". */
const clauseStarts = (
  { text: { wordAt }, claimAt }: Claims,
  { from, to }: Sentence,
): readonly number[] => {
  const starts = [from];
  for (let at = from; at < to; at += 1) {
    const text = wordAt(at);
    if (
      /^(?:[,:()\-–—>→=/"“”]|and|then|so|to|&|please|pls|plz|kindly|also|but|regardless|otherwise|hence|therefore|is)$/u.test(
        text,
      ) ||
      claimAt(at)?.as === 'reference'
    )
      starts.push(at + 1);
  }
  return starts.filter((start) => start < to);
};

const verbsSlippedTo = makeSlipsOf(commandVerbs);

/** "Updated" is what was done, and no slip of "update". */
const isCommand = (text: string): boolean =>
  commandVerbs.has(text) ||
  // "Reimaged" is no slip of "reimage": it tells what was done.
  (!/(?:ed|d|s|ing|er|ion)$/u.test(text) && verbsSlippedTo(text).length > 0);

const nounBefore = new Set(
  'the a an our your my this that these those their its all every each any no'.split(' '),
);

/** "Nudge them home", "flip it back to baseline": whatever the verb is, it moves what was spoken of. */
const movesBack =
  /^(?!.{0,12}(?:ed|ing|went|came|goes|is|are|was|were) )[a-z]{3,} back to (?:the |our |its |their |what |how |golden|gold|baseline|standard|spec|normal|image|approved)|^(?!(?:is|are|was|were|has|have|had) )[a-z]{3,} (?:it|them|em|those|these|everything|all|things|that|both) (?:all |right |straight )?(?:back|home|straight|in line|into line|into shape|up to date|up to scratch)\b/u;
/** Whose doings are told, with what for: "we logged on to chase a bug". */
const toldPurpose =
  /^(?:\S+ ){0,9}?(?:had|went|came|logged|logging|changed|ran|used|tried|touched|edited|opened|turned|disabled|enabled|switched|loosened|tuned|tweaked|[a-z]{4,}ing on) (?:\S+ ){0,12}to$/u;

const headFrom = (
  { text: { tokens, wordAt } }: Claims,
  start: number,
  to: number,
): number | null => {
  const words = tokens.slice(start, Math.min(to, start + 14)).map(({ text }) => text);
  if (movesBack.test(words.join(' ')) && !functionWords.has(words[0] ?? '')) return start;
  const [lead = ''] = leadIn.exec(words.join(' ')) ?? [''];
  const skipped = lead.split(' ').filter((word) => word !== '').length;
  // "Make sure" leads to what is asked for, and "make a client" asks for it.
  const making = words
    .slice(0, skipped)
    .findLastIndex((word, at) => word === 'make' && words[at + 1] !== 'sure');
  for (const at of [start + skipped, start, ...(making < 0 ? [] : [start + making])]) {
    const text = wordAt(at);
    const isPrefixed =
      ['re', 'un', 'de'].includes(text) &&
      tokens[at]?.chunk === tokens[at + 1]?.chunk &&
      isCommand(wordAt(at + 1));
    if (at > start && tellsOfDoing.test(words.slice(0, at - start).join(' '))) continue;
    if (
      at >= to ||
      !(isCommand(text) || isPrefixed || askingVerbs.has(text)) ||
      (courtesyWords.has(text) && at > start)
    )
      continue;
    // "The patch", "our plan": a noun, and no verb.
    if (nounBefore.has(wordAt(at - 1))) continue;
    return at;
  }
  return null;
};

const isToldPurpose = ({ text: { tokens } }: Claims, { from }: Sentence, start: number): boolean =>
  tokens[start - 1]?.text === 'to' &&
  toldPurpose.test(
    tokens
      .slice(Math.max(from, start - 24), start)
      .map(({ text }) => text)
      .join(' '),
  );

/** Whether one of some places stands in a sentence. */
export const holdsAny = (
  { from, to }: Pick<Sentence, 'from' | 'to'>,
  places: ReadonlySet<number>,
): boolean => {
  for (let at = from; at < to; at += 1) if (places.has(at)) return true;
  return false;
};

/** Whether words wish for something without a verb that commands. */
export const isMarked = (text: string): boolean =>
  (marker.test(text) && !opinion.test(text)) ||
  (obliged.test(text) && courteous.test(text)) ||
  politeQuestion.test(text) ||
  haveDone.test(text);

/** Reads what a request does: whether it asks for something, tries it, or meddles with what runs. */
export const readSpeechAct = (claims: Claims): SpeechAct => {
  const rehearsals = claims.findFree(strongRehearsal);
  for (const { from, to } of rehearsals)
    claims.take({ from, to, as: 'speech_act', value: 'rehearse' });
  const sentences = sentencesOf(claims);
  const asking = sentences.filter(({ isQuestion }) => !isQuestion);
  const heads = asking.flatMap((sentence) =>
    clauseStarts(claims, sentence)
      .filter((start) => !isToldPurpose(claims, sentence, start))
      .map((start) => headFrom(claims, start, sentence.to))
      .filter((head) => head !== null && claims.claimAt(head)?.as !== 'exclusion'),
  ) as readonly number[];
  const isHead = new Set(heads);
  const marked = asking.filter(({ text }) => isMarked(text));
  const asks = heads.length > 0 || marked.length > 0;
  return {
    asks,
    told: asking.filter(
      (sentence) =>
        // "Staging kernel fixes, no reboot": without a verb the phrase itself is what is asked for.
        (asks || statement.test(sentence.text)) &&
        !askedIn.test(sentence.text) &&
        !holdsAny(sentence, isHead) &&
        // "The web servers need the patches" asks, unless a verb does beside it.
        (heads.length > 0 || !isMarked(sentence.text)),
    ),
    heads: [...isHead],
    tells: asking.some(({ text }) => statement.test(text.replace(aside, ' '))),
    questions: sentences.some(({ isQuestion }) => isQuestion),
    rehearses: rehearsals.length > 0,
  };
};

/** Takes words such as "simulate" for a rehearsal, where they are not the task itself. */
export const readRehearsal = (claims: Claims): boolean => {
  const found = claims.findFree(weakRehearsal);
  for (const { from, to } of found) claims.take({ from, to, as: 'speech_act', value: 'rehearse' });
  return found.length > 0;
};

/** Whether words such as "simulate" or "what would change if we" ask for a rehearsal. */
export const mayRehearse = (claims: Claims): boolean => claims.find(weakRehearsal).length > 0;
