import type { AST } from '@eslint-community/regexpp';

const mostSamples = 24;

const characters = ' |a|1|-|.|,|;|:|/|"|x|e|=|@|#|*|_|~|<|>|(|)|“|é|\n'.split('|');

/** Of each part its first way, and of each part in turn its others. */
const inSequence = (ways: readonly (readonly string[])[]): readonly string[] => {
  const firsts = ways.map(([first = '']) => first);
  const others = ways.flatMap((of, at) =>
    of.slice(1).map((way) => [...firsts.slice(0, at), way, ...firsts.slice(at + 1)].join('')),
  );
  return [...new Set([firsts.join(''), ...others])].slice(0, mostSamples);
};

/** Texts that a part of a pattern matches: one for each way through it, as far as there are few. */
const samplesOf = (node: AST.Node): readonly string[] => {
  switch (node.type) {
    case 'Character':
      return [String.fromCodePoint(node.value)];
    case 'CharacterSet':
    case 'CharacterClass':
    case 'ExpressionCharacterClass': {
      const one = new RegExp(`^${node.raw}$`, 'u');
      return characters.filter((char) => one.test(char)).slice(0, 2);
    }
    case 'Quantifier': {
      const once = samplesOf(node.element);
      return node.min === 0 ? ['', ...once] : once.map((sample) => sample.repeat(node.min));
    }
    case 'Group':
    case 'CapturingGroup':
    case 'Pattern':
      return node.alternatives.flatMap(samplesOf).slice(0, mostSamples);
    case 'Alternative':
      return inSequence(node.elements.map(samplesOf));
    default:
      return [''];
  }
};

/** What leads to a part of a pattern: the beginnings of all that it stands in. */
const leadTo = (node: AST.Node): string => {
  const { parent } = node;
  if (parent === null) return '';
  if (parent.type !== 'Alternative') return leadTo(parent);
  const before = parent.elements.slice(0, parent.elements.indexOf(node as AST.Element));
  const own = before.map((part) => samplesOf(part).find((sample) => sample !== '') ?? '').join('');
  return leadTo(parent) + own;
};

const partsOf = (node: AST.Node): readonly AST.Node[] => {
  switch (node.type) {
    case 'Pattern':
    case 'Group':
    case 'CapturingGroup':
      return node.alternatives.flatMap(partsOf);
    case 'Assertion':
      return 'alternatives' in node ? node.alternatives.flatMap(partsOf) : [];
    case 'Alternative':
      return node.elements.flatMap(partsOf);
    case 'Quantifier':
      return [node, ...partsOf(node.element)];
    default:
      return [];
  }
};

/** What makes a pattern go back and forth: what some part of it repeats, again and again, and then no end. */
export interface Pump {
  readonly lead: string;
  readonly again: string;
}

/** Every repetition of a pattern without a bound, led to and run through by each of its ways. */
export const pumpsOf = (pattern: AST.Pattern): readonly Pump[] => {
  const pumps = partsOf(pattern).flatMap((node) => {
    if (node.type !== 'Quantifier' || node.max < Infinity) return [];
    const leads = [...new Set(['', leadTo(node)])];
    return samplesOf(node.element)
      .filter((again) => again !== '')
      .flatMap((again) => leads.map((lead) => ({ lead, again })));
  });
  return [...new Map(pumps.map((pump) => [JSON.stringify(pump), pump])).values()];
};

/** A text that begins as the pump leads, repeats and ends in what nothing matches. */
export const pumped = ({ lead, again }: Pump, length: number): string =>
  `${lead}${again.repeat(Math.ceil(length / again.length))}`.slice(0, lead.length + length) +
  '\u0000';
