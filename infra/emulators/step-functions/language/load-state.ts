import type { Graph, State } from './definition.ts';
import {
  childNode,
  childNodes,
  integerTemplate,
  isPercentage,
  literalOrExpression,
  refuse,
  refuseMissing,
  refuseUnknown,
  secondsBounds,
  templateField,
  textField,
  toleratedCount,
} from './load-fields.ts';
import type { Node } from './load-fields.ts';
import { loadAssign, loadCatch, loadRetry } from './load-guards.ts';
import { loadResource } from './load-resource.ts';
import type { Template } from './template.ts';
import { parseTimestamp } from './timestamp.ts';

/** What the states of one definition share while it is loaded. */
export interface Loading {
  readonly names: Set<string>;
  readonly loadGraph: (node: Node, loading: Loading) => Graph;
  /** Whether the machine's own QueryLanguage is JSONata. */
  readonly jsonata: boolean;
}

export const graphFields: readonly string[] = ['Comment', 'StartAt', 'States'];

const common = ['Type', 'Comment', 'QueryLanguage'];

const flow = [...common, 'Next', 'End', 'Assign', 'Output'];

const guarded = [...flow, 'Retry', 'Catch'];

const knownFields: Readonly<Record<string, readonly string[]>> = {
  Task: [...guarded, 'Resource', 'Arguments', 'TimeoutSeconds', 'HeartbeatSeconds'],
  Map: [
    ...guarded,
    'Items',
    'ItemSelector',
    'ItemProcessor',
    'MaxConcurrency',
    'ToleratedFailureCount',
    'ToleratedFailurePercentage',
  ],
  Parallel: [...guarded, 'Branches', 'Arguments'],
  Choice: [...common, 'Choices', 'Default', 'Assign', 'Output'],
  Wait: [...flow, 'Seconds', 'Timestamp'],
  Pass: flow,
  Succeed: [...common, 'Output'],
  Fail: [...common, 'Error', 'Cause'],
};

const refuseJsonPath = (node: Node, loading: Loading): void => {
  const language = textField(node, 'QueryLanguage') ?? (loading.jsonata ? 'JSONata' : 'JSONPath');
  if (language !== 'JSONata') refuse(node, `The query language ${language} is not supported`);
};

const loadNext = (node: Node): string | undefined => {
  const next = textField(node, 'Next');
  const end = node.fields['End'];
  if (end !== undefined && typeof end !== 'boolean') refuse(node, 'Expected a boolean', 'End');
  if ((next === undefined) === (end !== true)) {
    refuse(node, 'Exactly one of Next and End is required');
  }
  return next;
};

const loadGuards = (node: Node): Pick<Extract<State, { type: 'Task' }>, 'retry' | 'catch'> => ({
  retry: loadRetry(node),
  catch: loadCatch(node),
});

const loadTask = (node: Node) => {
  refuseMissing(node, ['Resource']);
  const seconds = { least: 1, most: secondsBounds.most };
  return {
    resource: loadResource(node),
    arguments: templateField(node, 'Arguments'),
    timeoutSeconds: integerTemplate(node, 'TimeoutSeconds', seconds),
    heartbeatSeconds: integerTemplate(node, 'HeartbeatSeconds', seconds),
  };
};

const loadItems = (node: Node): Template | undefined => {
  const items = templateField(node, 'Items');
  if (items?.kind === 'object' || (items?.kind === 'static' && !Array.isArray(items.value))) {
    refuse(node, 'Expected a JSONata expression or an array', 'Items');
  }
  return items;
};

const loadProcessor = (node: Node, loading: Loading): Graph => {
  const processor = 'ItemProcessor' in node.fields ? childNode(node, 'ItemProcessor') : undefined;
  if (processor === undefined) return { startAt: '', states: new Map() };
  refuseUnknown(processor, [...graphFields, 'ProcessorConfig']);
  if ('ProcessorConfig' in processor.fields) {
    const config = childNode(processor, 'ProcessorConfig');
    const mode = config === undefined ? undefined : textField(config, 'Mode');
    if (config !== undefined) refuseUnknown(config, ['Mode']);
    if (mode !== undefined && mode !== 'INLINE') {
      refuse(processor, `A Map of mode ${mode} is not supported`, 'ProcessorConfig');
    }
  }
  return loading.loadGraph(processor, loading);
};

const loadMap = (node: Node, loading: Loading) => {
  refuseMissing(node, ['ItemProcessor']);
  return {
    items: loadItems(node),
    itemSelector: templateField(node, 'ItemSelector'),
    maxConcurrency: integerTemplate(node, 'MaxConcurrency', { least: 0, most: 1000 }),
    toleratedFailureCount: integerTemplate(node, 'ToleratedFailureCount', toleratedCount),
    toleratedFailurePercentage: literalOrExpression(node, 'ToleratedFailurePercentage', {
      accepts: isPercentage,
      expected: 'Expected a JSONata expression or a number of 0 to 100',
    }),
    processor: loadProcessor(node, loading),
  };
};

const loadParallel = (node: Node, loading: Loading) => {
  refuseMissing(node, ['Branches']);
  const branches = childNodes(node, 'Branches').map((branch) => {
    refuseUnknown(branch, graphFields);
    return loading.loadGraph(branch, loading);
  });
  return { branches, arguments: templateField(node, 'Arguments') };
};

const loadChoice = (node: Node) => {
  refuseMissing(node, ['Choices']);
  const choices = childNodes(node, 'Choices').map((rule) => {
    refuseUnknown(rule, ['Comment', 'Condition', 'Next', 'Assign', 'Output']);
    refuseMissing(rule, ['Condition', 'Next']);
    const condition = literalOrExpression(rule, 'Condition', {
      accepts: (value) => typeof value === 'boolean',
      expected: 'Expected a JSONata expression or a boolean',
    });
    return {
      condition: condition ?? { kind: 'static' as const, value: false },
      next: textField(rule, 'Next') ?? '',
      assign: loadAssign(rule),
      output: templateField(rule, 'Output'),
    };
  });
  if (choices.length === 0) refuse(node, 'At least one rule is required', 'Choices');
  return { choices, default: textField(node, 'Default') };
};

const loadUntil = (node: Node): Extract<State, { type: 'Wait' }>['until'] => {
  const seconds = integerTemplate(node, 'Seconds', secondsBounds);
  const timestamp = literalOrExpression(node, 'Timestamp', {
    accepts: (value) => typeof value === 'string' && parseTimestamp(value) !== undefined,
    expected: 'String does not match RFC3339 timestamp',
  });
  if ((seconds === undefined) === (timestamp === undefined)) {
    refuse(node, 'Exactly one of Seconds and Timestamp is required');
  }
  if (timestamp !== undefined) return { unit: 'Timestamp', value: timestamp };
  return { unit: 'Seconds', value: seconds ?? { kind: 'static', value: 0 } };
};

const loadText = (node: Node, field: 'Error' | 'Cause') =>
  literalOrExpression(node, field, {
    accepts: (value) => typeof value === 'string',
    expected: 'Expected a string',
  });

/** Compiles one state; undefined when its type is unknown, which is reported. */
export const loadState = (name: string, node: Node, loading: Loading): State | undefined => {
  const type = textField(node, 'Type') ?? '';
  const known = knownFields[type];
  if (known === undefined) {
    refuse(node, `Unknown state type '${type}'`);
    return undefined;
  }
  refuseUnknown(node, known);
  refuseJsonPath(node, loading);
  const flows = !['Choice', 'Succeed', 'Fail'].includes(type);
  const next = flows ? loadNext(node) : undefined;
  const output = type === 'Fail' ? undefined : templateField(node, 'Output');
  const transition = { name, next, assign: loadAssign(node), output };
  switch (type) {
    case 'Task':
      return { type, ...transition, ...loadGuards(node), ...loadTask(node) };
    case 'Map':
      return { type, ...transition, ...loadGuards(node), ...loadMap(node, loading) };
    case 'Parallel':
      return { type, ...transition, ...loadGuards(node), ...loadParallel(node, loading) };
    case 'Choice':
      return { type, ...transition, ...loadChoice(node) };
    case 'Wait':
      return { type, ...transition, until: loadUntil(node) };
    case 'Pass':
      return { type, ...transition };
    case 'Succeed':
      return { type, ...transition };
    default:
      return { type: 'Fail', name, error: loadText(node, 'Error'), cause: loadText(node, 'Cause') };
  }
};
