import type { Assignments, Catcher, Retrier } from './definition.ts';
import {
  childNode,
  childNodes,
  integerField,
  refuse,
  refuseMissing,
  refuseUnknown,
  templateField,
  textField,
} from './load-fields.ts';
import type { Node } from './load-fields.ts';

const retrierFields = [
  'Comment',
  'ErrorEquals',
  'IntervalSeconds',
  'MaxAttempts',
  'BackoffRate',
  'MaxDelaySeconds',
  'JitterStrategy',
];

const loadErrorEquals = (node: Node, isLast: boolean): string[] => {
  refuseMissing(node, ['ErrorEquals']);
  const value = node.fields['ErrorEquals'];
  const names = Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
  if (!Array.isArray(value) || names.length !== value.length || names.length === 0) {
    refuse(node, 'Expected a list of error names', 'ErrorEquals');
  }
  if (names.includes('States.ALL') && (names.length > 1 || !isLast)) {
    refuse(node, 'States.ALL must be alone and last', 'ErrorEquals');
  }
  return names;
};

const loadBackoffRate = (node: Node): number => {
  const rate = node.fields['BackoffRate'] ?? 2;
  if (typeof rate === 'number' && rate >= 1) return rate;
  refuse(node, 'Expected a number of at least 1', 'BackoffRate');
  return 1;
};

/** Compiles `Retry`, with AWS's defaults: after 1 s, three times, each twice as late. */
export const loadRetry = (node: Node): Retrier[] => {
  const nodes = childNodes(node, 'Retry');
  return nodes.map((retrier, index) => {
    refuseUnknown(retrier, retrierFields);
    const jitter = textField(retrier, 'JitterStrategy');
    if (jitter !== undefined && jitter !== 'FULL' && jitter !== 'NONE') {
      refuse(retrier, `Unknown strategy '${jitter}'`, 'JitterStrategy');
    }
    return {
      errorEquals: loadErrorEquals(retrier, index === nodes.length - 1),
      intervalSeconds:
        integerField(retrier, 'IntervalSeconds', { least: 1, most: 99_999_999 }) ?? 1,
      maxAttempts: integerField(retrier, 'MaxAttempts', { least: 0, most: 99_999_999 }) ?? 3,
      backoffRate: loadBackoffRate(retrier),
      maxDelaySeconds: integerField(retrier, 'MaxDelaySeconds', { least: 1, most: 31_622_400 }),
      fullJitter: jitter === 'FULL',
    };
  });
};

/** The `Assign` of a state, a Choice rule or a Catcher. */
export const loadAssign = (node: Node): Assignments | undefined => {
  if (node.fields['Assign'] === undefined) return undefined;
  const assign = childNode(node, 'Assign');
  if (assign === undefined) return undefined;
  return Object.keys(assign.fields).map((name) => {
    if (!/^[\p{ID_Start}_][\p{ID_Continue}]{0,79}$/u.test(name) || name === 'states') {
      refuse(assign, `'${name}' is not a name for a variable`);
    }
    const value = { [`Assign/${name}`]: assign.fields[name] ?? null };
    const template = templateField({ ...assign, fields: value }, `Assign/${name}`);
    return [name, template ?? { kind: 'static', value: null }] as const;
  });
};

/** Compiles `Catch`. */
export const loadCatch = (node: Node): Catcher[] => {
  const nodes = childNodes(node, 'Catch');
  return nodes.map((catcher, index) => {
    refuseUnknown(catcher, ['Comment', 'ErrorEquals', 'Next', 'Assign', 'Output']);
    refuseMissing(catcher, ['Next']);
    return {
      errorEquals: loadErrorEquals(catcher, index === nodes.length - 1),
      next: textField(catcher, 'Next') ?? '',
      assign: loadAssign(catcher),
      output: templateField(catcher, 'Output'),
    };
  });
};
