import { functionsOfAws, jsonataFunctions } from './expression-functions.ts';
import { isRecord } from './json.ts';

/** What an expression reads from outside itself, and what in it AWS would refuse. */
export interface ExpressionAnalysis {
  /** Names read as `$name` and not bound within the expression; functions of the language left out. */
  readonly variables: ReadonlySet<string>;
  /** Functions of AWS's own that it mentions, and `now`. */
  readonly awsFunctions: ReadonlySet<string>;
  readonly problems: readonly string[];
}

interface Walk {
  readonly bound: Set<string>;
  readonly read: Set<string>;
  readonly called: Set<string>;
  readonly problems: string[];
}

const noteBound = (node: unknown, walk: Walk): void => {
  if (isRecord(node) && typeof node['value'] === 'string') walk.bound.add(node['value']);
};

const noteNames = (node: Record<string, unknown>, walk: Walk, inContext: boolean): void => {
  const value = typeof node['value'] === 'string' ? node['value'] : '';
  switch (node['type']) {
    case 'variable':
      if (value === '$') walk.problems.push('$$ is not supported');
      else if (value !== '') walk.read.add(value);
      else if (!inContext) walk.problems.push('$ at the top level is not supported');
      break;
    case 'name':
    case 'wildcard':
    case 'descendant':
      if (!inContext)
        walk.problems.push(`'${value}' at the top level is not qualified by a variable`);
      break;
    case 'bind':
      noteBound(node['lhs'], walk);
      break;
    case 'lambda':
      if (Array.isArray(node['arguments'])) {
        for (const argument of node['arguments']) noteBound(argument, walk);
      }
      break;
    case 'function':
    case 'partial':
      if (isRecord(node['procedure']) && node['procedure']['type'] === 'variable') {
        walk.called.add(String(node['procedure']['value']));
      }
      break;
    default:
  }
  for (const key of ['focus', 'index']) {
    if (typeof node[key] === 'string') walk.bound.add(node[key]);
  }
};

const children = [
  'lhs',
  'rhs',
  'expression',
  'expressions',
  'expr',
  'condition',
  'then',
  'else',
  'body',
  'procedure',
] as const;

/** `inContext`: whether names are looked up in a value. At the top of an expression there is none. */
const visit = (node: unknown, walk: Walk, inContext: boolean): void => {
  if (Array.isArray(node)) {
    for (const item of node) visit(item, walk, inContext);
    return;
  }
  if (!isRecord(node)) return;
  noteNames(node, walk, inContext);
  for (const key of ['predicate', 'stages', 'group', 'terms', 'pattern', 'update', 'delete']) {
    visit(node[key], walk, true);
  }
  if (node['type'] === 'path' && Array.isArray(node['steps'])) {
    node['steps'].forEach((step, index) => visit(step, walk, inContext || index > 0));
    return;
  }
  if (node['type'] === 'bind') {
    visit(node['rhs'], walk, inContext);
    return;
  }
  for (const key of children) visit(node[key], walk, inContext);
  if (node['type'] !== 'lambda') visit(node['arguments'], walk, inContext);
};

/** Reads the syntax tree of a JSONata expression. */
export const analyseExpression = (tree: unknown): ExpressionAnalysis => {
  const walk: Walk = { bound: new Set(), read: new Set(), called: new Set(), problems: [] };
  visit(tree, walk, false);
  const variables = new Set<string>();
  const awsFunctions = new Set<string>();
  for (const name of walk.read) {
    if (walk.bound.has(name)) continue;
    if (name === 'eval') walk.problems.push('the function $eval is not supported');
    else if (name in functionsOfAws || name === 'now') awsFunctions.add(name);
    else if (jsonataFunctions.has(name)) continue;
    else if (walk.called.has(name)) walk.problems.push(`the function $${name} is not known`);
    else variables.add(name);
  }
  return { variables, awsFunctions, problems: walk.problems };
};
