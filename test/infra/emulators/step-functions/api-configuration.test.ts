import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  UpdateStateMachineCommand,
} from '@aws-sdk/client-sfn';
import type { CreateStateMachineCommandInput, LogLevel } from '@aws-sdk/client-sfn';
import { afterEach, describe, expect, it } from 'vitest';
import { closeBenches, createBench, machineOf, refusal } from './bench.ts';
import type { Bench } from './bench.ts';

afterEach(closeBenches);

const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:made';
const made = {
  name: 'made',
  definition: JSON.stringify(machineOf({ A: { Type: 'Succeed' } })),
  roleArn: 'arn:aws:iam::000000000000:role/r',
};
const asItIs = {
  loggingConfiguration: { level: 'OFF', includeExecutionData: false },
  tracingConfiguration: { enabled: false },
  encryptionConfiguration: { type: 'AWS_OWNED_KEY' },
};

const create = (bench: Bench, more: Partial<CreateStateMachineCommandInput> = {}) =>
  bench.client.send(new CreateStateMachineCommand({ ...made, ...more }));

const messageOf = async (request: Promise<unknown>): Promise<string> => {
  try {
    await request;
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
  return 'no refusal';
};

const group = (name: string) => ({
  cloudWatchLogsLogGroup: {
    logGroupArn: `arn:aws:logs:us-east-1:000000000000:log-group:${name}:*`,
  },
});

const oneDestination =
  'InvalidLoggingConfiguration: Invalid Logging Configuration: Must specify exactly one Log Destination.';
const noDestination =
  'InvalidLoggingConfiguration: Invalid Logging Configuration: Log Destination not found.';

describe('loggingConfiguration', () => {
  it.each<[string, { level?: LogLevel; destinations?: ReturnType<typeof group>[] }, string]>([
    ['ALL without a destination', { level: 'ALL' }, oneDestination],
    ['ERROR without a destination', { level: 'ERROR', destinations: [] }, oneDestination],
    ['FATAL without a destination', { level: 'FATAL' }, oneDestination],
    ['two', { level: 'ALL', destinations: [group('a'), group('b')] }, oneDestination],
    ['two for OFF', { level: 'OFF', destinations: [group('a'), group('b')] }, oneDestination],
    ['a group that is not there', { level: 'ALL', destinations: [group('a')] }, noDestination],
    ['a group for OFF', { level: 'OFF', destinations: [group('a')] }, noDestination],
    [
      'a level that there is not',
      { level: 'LOUD' as LogLevel },
      "ValidationException: 1 validation error detected: Value 'LOUD' at 'level' failed to satisfy constraint: Member must satisfy enum value set: [ALL, ERROR, FATAL, OFF]",
    ],
  ])('of %s is refused as AWS does', async (_, loggingConfiguration, message) => {
    const bench = await createBench();

    expect(await messageOf(create(bench, { loggingConfiguration }))).toBe(message);
    expect(await bench.keys('machine/')).toEqual([]);

    await create(bench);
    const update = new UpdateStateMachineCommand({ stateMachineArn, loggingConfiguration });
    expect(await messageOf(bench.client.send(update))).toBe(message);
  });
});

describe('a configuration that asks for what is so', () => {
  it.each<[string, Partial<CreateStateMachineCommandInput>]>([
    ['all of it', asItIs as Partial<CreateStateMachineCommandInput>],
    ['an empty logging configuration', { loggingConfiguration: {} }],
    ['no destinations', { loggingConfiguration: { destinations: [] } }],
    ['no tags', { tags: [] }],
    ['nothing to publish', { publish: false }],
    ['the standard type', { type: 'STANDARD' }],
  ])('is taken and described: %s', async (_, more) => {
    const bench = await createBench();

    await create(bench, more);

    const described = await bench.client.send(new DescribeStateMachineCommand({ stateMachineArn }));
    expect(described).toMatchObject(asItIs);
  });

  it('is an update that changes nothing', async () => {
    const bench = await createBench();
    await create(bench);

    const answer = await bench.client.send(
      new UpdateStateMachineCommand({
        stateMachineArn,
        loggingConfiguration: { level: 'OFF' },
      }),
    );

    expect(answer.revisionId).toBeUndefined();
    expect(answer.updateDate).toEqual(new Date('2025-01-01T00:00:00Z'));
  });
});

describe('the rest of a configuration', () => {
  it.each<[string, Partial<CreateStateMachineCommandInput>, string]>([
    [
      'tracing that says neither',
      { tracingConfiguration: {} },
      'InvalidTracingConfiguration: Invalid Tracing Configuration: enabled has not been set to true or false',
    ],
    [
      "a customer's key that is not named",
      { encryptionConfiguration: { type: 'CUSTOMER_MANAGED_KMS_KEY' } },
      'InvalidEncryptionConfiguration: Invalid Encryption Configuration: kmsKeyId is missing for the type CUSTOMER_MANAGED_KMS_KEY',
    ],
    [
      "a customer's key of AWS's type",
      { encryptionConfiguration: { type: 'AWS_OWNED_KEY', kmsKeyId: 'k' } },
      'InvalidEncryptionConfiguration: Invalid Encryption Configuration: kmsKeyId and kmsDataKeyReusePeriodSeconds go with the type CUSTOMER_MANAGED_KMS_KEY',
    ],
    [
      'a description of no version',
      { versionDescription: 'first' },
      'ValidationException: Version description can only be set when publish is true',
    ],
    [
      'a type that there is not',
      { type: 'FAST' as 'EXPRESS' },
      "ValidationException: 1 validation error detected: Value 'FAST' at 'type' failed to satisfy constraint: Member must satisfy enum value set: [STANDARD, EXPRESS]",
    ],
    [
      'the Express type',
      { type: 'EXPRESS' },
      'StateMachineTypeNotSupported: The type EXPRESS is not supported by the local Step Functions',
    ],
  ])('is refused: %s', async (_, more, message) => {
    const bench = await createBench();

    expect(await messageOf(create(bench, more))).toBe(message);
    expect(await bench.keys('machine/')).toEqual([]);
  });

  it('of an update without anything to change is refused in the words of AWS', async () => {
    const bench = await createBench();
    await create(bench);

    const update = new UpdateStateMachineCommand({ stateMachineArn });

    expect(await messageOf(bench.client.send(update))).toBe(
      'MissingRequiredParameter: Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified',
    );
  });
});

describe('includedData', () => {
  it('of everything is taken, as everything is included', async () => {
    const bench = await createBench();
    const executionArn = await bench.start(machineOf({ A: { Type: 'Succeed' } }), { a: 1 });

    const described = await bench.client.send(
      new DescribeExecutionCommand({ executionArn, includedData: 'ALL_DATA' }),
    );

    expect(described).toMatchObject({ input: '{"a":1}', inputDetails: { included: true } });
    const other = new DescribeExecutionCommand({ executionArn, includedData: 'SOME' as never });
    expect(await refusal(bench.client.send(other))).toBe('ValidationException');
  });
});
