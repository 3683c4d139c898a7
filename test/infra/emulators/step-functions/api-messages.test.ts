import { afterEach, describe, expect, it } from 'vitest';
import { closeBenches, createBench, machineOf } from './bench.ts';

afterEach(closeBenches);

const arn = (rest: string): string => `arn:aws:states:us-east-1:000000000000:${rest}`;
const stateMachineArn = arn('stateMachine:machine');
const constraint = (place: string, rule: string): string =>
  `1 validation error detected: Value ${place} failed to satisfy constraint: ${rule}`;

/** As they were recorded on AWS, or follow the same pattern. */
const refusals: readonly (readonly [string, object, string, string])[] = [
  [
    'ListExecutions',
    { stateMachineArn, statusFilter: 'succeeded' },
    'ValidationException',
    constraint(
      "'succeeded' at 'statusFilter'",
      'Member must satisfy enum value set: [SUCCEEDED, TIMED_OUT, PENDING_REDRIVE, ABORTED, FAILED, RUNNING]',
    ),
  ],
  [
    'ListExecutions',
    { stateMachineArn, maxResults: 1001 },
    'ValidationException',
    constraint("'1001' at 'maxResults'", 'Member must have value less than or equal to 1000'),
  ],
  [
    'ListStateMachines',
    { maxResults: -1 },
    'ValidationException',
    constraint("'-1' at 'maxResults'", 'Member must have value greater than or equal to 0'),
  ],
  [
    'ListStateMachines',
    { nextToken: 'x'.repeat(1025) },
    'ValidationException',
    constraint(
      `'${'x'.repeat(1025)}' at 'nextToken'`,
      'Member must have length less than or equal to 1024',
    ),
  ],
  [
    'ListExecutions',
    { stateMachineArn, nextToken: 'x'.repeat(3097) },
    'ValidationException',
    constraint(
      `'${'x'.repeat(3097)}' at 'nextToken'`,
      'Member must have length less than or equal to 3096',
    ),
  ],
  [
    'DescribeStateMachine',
    { stateMachineArn: 'not_a_valid_arn' },
    'InvalidArn',
    "Invalid Arn: 'Invalid ARN prefix: not_a_valid_arn'",
  ],
  [
    'DescribeStateMachine',
    { stateMachineArn: `${stateMachineArn}:2` },
    'StateMachineDoesNotExist',
    `State Machine Does Not Exist: '${stateMachineArn}:2'`,
  ],
  [
    'StartExecution',
    { stateMachineArn: arn('execution:machine:one') },
    'InvalidArn',
    "Invalid Arn: 'Resource type not valid in this context: execution'",
  ],
  [
    'DeleteStateMachine',
    { stateMachineArn: 'none' },
    'InvalidArn',
    "Invalid Arn: 'Invalid ARN prefix: none'",
  ],
  [
    'GetExecutionHistory',
    { executionArn: 'none' },
    'InvalidArn',
    "Invalid Arn: 'Invalid ARN prefix: none'",
  ],
  [
    'DescribeExecution',
    {},
    'ValidationException',
    constraint("null at 'executionArn'", 'Member must not be null'),
  ],
  [
    'DescribeExecution',
    { executionArn: 1 },
    'SerializationException',
    'executionArn can not be converted to a String',
  ],
  [
    'StartExecution',
    { stateMachineArn, input: 'not some json' },
    'InvalidExecutionInput',
    "Invalid State Machine Execution Input: 'Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')'",
  ],
  [
    'StartExecution',
    { stateMachineArn, input: "{'not': 'json'}" },
    'InvalidExecutionInput',
    "Invalid State Machine Execution Input: 'Unexpected character (''' (code 39)): was expecting double-quote to start field name'",
  ],
  [
    'StartExecution',
    { stateMachineArn, input: '' },
    'InvalidExecutionInput',
    "Invalid State Machine Execution Input: 'Invalid execution input.'",
  ],
  [
    'StartExecution',
    { stateMachineArn, input: '{"a":' },
    'InvalidExecutionInput',
    "Invalid State Machine Execution Input: 'The text is not valid JSON'",
  ],
];

describe('a refusal in the words of AWS', () => {
  it.each(refusals)('%s of %o is %s', async (...[operation, request, code, message]) => {
    const bench = await createBench();
    bench.machines.register('machine', machineOf({ A: { Type: 'Succeed' } }));

    const answer = await bench.machines.answer(`AWSStepFunctions.${operation}`, request);

    expect(answer).toEqual({ status: 400, body: { __type: code, message } });
  });
});

describe('a history', () => {
  it('says nothing of variables where none is assigned', async () => {
    const bench = await createBench();
    const executionArn = await bench.start(
      machineOf({
        N: { Type: 'Pass', Assign: {}, Next: 'A' },
        A: { Type: 'Pass', Assign: { a: 1 }, Next: 'S' },
        S: { Type: 'Succeed' },
      }),
    );

    const exits = (await bench.history(executionArn)).flatMap((event) =>
      event.stateExitedEventDetails === undefined ? [] : [event.stateExitedEventDetails],
    );

    expect(exits).toEqual([
      { name: 'N', output: '{}', outputDetails: { truncated: false } },
      {
        name: 'A',
        output: '{}',
        outputDetails: { truncated: false },
        assignedVariables: { a: '1' },
        assignedVariablesDetails: { truncated: false },
      },
      { name: 'S', output: '{}', outputDetails: { truncated: false } },
    ]);
  });
});
