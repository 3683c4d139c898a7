import { isRecord } from './json.ts';
import type { Json } from './json.ts';
import { compileTemplate } from './template.ts';
import type { Template } from './template.ts';

/** Collects what is wrong with a definition, each with its place. */
export interface Report {
  readonly problems: string[];
}

/** One object of a definition with its place; reads its fields and knows which were expected. */
export interface Node {
  readonly path: string;
  readonly fields: Readonly<Record<string, Json>>;
  readonly report: Report;
}

/** The whole numbers a field may have. */
export interface Bounds {
  readonly least: number;
  readonly most: number;
}

export const secondsBounds: Bounds = { least: 0, most: 99_999_999 };

/** How many iterations of a Map may fail. */
export const toleratedCount: Bounds = { least: 0, most: 1_000_000 };

export const isPercentage = (value: Json): boolean =>
  typeof value === 'number' && value >= 0 && value <= 100;

export const refuse = (node: Node, problem: string, field?: string): void => {
  const path = field === undefined ? node.path : `${node.path === '/' ? '' : node.path}/${field}`;
  node.report.problems.push(`SCHEMA_VALIDATION_FAILED: ${problem} at ${path}`);
};

/** JSONPath's fields, so that a machine in the other query language is told so. */
const jsonpathFields: ReadonlySet<string> = new Set([
  'InputPath',
  'OutputPath',
  'ResultPath',
  'ResultSelector',
  'Parameters',
  'Result',
  'ItemsPath',
  'SecondsPath',
  'TimestampPath',
  'TimeoutSecondsPath',
  'HeartbeatSecondsPath',
  'MaxConcurrencyPath',
  'ToleratedFailureCountPath',
  'ToleratedFailurePercentagePath',
  'ErrorPath',
  'CausePath',
  'Variable',
]);

/** Refuses, by name, every field of the node that is not in `known`. */
export const refuseUnknown = (node: Node, known: readonly string[]): void => {
  for (const field of Object.keys(node.fields)) {
    if (known.includes(field)) continue;
    const kind = jsonpathFields.has(field) ? 'a JSONPath field, only JSONata is' : 'not';
    refuse(node, `Field '${field}' is ${kind} supported`);
  }
};

export const refuseMissing = (node: Node, required: readonly string[]): void => {
  const missing = required.filter((field) => !(field in node.fields));
  if (missing.length > 0) refuse(node, `These fields are required: [${missing.join(', ')}]`);
};

/** The object at `path`, or undefined and a problem when it is something else. */
export const nodeAt = (value: Json | undefined, path: string, report: Report): Node | undefined => {
  const node = { path, fields: isRecord(value) ? (value as Record<string, Json>) : {}, report };
  if (isRecord(value)) return node;
  refuse(node, 'Expected an object');
  return undefined;
};

export const childNode = (node: Node, field: string): Node | undefined =>
  nodeAt(node.fields[field], `${node.path === '/' ? '' : node.path}/${field}`, node.report);

/** The objects of a list field; an absent field is an empty list. */
export const childNodes = (node: Node, field: string): Node[] => {
  const value = node.fields[field];
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    refuse(node, 'Expected an array', field);
    return [];
  }
  return value.flatMap((item: Json, index) => {
    const path = `${node.path === '/' ? '' : node.path}/${field}[${index}]`;
    return nodeAt(item, path, node.report) ?? [];
  });
};

export const textField = (node: Node, field: string): string | undefined => {
  const value = node.fields[field];
  if (value === undefined || typeof value === 'string') return value;
  refuse(node, 'Expected a string', field);
  return undefined;
};

export const isWithin = (value: Json, bounds: Bounds): value is number =>
  typeof value === 'number' &&
  Number.isInteger(value) &&
  value >= bounds.least &&
  value <= bounds.most;

export const integerField = (node: Node, field: string, bounds: Bounds): number | undefined => {
  const value = node.fields[field];
  if (value === undefined) return undefined;
  if (isWithin(value, bounds)) return value;
  refuse(node, `Expected an integer of ${bounds.least} to ${bounds.most}`, field);
  return undefined;
};

/** A field that may hold expressions. */
export const templateField = (node: Node, field: string): Template | undefined => {
  const value = node.fields[field];
  if (value === undefined) return undefined;
  return compileTemplate(value, field, (problem) => refuse(node, problem));
};

/** A field that is either an expression or a literal that passes `accepts`. */
export const literalOrExpression = (
  node: Node,
  field: string,
  literal: { readonly accepts: (value: Json) => boolean; expected: string },
): Template | undefined => {
  const template = templateField(node, field);
  if (template === undefined || template.kind === 'expression') return template;
  if (template.kind === 'static' && literal.accepts(template.value)) return template;
  refuse(node, literal.expected, field);
  return template;
};

export const integerTemplate = (node: Node, field: string, bounds: Bounds): Template | undefined =>
  literalOrExpression(node, field, {
    accepts: (value) => isWithin(value, bounds),
    expected: `Expected a JSONata expression or an integer of ${bounds.least} to ${bounds.most}`,
  });
