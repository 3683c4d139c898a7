import { ApiError, machineDoesNotExist } from './api-error.ts';
import {
  checkedName,
  optionalText,
  pageSize,
  parseJsonText,
  positionOf,
  requiredText,
  tokenOf,
} from './api-fields.ts';
import type { Operation } from './api.ts';
import type { Engine } from './engine.ts';
import type { RegisteredMachine } from './machines.ts';
import { machineArnOf, registerMachine, unregisterMachine } from './machines.ts';

/** The machine of an ARN. @throws ApiError `InvalidArn`, `StateMachineDoesNotExist` */
export function machineByArn(engine: Engine, arn: string): RegisteredMachine {
  if (!/^arn:aws[\w-]*:states:[\w-]+:\d+:stateMachine:[^:]+$/.test(arn)) {
    throw new ApiError('InvalidArn', `Invalid Arn: '${arn}'`);
  }
  const machine = engine.machines.get(arn.split(':')[6] ?? '');
  if (machine?.arn !== arn) throw machineDoesNotExist(arn);
  return machine;
}

export const createStateMachine: Operation = async (engine, request) => {
  const name = checkedName(requiredText(request, 'name'));
  const definition = parseJsonText(
    requiredText(request, 'definition'),
    'InvalidDefinition',
    'definition',
  );
  requiredText(request, 'roleArn');
  const type = optionalText(request, 'type') ?? 'STANDARD';
  if (type !== 'STANDARD') {
    throw new ApiError('StateMachineTypeNotSupported', `The type ${type} is not supported`);
  }
  const existing = engine.machines.get(name);
  if (existing !== undefined && existing.definition !== JSON.stringify(definition)) {
    const arn = machineArnOf(engine, name);
    throw new ApiError('StateMachineAlreadyExists', `State Machine Already Exists: '${arn}'`);
  }
  const machine = existing ?? registerMachine(engine, name, definition);
  await engine.journal.flush();
  return { stateMachineArn: machine.arn, creationDate: machine.createdMs / 1000 };
};

export const deleteStateMachine: Operation = async (engine, request) => {
  const arn = requiredText(request, 'stateMachineArn');
  // AWS answers alike for a machine that does not exist.
  const name = arn.split(':')[6] ?? '';
  if (engine.machines.get(name)?.arn === arn) unregisterMachine(engine, name);
  await engine.journal.flush();
  return {};
};

export const describeStateMachine: Operation = (engine, request) => {
  const machine = machineByArn(engine, requiredText(request, 'stateMachineArn'));
  return Promise.resolve({
    ...summaryOfMachine(machine),
    status: 'ACTIVE',
    definition: machine.definition,
    roleArn: machine.roleArn,
    loggingConfiguration: { level: 'OFF', includeExecutionData: false },
    tracingConfiguration: { enabled: false },
    encryptionConfiguration: { type: 'AWS_OWNED_KEY' },
  });
};

export const listStateMachines: Operation = (engine, request) => {
  const size = pageSize(request);
  const after = positionOf(request);
  const names = [...engine.machines.keys()].sort();
  const rest = names.filter((name) => after === undefined || name > after);
  const page = rest.slice(0, size);
  const last = page.at(-1);
  return Promise.resolve({
    stateMachines: page.flatMap((name) => {
      const machine = engine.machines.get(name);
      return machine === undefined ? [] : [summaryOfMachine(machine)];
    }),
    ...(rest.length > size && last !== undefined ? { nextToken: tokenOf(last) } : {}),
  });
};

function summaryOfMachine(machine: RegisteredMachine): Record<string, unknown> {
  return {
    stateMachineArn: machine.arn,
    name: machine.name,
    type: 'STANDARD',
    creationDate: machine.createdMs / 1000,
  };
}
