import jsonata from 'jsonata';
import { analyseExpression } from './expression-analysis.ts';
import type { ExpressionAnalysis } from './expression-analysis.ts';
import { functionsOfAws } from './expression-functions.ts';
import type { Ambient } from './expression-functions.ts';
import { isRecord } from './json.ts';
import type { Json } from './json.ts';

/** What an expression of a state may read. */
export interface Scope extends Ambient {
  readonly states: StatesVariable;
  /** The value of a workflow variable, from this scope or the nearest one around it. */
  readonly variable: (name: string) => Json | undefined;
}

/** `$states`. The context object is made on first use: few expressions read it. */
export interface StatesVariable {
  readonly input: Json;
  readonly result?: Json;
  readonly errorOutput?: Json;
  readonly context: Json;
}

export interface Expression {
  readonly source: string;
  readonly analysis: ExpressionAnalysis;
  /**
   * The value as plain JSON, or undefined when the expression yields nothing.
   * @throws whatever JSONata throws, and an Error for a result that JSON can't hold.
   */
  readonly evaluate: (scope: Scope) => Promise<Json | undefined> | Json | undefined;
}

/** `$states.input.a.b` or `$name.a.b`: names only, no predicate, no function. */
const simplePath = (source: string): readonly string[] | undefined => {
  const match = /^\s*\$([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)\s*$/.exec(source);
  const names = match?.[1]?.split('.');
  // Operators that are spelt as words would be parsed as such.
  if (names === undefined || names.slice(1).some((name) => ['and', 'or', 'in'].includes(name))) {
    return undefined;
  }
  return names;
};

const isFunctionLike = (value: object): boolean =>
  '_jsonata_lambda' in value || '_jsonata_function' in value;

const defineEntry = (target: Record<string, Json>, key: string, value: Json): void => {
  // Assigning to '__proto__' would change the prototype and lose the entry.
  if (key !== '__proto__') target[key] = value;
  else
    Object.defineProperty(target, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
};

/**
 * Copies a JSONata result into plain JSON. JSONata marks its sequences with hidden properties
 * that change how a later expression reads them and that a journal would lose.
 */
const toPlainJson = (value: unknown): Json | undefined => {
  if (value === undefined) return undefined;
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Error('the result is not a finite number');
    return value;
  }
  if (Array.isArray(value)) return value.map((item) => toPlainJson(item) ?? null);
  if (typeof value !== 'object' || isFunctionLike(value)) {
    throw new Error('the result is a function, which JSON can not hold');
  }
  const copy: Record<string, Json> = {};
  for (const [key, item] of Object.entries(value)) {
    const plain = toPlainJson(item);
    if (plain !== undefined) defineEntry(copy, key, plain);
  }
  return copy;
};

const formatNow = jsonata('$fromMillis($at, $picture, $timezone)');

/** `$now` of the injected clock: JSONata's own reads the machine's. */
const nowFunction = (scope: Scope): ((picture?: string, timezone?: string) => Promise<unknown>) => {
  const at = scope.now();
  return async (picture, timezone) =>
    (await formatNow.evaluate(undefined, { at, picture, timezone })) as unknown;
};

const bindings = (analysis: ExpressionAnalysis, scope: Scope): Record<string, unknown> => {
  const bound: Record<string, unknown> = {};
  for (const name of analysis.variables) {
    bound[name] = name === 'states' ? scope.states : scope.variable(name);
  }
  for (const name of analysis.awsFunctions) {
    bound[name] = name === 'now' ? nowFunction(scope) : functionsOfAws[name]?.(scope);
  }
  return bound;
};

/**
 * Follows a simple path through objects. Undefined wherever JSONata's semantics differ from a
 * plain member access (arrays on the way, nothing found), so that JSONata decides.
 */
const followPath = (path: readonly string[], scope: Scope): Json | undefined => {
  const [root, ...names] = path;
  if (root === undefined) return undefined;
  let at: unknown = root === 'states' ? scope.states : scope.variable(root);
  for (const name of names) {
    if (!isRecord(at) || !Object.hasOwn(at, name)) return undefined;
    at = at[name];
  }
  return at as Json | undefined;
};

/** Parses an expression once, for any number of evaluations. @throws JSONata's syntax error. */
export const compileExpression = (source: string): Expression => {
  const compiled = jsonata(source);
  const analysis = analyseExpression(compiled.ast());
  const path = simplePath(source);
  const slowly = async (scope: Scope): Promise<Json | undefined> =>
    toPlainJson(await compiled.evaluate(undefined, bindings(analysis, scope)));
  return {
    source,
    analysis,
    evaluate: (scope) => {
      if (path === undefined) return slowly(scope);
      const found = followPath(path, scope);
      return found === undefined ? slowly(scope) : found;
    },
  };
};
