/*
 * How people say that something stays as it is, after its name: "… stays put", "… can be ignored".
 * What tells a state that is to be mended ("… remain vulnerable", "… were skipped last time") is not here.
 */

const as =
  '(?:just |exactly )?(?:as|how|where|the way|like) (?:it|they|he|she|these|those) (?:is|are)';
const state = `(?:${as}(?: now)?|as is|put|untouched|unchanged|unmodified|alone|be|intact|in peace|the same|like (?:this|that)|frozen|exempt(?:ed)?|excluded|pinned|parked)`;
const scope =
  '(?:it|this|that|scope|bounds|the (?:change|scope|rollout|patching|run|window|batch|exercise|drill|game|fix|loop|picture|way))';
const out = `(?:out(?:side)?(?: of ${scope}| here)?|off(?: limits)?|away)`;
const serving = '(?:up|online|running|serving|available|in service|live and serving)';
const adverbs =
  '(?:also |both |all |please |simply |just |therefore |better |best |definitely ){0,4}';
const modal =
  '(?:must|should|shall|will|would|can|could|may|might|has to|have to|needs to|need to|ought to|is to|are to|is|are|to|gets?)';
const done =
  '(?:ignored|skipped|omitted|disregarded|excluded|exempt(?:ed)?|spared|bypassed|passed over|held (?:back|out)|ruled out|taken out|kept (?:out|back|away|as is)|left (?:out|off|alone|be|in peace|untouched|unchanged|as is|' +
  `${as})|out of ${scope}|off limits|(?:a )?no go|taboo|untouchable|sacred|hands off)(?! of (?!${scope}))`;
const touched =
  '(?:touched|counted|included|considered|affected|concerned|involved|covered|meant|in scope|part of (?:this|it|that|the (?:change|scope|run|rollout|exercise|drill|batch)))';
const changed =
  '(?:patched|updated|upgraded|changed|modified|altered|fixed|reimaged|rebuilt|remediated|failed over|disturbed|interfered with)';
const negated =
  "(?:(?:must|should|shall|may|can|will|is to|are to|has to|have to) not|mustn't|shouldn't|shan't|won't|can't|cannot)";

const ways = [
  `${adverbs}(?:(?:${modal}) ${adverbs})?(?:stays?|remains?|keeps?) ${adverbs}(?:well |completely |entirely |fully )?(?:${state}|${out}|${serving})`,
  `(?:${modal} )?${adverbs}(?:stays?|remains?)(?= ?[,.;:!?)]|$| (?:and|but|because|since|until|for now|this time|please)\\b)`,
  `(?:${modal} )${adverbs}(?:be |get )?${adverbs}(?:completely |entirely )?${done}(?: of ${scope}| as well| too)?(?! (?:after|by|when|at|on) )`,
  `(?:${modal} )?${adverbs}not (?:to )?(?:be |get )?${touched}(?! (?:for|in (?:weeks|months|years|ages)))`,
  `(?:isn't|aren't) (?:to be )?${touched}(?! (?:for|in (?:weeks|months|years|ages)))`,
  `(?:is|are)? ?not to be ${changed}`,
  `(?:${negated}|need not|needn't) (?:be |get )(?:${touched}|${changed})`,
  `(?:doesn't|don't|does not|do not) (?:need|want|require|get) (?:it|this|that|them|any(?:thing| of (?:it|this))?|the (?:fix|patch|patches|update|updates|change)|patching|updating|to be (?:${touched}|${changed}))`,
  `(?:(?:is|are) )?(?:${done})(?: (?:this|that) (?:time|round))?(?= ?[,.;:!?)]|$| (?:because|since|as|until|for|please|this|due)\\b)`,
  // "Databases: skip", "prod-web-search-28 — hands off".
  "[:–—-]? ?(?:please )?(?:skip|ignore|exclude|omit|leave (?:(?:it|them|that one|those) )?(?:alone|out|be|as is)|hands off|(?:do not|don't|dont) touch|off limits|no)(?= ?[,.;!?)]|$)",
  'not(?: (?:this|that) (?:time|round|one))?(?: please)?(?= ?[,.;!?)]|$)',
];

/** Says of what is named before it that it is left out. */
export const leavingOut = new RegExp(
  `(?<= )(?:${ways.map((way) => `(?:${way})`).join('|')})(?= |$)`,
  'gu',
);

/** Words of a clause of its own by which what it names may be left out, in ways that nobody foresees. */
export const keeping =
  /\b(?:stay\w*|remain\w*|keep\w*|kept|not|never|no|none|nothing|isn't|aren't|don't|doesn't|dont|won't|mustn't|shouldn't|can't|cannot|already|ignor\w*|skip\w*|leav\w*|left|except\w*|exclu\w*|exempt\w*|omit\w*|hold\w*|held|wait\w*|alone|untouched|off|out|without|spar\w+|later|separate\w*|last|own|busy|reserved|quarantine\w*|forensic\w*|frozen|freeze\w*|borrowed|loan\w*|debug\w*|manual\w*|sacred|protected|parked|pinned|hands|avoid\w*|away|aside|instead|elsewhere|someone|somebody|next|tomorrow|done|finished|fine|ok|okay|good|clean)\b/u;
