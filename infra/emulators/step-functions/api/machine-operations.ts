import {
  configuration,
  configurationFields,
  checkConfiguration,
  checkIncludedData,
  checkPublishing,
  checkTags,
} from './check-configuration.ts';
import { ApiError, machineDoesNotExist, unsupportedHere } from '../engine/api-error.ts';
import { checkArn } from './check-arn.ts';
import {
  checkedName,
  optionalChoice,
  optionalText,
  pageSize,
  parseDefinition,
  positionOf,
  requiredText,
  tokenOf,
} from './request-fields.ts';
import type { Operation } from './operation.ts';
import type { Engine } from '../engine/engine.ts';
import { findExecution } from './find-execution.ts';
import type { RegisteredMachine } from '../engine/registered-machine.ts';
import { machineArnOf, registerMachine, unregisterMachine } from '../engine/machines.ts';
import { readDefinitionText } from '../journal/store.ts';

/** The machine of an ARN. @throws ApiError `InvalidArn`, `StateMachineDoesNotExist` */
export const machineByArn = (engine: Engine, arn: string): RegisteredMachine => {
  checkArn(arn, 'stateMachine');
  const machine = engine.machines.get(arn.split(':')[6] ?? '');
  if (machine?.arn !== arn) throw machineDoesNotExist(arn);
  return machine;
};

/**
 * Makes a machine, or finds the one of the same name and definition, whatever its role: AWS
 * compares the text, to the last space, and passes over another role.
 */
export const createStateMachine: Operation = async (engine, request) => {
  const name = checkedName(requiredText(request, 'name'));
  const text = requiredText(request, 'definition');
  const roleArn = requiredText(request, 'roleArn');
  checkPublishing(request);
  checkTags(request);
  const type = optionalChoice(request, 'type', ['STANDARD', 'EXPRESS']);
  if (type === 'EXPRESS') {
    throw new ApiError('StateMachineTypeNotSupported', `The type EXPRESS ${unsupportedHere}`);
  }
  checkConfiguration(request);
  const definition = parseDefinition(text);
  const existing = engine.machines.get(name);
  if (existing !== undefined && existing.definition !== text) {
    const arn = machineArnOf(engine, name);
    throw new ApiError('StateMachineAlreadyExists', `State Machine Already Exists: '${arn}'`);
  }
  const machine = existing ?? registerMachine(engine, name, { definition, text, roleArn });
  await engine.journal.flush();
  return { stateMachineArn: machine.arn, creationDate: machine.createdMs / 1000 };
};

/** A machine that has never been changed has no revision yet. */
const revisionOf = (revisionId: string | undefined): Record<string, string> =>
  revisionId === undefined ? {} : { revisionId };

export const updateStateMachine: Operation = async (engine, request) => {
  const machine = machineByArn(engine, requiredText(request, 'stateMachineArn'));
  const given = optionalText(request, 'definition');
  const roleArn = optionalText(request, 'roleArn');
  checkPublishing(request);
  checkConfiguration(request);
  const changeable = ['definition', 'roleArn', ...configurationFields];
  if (changeable.every((field) => (request[field] ?? undefined) === undefined)) {
    const message =
      'Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified';
    throw new ApiError('MissingRequiredParameter', message);
  }
  const text = given ?? machine.definition;
  const { updatedMs, revisionId } = registerMachine(engine, machine.name, {
    definition: parseDefinition(text),
    text,
    roleArn: roleArn ?? machine.roleArn,
  });
  await engine.journal.flush();
  return { updateDate: updatedMs / 1000, ...revisionOf(revisionId) };
};

export const deleteStateMachine: Operation = async (engine, request) => {
  const arn = requiredText(request, 'stateMachineArn');
  checkArn(arn, 'stateMachine');
  // AWS answers alike for a machine that does not exist.
  const name = arn.split(':')[6] ?? '';
  if (engine.machines.get(name)?.arn === arn) unregisterMachine(engine, name);
  await engine.journal.flush();
  return {};
};

const summaryOfMachine = (machine: RegisteredMachine): Record<string, unknown> => ({
  stateMachineArn: machine.arn,
  name: machine.name,
  type: 'STANDARD',
  creationDate: machine.createdMs / 1000,
});

export const describeStateMachine: Operation = (engine, request) => {
  const machine = machineByArn(engine, requiredText(request, 'stateMachineArn'));
  checkIncludedData(request);
  return Promise.resolve({
    ...summaryOfMachine(machine),
    status: 'ACTIVE',
    definition: machine.definition,
    roleArn: machine.roleArn,
    ...revisionOf(machine.revisionId),
    ...configuration,
  });
};

/** The definition that an execution runs to its end, whatever its machine is now. */
export const describeStateMachineForExecution: Operation = async (engine, request) => {
  const { record } = await findExecution(engine, request);
  checkIncludedData(request);
  return {
    stateMachineArn: record.machineArn,
    name: record.machineName,
    definition: await readDefinitionText(engine.journal, record.definitionHash),
    roleArn: record.machineRoleArn,
    updateDate: record.machineUpdatedMs / 1000,
    ...revisionOf(record.machineRevisionId),
    ...configuration,
  };
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
