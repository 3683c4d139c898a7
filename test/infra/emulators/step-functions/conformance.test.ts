import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { machineOf } from './bench.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const definition = { $json: machineOf({ A: { Type: 'Succeed' } }) };
const create = { name: 'm', definition, roleArn: 'arn:aws:iam::111111111111:role/r' };
const stateMachineArn = { $ref: [0, 'stateMachineArn'] };

interface Step {
  readonly op: string;
  readonly request: object;
  readonly response?: object | null;
  readonly error?: unknown;
}

const conversation = (name: string, steps: readonly Step[]) => ({
  name,
  kind: 'api',
  query_language: 'JSONata',
  neutral: false,
  features: ['api'],
  steps,
});

/** Runs the comparison with these cases as its recordings. */
const compare = async (cases: readonly object[]): Promise<{ code: number; lines: string[] }> => {
  const folder = await mkdtemp(join(tmpdir(), 'conformance-'));
  await writeFile(join(folder, 'cases.json'), JSON.stringify(cases));
  const answered = await new Promise<{ code: number; lines: string[] }>((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', join(root, 'test/conformance/step-functions/conformance.ts')],
      { cwd: root, env: { ...process.env, CONFORMANCE_DIR: folder } },
      (error, stdout) => {
        const code = error === null ? 0 : Number(error.code);
        resolve({ code, lines: stdout.trimEnd().split('\n') });
      },
    );
  });
  await rm(folder, { recursive: true });
  return answered;
};

describe('the comparison with recordings', () => {
  it('survives recorded errors without a code, and takes any refusal for them', async () => {
    const tooShort = 'Parameter validation failed:\nInvalid length for parameter nextToken';
    const list = { op: 'ListStateMachines', request: { nextToken: '' } };
    const { code, lines } = await compare([
      conversation('as text', [{ ...list, error: tooShort }]),
      conversation('as message', [{ ...list, error: { message: tooShort } }]),
      conversation('as null', [{ ...list, error: { code: null, message: tooShort } }]),
      conversation('as botocore words it', [
        {
          op: 'DescribeStateMachine',
          request: { stateMachineArn: 'x' },
          error:
            "An error occurred (InvalidArn) when calling the DescribeStateMachine operation: Invalid Arn: 'Invalid ARN prefix: x'",
        },
      ]),
      conversation('without an answer', [
        { op: 'CreateStateMachine', request: create, response: null },
      ]),
    ]);

    expect(lines.at(-1)).toBe('5 passed, 0 differ, 0 refused, 0 outside the subset');
    expect(code).toBe(0);
  });

  it('tells a wrong error from a right one', async () => {
    const list = { op: 'ListStateMachines', request: {} };
    const { code, lines } = await compare([
      conversation('none', [{ ...list, error: { message: 'Parameter validation failed' } }]),
      conversation('another', [
        {
          op: 'DescribeStateMachine',
          request: { stateMachineArn: 'x' },
          error:
            'An error occurred (InvalidName) when calling the DescribeStateMachine operation: n',
        },
      ]),
    ]);

    expect(lines.at(-1)).toBe('0 passed, 2 differ, 0 refused, 0 outside the subset');
    expect(lines).toContain('DIFFERS none');
    expect(code).toBe(1);
  });

  it('counts what the API does not implement as refused, by its name', async () => {
    const { code, lines } = await compare([
      conversation('an operation', [
        { op: 'CreateActivity', request: { name: 'a' }, response: { activityArn: 'a' } },
      ]),
      conversation('an operation that fails', [
        {
          op: 'TagResource',
          request: { resourceArn: 'x', tags: [] },
          error: { code: 'UnknownOperationException', message: '' },
        },
      ]),
      conversation('a field', [
        { op: 'CreateStateMachine', request: create },
        {
          op: 'StartExecution',
          request: { stateMachineArn, traceHeader: 'Root=1' },
          response: { executionArn: 'x', startDate: 'datetime' },
        },
      ]),
      conversation('a value', [
        { op: 'CreateStateMachine', request: { ...create, publish: true }, response: {} },
      ]),
      conversation('a type', [
        { op: 'CreateStateMachine', request: { ...create, type: 'EXPRESS' }, response: {} },
      ]),
    ]);

    expect(lines.at(-1)).toBe('0 passed, 0 differ, 5 refused, 0 outside the subset');
    expect(lines).toEqual(
      expect.arrayContaining([
        '  1  CreateActivity: the operation',
        '  1  TagResource: the operation',
        '  1  StartExecution: The field traceHeader of StartExecution',
        '  1  CreateStateMachine: publish true',
        '  1  CreateStateMachine: The type EXPRESS',
      ]),
    );
    expect(code).toBe(0);
  });
}, 60_000);
