import { ApiError, machineDoesNotExist } from './api-error.ts';
import {
  checkedName,
  invalid,
  optionalFlag,
  optionalText,
  pageSize,
  parseJsonText,
  positionOf,
  requiredText,
  tokenOf,
} from './api-fields.ts';
import type { Operation } from './api.ts';
import type { Engine } from './engine.ts';
import { findExecution } from './find-execution.ts';
import type { RegisteredMachine } from './machines.ts';
import { machineArnOf, registerMachine, unregisterMachine } from './machines.ts';
import { readDefinition } from './store.ts';

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
  const roleArn = requiredText(request, 'roleArn');
  refusePublishing(request);
  const type = optionalText(request, 'type') ?? 'STANDARD';
  if (type !== 'STANDARD') {
    throw new ApiError('StateMachineTypeNotSupported', `The type ${type} is not supported`);
  }
  const existing = engine.machines.get(name);
  if (existing !== undefined && existing.definition !== JSON.stringify(definition)) {
    const arn = machineArnOf(engine, name);
    throw new ApiError('StateMachineAlreadyExists', `State Machine Already Exists: '${arn}'`);
  }
  const machine = existing ?? registerMachine(engine, name, { definition, roleArn });
  await engine.journal.flush();
  return { stateMachineArn: machine.arn, creationDate: machine.createdMs / 1000 };
};

export const updateStateMachine: Operation = async (engine, request) => {
  const machine = machineByArn(engine, requiredText(request, 'stateMachineArn'));
  const definition = optionalText(request, 'definition');
  const roleArn = optionalText(request, 'roleArn');
  refusePublishing(request);
  if (definition === undefined && roleArn === undefined) {
    const message = 'Either the definition or the role ARN must be specified';
    throw new ApiError('MissingRequiredParameter', message);
  }
  const { updatedMs } = registerMachine(engine, machine.name, {
    definition: parseJsonText(definition ?? machine.definition, 'InvalidDefinition', 'definition'),
    roleArn: roleArn ?? machine.roleArn,
  });
  await engine.journal.flush();
  return { updateDate: updatedMs / 1000 };
};

/** There are no versions here: who asks for one would otherwise believe that there is one. */
function refusePublishing(request: Readonly<Record<string, unknown>>): void {
  if (optionalFlag(request, 'publish') === true) throw invalid('publish', 'Member must be false');
}

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
    ...CONFIGURATION,
  });
};

/** The definition that an execution runs to its end, whatever its machine is now. */
export const describeStateMachineForExecution: Operation = async (engine, request) => {
  const { record } = await findExecution(engine, request);
  const definition = await readDefinition(engine.journal, record.definitionHash);
  return {
    stateMachineArn: record.machineArn,
    name: record.machineName,
    definition: JSON.stringify(definition),
    roleArn: record.machineRoleArn,
    updateDate: record.machineUpdatedMs / 1000,
    ...CONFIGURATION,
  };
};

/** What machines are described with that can not be chosen here. */
const CONFIGURATION = {
  loggingConfiguration: { level: 'OFF', includeExecutionData: false },
  tracingConfiguration: { enabled: false },
  encryptionConfiguration: { type: 'AWS_OWNED_KEY' },
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
