import type { Resource } from './definition.ts';
import { refuse, textField } from './load-fields.ts';
import type { Node } from './load-fields.ts';

const integrations: Readonly<Record<string, Exclude<Resource, { kind: 'function' }>>> = {
  'lambda:invoke': { kind: 'invoke' },
  'lambda:invoke.waitForTaskToken': { kind: 'invoke.waitForTaskToken' },
  'states:startExecution': { kind: 'startExecution' },
  'states:startExecution.sync:2': { kind: 'startExecution.sync:2' },
};

/** The arguments that each integration acts on; any other is refused. */
const knownArguments: Readonly<Record<string, readonly string[]>> = {
  invoke: ['FunctionName', 'Payload'],
  'invoke.waitForTaskToken': ['FunctionName', 'Payload'],
  startExecution: ['StateMachineArn', 'Input', 'Name'],
  'startExecution.sync:2': ['StateMachineArn', 'Input', 'Name'],
};

const refuseArguments = (node: Node, kind: string): void => {
  const value = node.fields['Arguments'];
  if (typeof value !== 'object' || value === null) return;
  for (const field of Object.keys(value)) {
    if (knownArguments[kind]?.includes(field) === true) continue;
    refuse(node, `The argument '${field}' of ${kind} is not supported`, 'Arguments');
  }
};

/** Compiles a Task's `Resource`, and refuses by name what no one here would carry out. */
export const loadResource = (node: Node): Resource => {
  const text = textField(node, 'Resource') ?? '';
  if (/^arn:aws[\w-]*:lambda:[\w-]*:\d*:function:.+$/.test(text))
    return { kind: 'function', arn: text };
  const name = /^arn:aws[\w-]*:states:[\w-]*:\d*:(.+)$/.exec(text)?.[1] ?? '';
  const integration = integrations[name];
  if (integration === undefined) {
    refuse(node, `The resource '${text}' is not supported`, 'Resource');
    return { kind: 'invoke' };
  }
  refuseArguments(node, integration.kind);
  return integration;
};
