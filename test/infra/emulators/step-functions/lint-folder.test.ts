import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { lintFolder } from '../../../../statemachines/lint/lint-folder.ts';
import type { LintedFolder } from '../../../../statemachines/lint/lint-folder.ts';
import { machineOf } from './bench.ts';

const folders: string[] = [];

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

const folderOf = async (files: Readonly<Record<string, string>>): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'lint-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
};

/** Lints these machines in a house that has one function, `open-gate`. */
const lint = async (machines: Readonly<Record<string, string>>): Promise<LintedFolder> => {
  const handlers = await folderOf({ 'open-gate.ts': '' });
  return lintFolder({ machines: await folderOf(machines), handlers });
};

const callOf = (functionName: string, more: object = {}): object => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: functionName, Payload: {} },
  TimeoutSeconds: 60,
  Retry: [{ ErrorEquals: ['TransientFailure'] }],
  Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Z' }],
  Next: 'Z',
  ...more,
});

const textOf = (call: object, more: object = {}): string =>
  JSON.stringify(machineOf({ A: call, Z: { Type: 'Succeed', ...more } }));

describe('a folder of machines', () => {
  it('of the product has no fault', () => {
    const { machineCount, faults } = lintFolder({
      machines: 'statemachines',
      handlers: 'functions/handlers/workflow',
    });

    expect(faults).toEqual([]);
    expect(machineCount).toBe(4);
  });

  it('without a machine says that it has none', async () => {
    expect(await lint({ 'README.md': '' })).toEqual({ machineCount: 0, faults: [] });
  });

  it('has no fault when each placeholder stands for something', async () => {
    const child = callOf('${OpenGateFunctionArn}');
    const parent = callOf('f', {
      Resource: 'arn:aws:states:::states:startExecution.sync:2',
      Arguments: { StateMachineArn: '${RollBackStateMachineArn}', Input: {} },
    });

    const found = await lint({
      'roll-back.asl.json': textOf(child),
      'roll-out.asl.json': textOf(parent),
    });

    expect(found).toEqual({ machineCount: 2, faults: [] });
  });

  it.each([
    [
      'a function that does not exist',
      textOf(callOf('${CloseGateFunctionArn}')),
      ["m.asl.json: ${CloseGateFunctionArn}: there is no function 'close-gate'"],
    ],
    [
      'a machine that does not exist',
      textOf(callOf('${OpenGateFunctionArn}', { Comment: '${OtherStateMachineArn}' })),
      ["m.asl.json: ${OtherStateMachineArn}: there is no state machine 'other'"],
    ],
    [
      'a placeholder for something else',
      textOf(callOf('${OpenGate}')),
      ["m.asl.json: ${OpenGate}: is neither a function's nor a state machine's ARN"],
    ],
    [
      'a broken house rule, with its state',
      textOf(callOf('${OpenGateFunctionArn}', { TimeoutSeconds: undefined })),
      ['m.asl.json: A: has no TimeoutSeconds'],
    ],
    ['what is no object', '[]', ['m.asl.json: is not an object']],
  ])('names %s', async (_, text, faults) => {
    expect((await lint({ 'm.asl.json': text })).faults).toEqual(faults);
  });

  it.each([
    ['text that is no JSON', '{', 'm.asl.json: is not JSON'],
    [
      'what is no Amazon States Language',
      textOf(callOf('${OpenGateFunctionArn}', { Retry: [{ ErrorEquals: 'TransientFailure' }] })),
      'm.asl.json: /States/A/Retry/0/ErrorEquals: SCHEMA_VALIDATION_FAILED',
    ],
    [
      'what the local interpreter does not run',
      textOf(callOf('${OpenGateFunctionArn}', { HeartbeatSeconds: 0 })),
      'm.asl.json: SCHEMA_VALIDATION_FAILED: Expected a JSONata expression or an integer of 1',
    ],
    [
      'an expression that can not be parsed',
      textOf(callOf('${OpenGateFunctionArn}'), { Output: '{% 1 + %}' }),
      'm.asl.json: Z: can not be parsed',
    ],
  ])('names %s and its place', async (_, text, fault) => {
    const { faults } = await lint({ 'm.asl.json': text });

    expect(faults.filter((one) => one.startsWith(fault))).toHaveLength(1);
  });
});
