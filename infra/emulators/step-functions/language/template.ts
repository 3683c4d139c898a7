import { compileExpression } from './expression.ts';
import type { Expression, Scope } from './expression.ts';
import { StateFault } from './failure.ts';
import { isRecord, jsonTypeName } from './json.ts';
import type { Json } from './json.ts';

/** The value of a field, with its expressions compiled; parts without expressions are kept as they are. */
export type Template =
  | { readonly kind: 'static'; readonly value: Json }
  | { readonly kind: 'expression'; readonly expression: Expression; readonly location: string }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [string, Template])[] }
  | { readonly kind: 'array'; readonly items: readonly Template[] };

const messageOf = (error: unknown): string => {
  if (error instanceof Error) return error.message;
  // JSONata throws plain objects.
  if (isRecord(error)) return `${String(error['code'])}: ${String(error['message'])}`;
  return String(error);
};

const compileText = (
  text: string,
  location: string,
  refuse: (problem: string) => void,
): Template => {
  const opens = text.startsWith('{%');
  const closes = text.length >= 4 && text.endsWith('%}');
  if (!opens && !text.endsWith('%}')) return { kind: 'static', value: text };
  if (!opens || !closes) {
    refuse(`the expression at ${location} is opened or closed only`);
    return { kind: 'static', value: text };
  }
  try {
    const expression = compileExpression(text.slice(2, -2).trim());
    for (const problem of expression.analysis.problems) refuse(`${problem}, at ${location}`);
    return { kind: 'expression', expression, location };
  } catch (error) {
    refuse(`the expression at ${location} can not be parsed: ${messageOf(error)}`);
    return { kind: 'static', value: text };
  }
};

/**
 * Compiles a field's value. `location` is the field's path as AWS names it in evaluation errors
 * (`Arguments/Payload`). Problems are reported through `refuse`, the result is then unusable.
 */
export const compileTemplate = (
  value: Json,
  location: string,
  refuse: (problem: string) => void,
): Template => {
  if (typeof value === 'string') return compileText(value, location, refuse);
  if (Array.isArray(value)) {
    const items = value.map((item: Json, index) =>
      compileTemplate(item, `${location}[${index}]`, refuse),
    );
    return items.every((item) => item.kind === 'static')
      ? { kind: 'static', value }
      : { kind: 'array', items };
  }
  if (!isRecord(value)) return { kind: 'static', value };
  const entries = Object.entries(value as Record<string, Json>).map(
    ([key, item]) => [key, compileTemplate(item, `${location}/${key}`, refuse)] as const,
  );
  return entries.every(([, item]) => item.kind === 'static')
    ? { kind: 'static', value: value as Json }
    : { kind: 'object', entries };
};

/** A `States.QueryEvaluationError` at a field. The step that catches it adds the state's name. */
export const evaluationFault = (cause: string, location?: string): StateFault =>
  new StateFault(
    { error: 'States.QueryEvaluationError', cause },
    location === undefined ? {} : { location },
  );

const evaluateExpression = async (
  expression: Expression,
  location: string,
  scope: Scope,
): Promise<Json> => {
  const described = `The JSONata expression '${expression.source}' specified for the field '${location}'`;
  let value: Json | undefined;
  try {
    value = await expression.evaluate(scope);
  } catch (error) {
    throw evaluationFault(
      `${described} threw an error during evaluation. ${messageOf(error)}`,
      location,
    );
  }
  if (value === undefined) {
    throw evaluationFault(`${described} returned nothing (undefined).`, location);
  }
  return value;
};

/** Evaluates a template. @throws StateFault `States.QueryEvaluationError` with the place. */
export const evaluateTemplate = async (template: Template, scope: Scope): Promise<Json> => {
  switch (template.kind) {
    case 'static':
      return template.value;
    case 'expression':
      return evaluateExpression(template.expression, template.location, scope);
    case 'array': {
      const items: Json[] = [];
      for (const item of template.items) items.push(await evaluateTemplate(item, scope));
      return items;
    }
    case 'object': {
      const entries: [string, Json][] = [];
      for (const [key, item] of template.entries) {
        entries.push([key, await evaluateTemplate(item, scope)]);
      }
      return Object.fromEntries(entries);
    }
  }
};

/** The fault of a field whose value has the wrong JSON type. */
export const wrongTypeFault = (template: Template, expected: string, value: Json): StateFault => {
  const text = JSON.stringify(value);
  const found = jsonTypeName(value);
  if (template.kind !== 'expression') {
    return evaluationFault(`Expected '${expected}', but was '${found}' for value: ${text}`);
  }
  return evaluationFault(
    `The JSONata expression '${template.expression.source}' specified for the field '${template.location}' ` +
      `returned an unexpected result type. Expected '${expected}', but was '${found}' for value: ${text}`,
    template.location,
  );
};
