import { RegExpParser } from '@eslint-community/regexpp';
import type { AST } from '@eslint-community/regexpp';

type Next = (at: number) => boolean;
/** Tries to match from a place on, and goes on by `next` wherever it could end. */
type Matcher = (at: number, next: Next) => boolean;

/** What is searched, and how much of the work is done. */
interface Search {
  text: string;
  steps: number;
  most: number;
  readonly captured: Map<AST.CapturingGroup, string>;
}

interface Compiling {
  readonly search: Search;
  readonly flags: string;
  /** Inside a look-behind characters are read from right to left. */
  readonly direction: 1 | -1;
  /** How a part of the pattern is matched, whatever it is. */
  readonly matcherOf: (node: AST.Element, compiling: Compiling) => Matcher;
}

const charAt = ({ search: { text }, direction }: Compiling, at: number): string | null =>
  text[direction === 1 ? at : at - 1] ?? null;

const count = (search: Search): void => {
  search.steps += 1;
  if (search.steps > search.most) throw new RangeError(`more than ${search.most} steps`);
};

type Single = AST.Character | AST.CharacterSet | AST.CharacterClass | AST.ExpressionCharacterClass;

const isSingle = ({ type }: AST.Node): boolean =>
  ['Character', 'CharacterSet', 'CharacterClass', 'ExpressionCharacterClass'].includes(type);

/** Whether a character is one of those that a part of the pattern stands for. */
const testOf = ({ raw }: Single, flags: string): ((char: string | null) => boolean) => {
  const one = new RegExp(`^(?:${raw})$`, flags.replace(/[gy]/gu, ''));
  const known = new Map<string, boolean>();
  return (char) => {
    if (char === null) return false;
    const isIn = known.get(char) ?? one.test(char);
    known.set(char, isIn);
    return isIn;
  };
};

const singleOf = (node: Single, compiling: Compiling): Matcher => {
  const test = testOf(node, compiling.flags);
  return (at, next) => {
    count(compiling.search);
    return test(charAt(compiling, at)) && next(at + compiling.direction);
  };
};

/** A repeated character needs no frame of its own for each time. */
const repeatedSingle = (
  { min, max, greedy }: AST.Quantifier,
  node: Single,
  compiling: Compiling,
): Matcher => {
  const { search, direction } = compiling;
  const test = testOf(node, compiling.flags);
  return (at, next) => {
    let times = 0;
    const takesOne = (): boolean => {
      count(search);
      if (times >= max || !test(charAt(compiling, at + direction * times))) return false;
      times += 1;
      return true;
    };
    const goesOn = (): boolean => {
      count(search);
      return next(at + direction * times);
    };
    while (times < (greedy ? max : min) && takesOne());
    if (times < min) return false;
    if (!greedy) {
      while (!goesOn()) if (!takesOne()) return false;
      return true;
    }
    for (; times >= min; times -= 1) if (goesOn()) return true;
    return false;
  };
};

const repeated = ({ min, max, greedy }: AST.Quantifier, once: Matcher, search: Search): Matcher => {
  const after = (times: number, at: number, next: Next): boolean => {
    count(search);
    const again = (): boolean =>
      times < max &&
      once(at, (to) => (to === at && times >= min ? false : after(times + 1, to, next)));
    const goesOn = (): boolean => times >= min && next(at);
    return greedy ? again() || goesOn() : goesOn() || again();
  };
  return (at, next) => after(0, at, next);
};

const quantifierOf = (node: AST.Quantifier, compiling: Compiling): Matcher =>
  isSingle(node.element)
    ? repeatedSingle(node, node.element as Single, compiling)
    : repeated(node, compiling.matcherOf(node.element, compiling), compiling.search);

const alternativesOf = (
  { alternatives }: { readonly alternatives: readonly AST.Alternative[] },
  compiling: Compiling,
): Matcher => {
  const matchers = alternatives.map(({ elements }) => {
    const parts = elements.map((element) => compiling.matcherOf(element, compiling));
    if (compiling.direction === -1) parts.reverse();
    const from = (index: number, at: number, next: Next): boolean => {
      const part = parts[index];
      return part === undefined ? next(at) : part(at, (to) => from(index + 1, to, next));
    };
    return (at: number, next: Next): boolean => {
      count(compiling.search);
      return from(0, at, next);
    };
  });
  return (at, next) => matchers.some((matcher) => matcher(at, next));
};

const isWordChar = (char: string | undefined): boolean => char !== undefined && /^\w$/u.test(char);

const aroundOf = (node: AST.LookaroundAssertion, compiling: Compiling): Matcher => {
  const direction = node.kind === 'lookahead' ? 1 : -1;
  const inner = alternativesOf(node, { ...compiling, direction });
  return (at, next) => inner(at, () => true) !== node.negate && next(at);
};

const assertionOf = (node: AST.Assertion, compiling: Compiling): Matcher => {
  const { search } = compiling;
  if (node.kind === 'start') return (at, next) => at === 0 && next(at);
  if (node.kind === 'end') return (at, next) => at === search.text.length && next(at);
  if (node.kind === 'word')
    return (at, next) => {
      count(search);
      const isEdge = isWordChar(search.text[at - 1]) !== isWordChar(search.text[at]);
      return isEdge !== node.negate && next(at);
    };
  return aroundOf(node as AST.LookaroundAssertion, compiling);
};

const capturingOf = (node: AST.CapturingGroup, compiling: Compiling): Matcher => {
  const { search } = compiling;
  const inner = alternativesOf(node, compiling);
  return (at, next) =>
    inner(at, (to) => {
      const before = search.captured.get(node) ?? '';
      search.captured.set(node, search.text.slice(Math.min(at, to), Math.max(at, to)));
      if (next(to)) return true;
      search.captured.set(node, before);
      return false;
    });
};

const backreferenceOf = ({ resolved }: AST.Backreference, compiling: Compiling): Matcher => {
  const { search, direction } = compiling;
  const group = [resolved].flat()[0];
  return (at, next) => {
    count(search);
    const said = (group === undefined ? undefined : search.captured.get(group)) ?? '';
    const to = at + direction * said.length;
    return search.text.slice(Math.min(at, to), Math.max(at, to)) === said && next(to);
  };
};

const matcherOf = (node: AST.Element, compiling: Compiling): Matcher => {
  switch (node.type) {
    case 'Assertion':
      return assertionOf(node, compiling);
    case 'Quantifier':
      return quantifierOf(node, compiling);
    case 'CapturingGroup':
      return capturingOf(node, compiling);
    case 'Group':
      return alternativesOf(node, compiling);
    case 'Backreference':
      return backreferenceOf(node, compiling);
    default:
      return singleOf(node, compiling);
  }
};

/** Finds the places of a pattern as the language does, and counts each step, backtracking included. */
export interface CountingMatcher {
  readonly pattern: AST.Pattern;
  /** Steps of a search through the whole text; throws a `RangeError` beyond `most`. */
  readonly stepsIn: (text: string, most?: number) => number;
  /** Where the pattern was found, so that it can be compared with what the language finds. */
  readonly findAll: (text: string) => readonly string[];
}

export const makeCountingMatcher = ({ source, flags }: RegExp): CountingMatcher => {
  const pattern = new RegExpParser().parsePattern(source, 0, source.length, {
    unicode: flags.includes('u'),
  });
  const search: Search = { text: '', steps: 0, most: Infinity, captured: new Map() };
  const match = alternativesOf(pattern, { search, flags, direction: 1, matcherOf });
  const searchThrough = (text: string, most: number): readonly string[] => {
    Object.assign(search, { text, steps: 0, most });
    const found: string[] = [];
    for (let at = 0; at <= text.length;) {
      let end = -1;
      search.captured.clear();
      count(search);
      match(at, (to) => ((end = to), true));
      if (end >= 0) found.push(text.slice(at, end));
      if (end >= 0 && !flags.includes('g')) break;
      at = Math.max(at + 1, end);
    }
    return found;
  };
  return {
    pattern,
    stepsIn: (text, most = Infinity) => {
      searchThrough(text, most);
      return search.steps;
    },
    findAll: (text) => searchThrough(text, Infinity),
  };
};
