import { environmentOf } from '../../fleet/fleet-words.ts';
import type { Criteria } from '../../task/task-spec.ts';
import type { Claims } from '../claims.ts';
import { functionWords } from '../plain-words.ts';
import type { Doubt, NamedEnvironment, ReadContext } from '../read-context.ts';
import { exclusionPlaces } from './exclusion-places.ts';
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
  { isFirst, from, to }: Element & { readonly isFirst: boolean },
): boolean =>
  !isFirst &&
  (namesNothing(parts) ||
    (parts.packages.length > 0 &&
      claims.text.tokens
        .slice(from, to)
        .some(({ text }) => /^(?:fix|fixes|patch|update|upgrade|hotfix)$/u.test(text))));

/** Takes the words of a place, also those that were taken for a reason: "as it is" is none there. */
const takeWhole = (claims: Claims, from: number, to: number): void => {
  const isWhole = claims.text.tokens
    .slice(from, to)
    .every((_token, index) => ['reference', undefined].includes(claims.claimAt(from + index)?.as));
  claims[isWhole ? 'retake' : 'take']({ from, to, as: 'exclusion', value: null });
};

/** Reads what a request wants left out. What can't be told apart is a doubt: it would not be left out. */
export const readExclusions = (claims: Claims, context: ReadContext): ExclusionReading => {
  const exclude: Criteria[] = [];
  const packages: string[] = [];
  const environments: NamedEnvironment[] = [];
  const doubts: Doubt[] = [];
  for (const place of exclusionPlaces(claims, context)) {
    const { from, to, begin, limit, standsFor } = place;
    if (!claims.isFree(from)) continue;
    let last = to;
    const add = (element: Element, isFirst: boolean): boolean => {
      const parts = readElement(claims, element, context);
      if (isListGone(claims, parts, { ...element, isFirst })) return false;
      last = standsFor === null ? Math.max(last, element.to) : last;
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
      return true;
    };
    const list = standsFor ?? { begin, limit };
    for (const [index, element] of elementsFrom(claims, list.begin, list.limit).entries())
      if (!add(element, index === 0)) break;
    if (place.doubt !== null) doubts.push({ from, to: last, reason: place.doubt });
    else if (
      last === to &&
      begin === to &&
      !doubts.some((doubt) => doubt.from === from) &&
      standsFor === null
    )
      doubts.push({ from, to, reason: 'says that something is left out, and not what' });
    if (standsFor !== null)
      claims.take({ from: standsFor.begin, to: standsFor.limit, as: 'exclusion', value: null });
    takeWhole(claims, from, last);
  }
  return { exclude, exclude_packages: [...new Set(packages)].sort(), environments, doubts };
};
