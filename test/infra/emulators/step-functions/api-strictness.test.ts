import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { serveAws } from '../../../../infra/emulators/aws-json/aws-endpoint.ts';
import { closeBenches, createBench, machineOf } from './bench.ts';
import type { Bench } from './bench.ts';

afterEach(closeBenches);

const arn = (rest: string): string => `arn:aws:states:us-east-1:000000000000:${rest}`;

const stateMachineArn = arn('stateMachine:machine');

const executionArn = arn('execution:machine:one');

const definition = JSON.stringify(machineOf({ A: { Type: 'Succeed' } }));

const roleArn = 'arn:aws:iam::000000000000:role/r';

/** A request of each operation, and the fields that AWS knows in it and this does not carry out. */
const operations: readonly (readonly [string, object, Readonly<Record<string, unknown>>])[] = [
  [
    'CreateStateMachine',
    { name: 'made', definition, roleArn },
    {
      tags: [{ key: 'team', value: 'ops' }],
      loggingConfiguration: { level: 'OFF', includeExecutionData: true },
      tracingConfiguration: { enabled: true },
      encryptionConfiguration: { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: 'alias/k' },
      publish: true,
    },
  ],
  [
    'UpdateStateMachine',
    { stateMachineArn, roleArn },
    {
      loggingConfiguration: { level: 'OFF', includeExecutionData: true },
      tracingConfiguration: { enabled: true },
      encryptionConfiguration: { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: 'alias/k' },
      publish: true,
    },
  ],
  ['DescribeStateMachine', { stateMachineArn }, { includedData: 'METADATA_ONLY' }],
  ['DescribeStateMachineForExecution', { executionArn }, { includedData: 'METADATA_ONLY' }],
  ['ListStateMachines', {}, {}],
  [
    'StartExecution',
    { stateMachineArn, name: 'two', input: '{}' },
    { traceHeader: 'Root=1-5759e988-bd862e3fe1be46a994272793' },
  ],
  ['DescribeExecution', { executionArn }, { includedData: 'METADATA_ONLY' }],
  [
    'ListExecutions',
    { stateMachineArn },
    { redriveFilter: 'NOT_REDRIVEN', mapRunArn: arn('mapRun:machine/label:id') },
  ],
  ['GetExecutionHistory', { executionArn }, {}],
  ['SendTaskSuccess', { taskToken: 'none', output: '{}' }, {}],
  ['SendTaskFailure', { taskToken: 'none' }, {}],
  ['SendTaskHeartbeat', { taskToken: 'none' }, {}],
  ['RedriveExecution', { executionArn }, {}],
  ['StopExecution', { executionArn }, {}],
  ['DeleteStateMachine', { stateMachineArn }, {}],
];

const known = operations.flatMap(([operation, request, fields]) =>
  Object.entries(fields).map(([field, value]) => [operation, field, request, value] as const),
);

const ask = (bench: Bench, operation: string, request: unknown) =>
  bench.machines.answer(`AWSStepFunctions.${operation}`, JSON.stringify(request));

/** A bench with one machine and one execution of it, which waits. */
const benchAtWork = async (): Promise<Bench> => {
  const bench = await createBench();
  bench.machines.register('machine', machineOf({ W: { Type: 'Wait', Seconds: 60, End: true } }));
  await ask(bench, 'StartExecution', { stateMachineArn, name: 'one' });
  return bench;
};

/** All that is stored. */
const everything = (bench: Bench): Promise<string[]> => bench.keys('');

describe('a field that is not supported', () => {
  it.each(known)('%s refuses by name: %s', async (...[operation, field, request, value]) => {
    const bench = await benchAtWork();
    const before = await everything(bench);

    const { status, body } = await ask(bench, operation, { ...request, [field]: value });

    expect(status).toBe(400);
    expect(body['__type']).toBe('ValidationException');
    expect(body['message']).toContain(field);
    expect(body['message']).toContain('is not supported by the local Step Functions');
    expect(await everything(bench)).toEqual(before);
  });

  it.each(operations)('%s refuses one that nobody knows', async (operation, request) => {
    const bench = await benchAtWork();
    const before = await everything(bench);

    const { status, body } = await ask(bench, operation, { ...request, madeUp: 'x' });

    expect({ status, ...body }).toEqual({
      status: 400,
      __type: 'ValidationException',
      message: `The field madeUp of ${operation} is not supported by the local Step Functions`,
    });
    expect(await everything(bench)).toEqual(before);
  });

  it.each(operations)('%s takes its request without it', async (operation, request) => {
    const bench = await benchAtWork();

    const { body } = await ask(bench, operation, { ...request, madeUp: null });

    expect(JSON.stringify(body)).not.toContain('not supported');
    expect(body['__type']).not.toBe('ValidationException');
  });

  it('is refused whatever its name and value', async () => {
    const bench = await benchAtWork();
    const fields = new Set(['stateMachineArn', 'name', 'input']);
    const names = fc.oneof(
      fc.constantFrom('__proto__', 'constructor', 'Name', 'input ', 'toString', ''),
      fc.string(),
    );
    const values = fc.jsonValue().filter((value) => value !== null);

    await fc.assert(
      fc.asyncProperty(
        names.filter((name) => !fields.has(name)),
        values,
        async (name, value) => {
          const text = `{"stateMachineArn":"${stateMachineArn}",${JSON.stringify(name)}:${JSON.stringify(value)}}`;
          const { body } = await bench.machines.answer('AWSStepFunctions.StartExecution', text);
          expect(body['message']).toBe(
            `The field ${name} of StartExecution is not supported by the local Step Functions`,
          );
        },
      ),
      { numRuns: 200 },
    );
    expect(await bench.keys('execution/')).toHaveLength(1);
  });

  it.each([
    ['loggingConfiguration', { level: 'OFF', madeUp: 1 }],
    ['tracingConfiguration', { enabled: false, madeUp: 1 }],
    ['encryptionConfiguration', { type: 'AWS_OWNED_KEY', madeUp: 1 }],
  ])('within %s is refused too', async (field, value) => {
    const bench = await createBench();

    const request = { name: 'made', definition, roleArn, [field]: value };

    const { body } = await ask(bench, 'CreateStateMachine', request);
    expect(body['message']).toBe(
      `The field madeUp of ${field} is not supported by the local Step Functions`,
    );
  });
});

describe('the door over HTTP', () => {
  it('refuses a made-up field with 400 and the name of the error', async () => {
    const bench = await benchAtWork();
    const serve = serveAws({
      AWSStepFunctions: async (target, text) => {
        const { status, body } = await bench.machines.answer(target, text);
        return { status, body: JSON.stringify(body) };
      },
    });
    const server = createServer((request, response) => void serve(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;

    const answered = await new Promise<{ status: number; text: string }>((resolve, reject) => {
      const sent = httpRequest(
        {
          port,
          host: '127.0.0.1',
          method: 'POST',
          path: '/_local/aws',
          headers: { 'x-amz-target': 'AWSStepFunctions.StartExecution' },
        },
        (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => (text += chunk));
          response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
        },
      );
      sent.on('error', reject);
      sent.end(JSON.stringify({ stateMachineArn, traceHeader: 'Root=1' }));
    });
    await new Promise((resolve) => server.close(resolve));

    expect(answered.status).toBe(400);
    expect(JSON.parse(answered.text)).toEqual({
      __type: 'ValidationException',
      message:
        'The field traceHeader of StartExecution is not supported by the local Step Functions',
    });
    expect(await bench.keys('execution/')).toHaveLength(1);
  });
});
