import { createHash } from 'node:crypto';
import type { Graph, Machine, State } from './definition.ts';
import { DefinitionRefused } from './failure.ts';
import { isRecord } from './json.ts';
import type { Json } from './json.ts';
import {
  childNode,
  integerField,
  nodeAt,
  refuse,
  refuseMissing,
  refuseUnknown,
  textField,
} from './load-fields.ts';
import type { Node, Report } from './load-fields.ts';
import { graphFields, loadState } from './load-state.ts';
import type { Loading } from './load-state.ts';

/** The names that a state's Next, Default, Choices and Catch lead to. */
export const transitionTargets = (state: unknown): string[] => {
  if (!isRecord(state)) return [];
  const listed = [state['Choices'], state['Catch']].flatMap((list) =>
    Array.isArray(list)
      ? list.map((item: unknown) => (isRecord(item) ? item['Next'] : undefined))
      : [],
  );
  return [state['Next'], state['Default'], ...listed].filter((name) => typeof name === 'string');
};

/** Each target of a transition must be a state of the same graph. */
const refuseDangling = (holder: Node, startAt: string, graph: Node): void => {
  const known = new Set(Object.keys(holder.fields));
  if (known.size === 0) refuse(holder, 'At least one state is required');
  if (!known.has(startAt)) refuse(graph, `MISSING_TRANSITION_TARGET: '${startAt}'`, 'StartAt');
  for (const [name, fields] of Object.entries(holder.fields)) {
    for (const target of transitionTargets(fields)) {
      if (!known.has(target)) {
        refuse(holder, `MISSING_TRANSITION_TARGET: '${target}' of '${name}'`, name);
      }
    }
  }
};

const loadGraph = (node: Node, loading: Loading): Graph => {
  refuseMissing(node, ['States', 'StartAt']);
  const startAt = textField(node, 'StartAt') ?? '';
  const states = new Map<string, State>();
  const holder = 'States' in node.fields ? childNode(node, 'States') : undefined;
  if (holder === undefined) return { startAt, states };
  for (const name of Object.keys(holder.fields)) {
    const at = childNode(holder, name);
    if (at === undefined) continue;
    if (name.length > 80) refuse(at, 'A state name has at most 80 characters');
    if (loading.names.has(name)) refuse(at, `Duplicate state name '${name}'`);
    loading.names.add(name);
    const state = loadState(name, at, loading);
    if (state !== undefined) states.set(name, state);
  }
  refuseDangling(holder, startAt, node);
  return { startAt, states };
};

/**
 * Validates and compiles a definition. Each expression is parsed here, once.
 * @throws DefinitionRefused with every field, resource and expression that is not supported.
 */
export const loadMachine = (name: string, arn: string, definition: unknown): Machine => {
  const text = isRecord(definition) ? JSON.stringify(definition) : 'null';
  const report: Report = { problems: [] };
  // Through JSON text, so that nothing the caller still holds can change it.
  const root = nodeAt(JSON.parse(text) as Json, '/', report);
  if (root === undefined) throw new DefinitionRefused(report.problems);
  refuseUnknown(root, [...graphFields, 'QueryLanguage', 'TimeoutSeconds', 'Version']);
  const version = textField(root, 'Version');
  if (version !== undefined && version !== '1.0')
    refuse(root, `Unknown version '${version}'`, 'Version');
  const language = textField(root, 'QueryLanguage');
  if (language !== undefined && language !== 'JSONata' && language !== 'JSONPath') {
    refuse(root, `Unknown query language '${language}'`, 'QueryLanguage');
  }
  const timeoutSeconds = integerField(root, 'TimeoutSeconds', { least: 1, most: 99_999_999 });
  const graph = loadGraph(root, { names: new Set(), loadGraph, jsonata: language === 'JSONata' });
  if (report.problems.length > 0) throw new DefinitionRefused(report.problems);
  const hash = createHash('sha256').update(text).digest('hex');
  return { name, arn, definition: text, hash, graph, timeoutSeconds };
};
