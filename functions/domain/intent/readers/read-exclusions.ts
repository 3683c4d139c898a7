import { environmentOf } from '../../fleet/fleet-words.ts';
import type { Criteria } from '../../task/task-spec.ts';
import type { Claims, Found } from '../claims.ts';
import { functionWords } from '../plain-words.ts';
import type { Doubt, NamedEnvironment, ReadContext } from '../read-context.ts';
import { matchScope } from './match-scope.ts';
import { mergeCriteria } from './merge-criteria.ts';
import { packageAt } from './package-at.ts';

/** What a request wants left out. */
export interface ExclusionReading {
  readonly exclude: readonly Criteria[];
  readonly exclude_packages: readonly string[];
  readonly environments: readonly NamedEnvironment[];
  readonly doubts: readonly Doubt[];
}

const cues =
  /\b(?:except(?:ing)?(?: for)?|exept|excpet|execpt|exluding|exluded?|excl(?: \.)?|with the exception of|excluding|excludes?|exclusive of|apart from|aside from|other than|save for|barring|all but(?= (?:not )?the)|all (?:[a-z]+ ){1,2}but|(?:everything|anything|all|everywhere|anywhere) but(?: not)?|but not|and not(?! (?:another |just |more )?(?:slides|slideware|spreadsheets?|paper|theory|promises|presentations?)\b)|(?<=[,;(] |^)not (?:on|in|for|to)|(?:but |and |just |please )*(?:do not|don't|dont|never|must not|without)(?: ever)? (?:touch|touching|include|including|change|changing|modify|modifying|go near|go into|affect|affecting|mess with|patch|patching|update|updating|fix|reimage|apply (?:it|this|them) to)|(?:stay|keep|staying|keeping)(?: well)? (?:away from|out of|off|clear of)|hands off|steer clear of|leave out|leaving out|omit(?:ting)?|skip(?:ping)?|spare|sparing|exempt(?:ing)?|ignor(?:e|ing)|minus|outside(?: of)?|less the|not(?= (?:the |our |any |on |in |production|prod|staging|dev|development|databases?|web|app|api|caches?|workers?|windows|linux)))(?= |$)/gu;
const wrapped =
  /\b(?:leave|leaving|keep|keeping) (?<what>(?:[^ .;!?]+ ){1,8}?)(?:alone|untouched|unchanged|unpatched|as (?:they|it) (?:are|is)|as is|out of (?:it|this|scope|the (?:change|rollout|patching|run))|out)\b/gu;

/** The other way round: "the workers stay as they are". */
const kept =
  /(?<=[,;.?!:(—–-] |^|and |but )(?<what>(?:[^ .,;!?]+ ){1,9}?)(?:(?:must |should |shall |are to |to |can )?(?:stay|stays|remain|remains)(?: (?:as (?:they|it) (?:are|is)|as is|untouched|unchanged|out(?: of (?:it|this|scope))?|the same|where (?:they|it) (?:are|is)|up|online|running|alone))?|(?:(?:is|are|be) )?(?:out of scope|off limits|excluded|exempt(?:ed)?|not in scope|not to be touched|left out|left alone|untouchable))(?= |$)|\b(?:keep|leave|leaving|keeping) (?<kept>(?:[^ .,;!?]+ ){1,5}?)(?:running|up|online|serving)(?= [.,;!?]|$)|(?<=[,;] )(?<scope>(?:[^ .,;!?]+ ){1,5}?)out of scope\b/gu;

interface Element {
  readonly from: number;
  readonly to: number;
}

const ends = new Set([
  'stay',
  'stays',
  'remain',
  'remains',
  'is',
  'are',
  'must',
  'should',
  'running',
  'out',
  '.',
  ';',
  ':',
  '!',
  '?',
  '(',
  ')',
  'but',
  'because',
  'so',
  'then',
  'since',
  'as',
  'please',
  'pls',
  'thanks',
  ...'obviously though im i we they he she which where who that while start starting due asap only cuz cos bc'.split(
    ' ',
  ),
  ...'excluded exempt exempted off left untouchable not in_scope'.split(' '),
  ...'until till again today tomorrow now'.split(' '),
]);
/** What is left out stands beside them: "the cache role", "anything kernel related". */
const idle = new Set(
  (
    'package packages ones env updates update patches patch pkg pkgs zone zones region regions role roles az svc service services ' +
    'related serving including include running anything everything stuff data type kind named called completely entirely team host'
  ).split(' '),
);
const joints = new Set([',', 'and', 'or', '&', '/', 'nor', 'plus', '+']);

interface Parts {
  criteria: Criteria;
  packages: string[];
  environment: NamedEnvironment | null;
  inEnvironment: boolean;
  unknown: Doubt | null;
}

/** What one element of a list names: `checkout databases in eu-west-1` is one, of three criteria. */
const readElement = (claims: Claims, { from, to }: Element, context: ReadContext): Parts => {
  const parts: Parts = {
    criteria: {},
    packages: [],
    environment: null,
    inEnvironment: false,
    unknown: null,
  };
  const { wordAt, isWordAt } = claims.text;
  for (let at = from; at < to;) {
    const text = wordAt(at);
    const pack = packageAt(claims, at);
    const environment = environmentOf(text, context.words);
    const scope = claims.isFree(at) ? matchScope(claims, at, context) : null;
    if (pack !== null) {
      // What was read as "only this package" is said of the one that is left out.
      const { as, ...said } = claims.claimAt(at) ?? { as: null, from: at, to: pack.to };
      if (as === 'constraint') claims.retake({ ...said, as: 'exclusion', value: null });
      parts.packages.push(pack.name);
      at = pack.to;
    } else if (scope?.kind === 'match' && scope.match.to <= to) {
      parts.criteria = mergeCriteria(parts.criteria, scope.match.criteria);
      at = scope.match.to;
    } else if (scope?.kind === 'unknown') {
      parts.unknown ??= { from: at, to: scope.to, reason: scope.reason };
      at = scope.to;
    } else if (environment !== null) {
      parts.environment = { environment, as: 'excluded' };
      parts.inEnvironment =
        ['in', 'on', 'of', 'for', 'within'].includes(wordAt(at - 1)) && at - 1 > from;
      at += 1;
    } else {
      if (!functionWords.has(text) && claims.isFree(at) && isWordAt(at) && !idle.has(text))
        parts.unknown ??= {
          from: at,
          to: at + 1,
          reason: 'is nothing that this fleet has, so that it can’t be left out',
        };
      at += 1;
    }
  }
  return parts;
};

const namesNothing = ({ criteria, packages, environment }: Parts): boolean =>
  Object.keys(criteria).length === 0 && packages.length === 0 && environment === null;

/** The elements of the list that begins at a place, and where it ends. */
const elementsFrom = (claims: Claims, from: number, limit: number): readonly Element[] => {
  const { tokens } = claims.text;
  const elements: Element[] = [];
  let start = from;
  for (let at = from; at <= limit; at += 1) {
    const text = tokens[at]?.text ?? '.';
    const isEnd =
      at === limit ||
      ends.has(text) ||
      claims.claimAt(at)?.as === 'time' ||
      claims.claimAt(at)?.as === 'reference';
    if (!isEnd && !joints.has(text)) continue;
    if (at > start) elements.push({ from: start, to: at });
    start = at + 1;
    if (isEnd) break;
  }
  return elements;
};

/** In "except the databases, xz fix" the second is what is installed. */
const isListGone = (
  claims: Claims,
  parts: Parts,
  { index, from, to }: Element & { readonly index: number },
): boolean =>
  index > 0 &&
  (namesNothing(parts) ||
    (parts.packages.length > 0 &&
      claims.text.tokens
        .slice(from, to)
        .some(({ text }) => /^(?:fix|fixes|patch|update|upgrade|hotfix)$/u.test(text))));

/** Reads what a request wants left out. What can't be told apart is a doubt: it would not be left out. */
export const readExclusions = (claims: Claims, context: ReadContext): ExclusionReading => {
  const exclude: Criteria[] = [];
  const packages: string[] = [];
  const environments: NamedEnvironment[] = [];
  const doubts: Doubt[] = [];
  const { tokens } = claims.text;
  const places: readonly (Found & { readonly begin: number; readonly limit: number })[] = [
    ...claims
      .findFree(wrapped)
      .map((found) => ({ ...found, begin: found.from + 1, limit: found.to - 1 })),
    ...claims.findFree(kept).map((found) => ({
      ...found,
      begin: found.from,
      limit: found.to,
    })),
    ...claims
      .findFree(
        /(?<=[,;(] |^|and |but )no\b(?= [a-z0-9-]+(?: (?:pkgs?|packages?|patch(?:es)?|updates?|servers?|machines?|hosts?|role|service))?(?: ?[,.;)]|$))/gu,
      )
      .filter(
        ({ to }) =>
          packageAt(claims, to) !== null || matchScope(claims, to, context)?.kind === 'match',
      )
      .map((found) => ({ ...found, begin: found.to, limit: found.to + 1 })),
    ...claims.find(cues).map((found) => ({ ...found, begin: found.to, limit: tokens.length })),
  ];
  for (const { from, to, begin, limit } of places) {
    if (!claims.isFree(from)) continue;
    let last = to;
    for (const [index, element] of elementsFrom(claims, begin, limit).entries()) {
      const parts = readElement(claims, element, context);
      if (isListGone(claims, parts, { ...element, index })) break;
      last = Math.max(last, element.to);
      if (parts.unknown !== null) doubts.push(parts.unknown);
      else if (namesNothing(parts))
        doubts.push({ from, to: element.to, reason: 'leaves out what the fleet can’t tell apart' });
      packages.push(...parts.packages);
      const isNamed = Object.keys(parts.criteria).length > 0;
      if (isNamed) exclude.push(parts.criteria);
      if (parts.environment !== null) {
        if (!isNamed) environments.push(parts.environment);
        else if (parts.inEnvironment) environments.push({ ...parts.environment, as: 'place' });
      }
    }
    if (last === to && begin === to && !doubts.some((doubt) => doubt.from === from))
      doubts.push({ from, to, reason: 'says that something is left out, and not what' });
    claims.take({ from, to: last, as: 'exclusion', value: null });
  }
  return { exclude, exclude_packages: [...new Set(packages)].sort(), environments, doubts };
};
