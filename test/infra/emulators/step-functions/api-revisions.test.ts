import {
  CreateStateMachineCommand,
  DescribeStateMachineCommand,
  DescribeStateMachineForExecutionCommand,
  StartExecutionCommand,
  UpdateStateMachineCommand,
} from '@aws-sdk/client-sfn';
import { afterEach, describe, expect, it } from 'vitest';
import { closeBenches, createBench, machineOf } from './bench.ts';
import type { Bench } from './bench.ts';

afterEach(closeBenches);

const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:made';
const roleArn = 'arn:aws:iam::000000000000:role/r';
const saying = (word: string): object => machineOf({ S: { Type: 'Succeed', Output: word } });

const create = (bench: Bench, definition: string, role = roleArn) =>
  bench.client.send(new CreateStateMachineCommand({ name: 'made', definition, roleArn: role }));
const describeMade = (bench: Bench) =>
  bench.client.send(new DescribeStateMachineCommand({ stateMachineArn }));
const update = (bench: Bench, change: { definition?: string; roleArn?: string }) =>
  bench.client.send(new UpdateStateMachineCommand({ stateMachineArn, ...change }));

describe('revisionId', () => {
  it('is another one after each change, and none before the first; over a restart too', async () => {
    const before = await createBench();
    await create(before, JSON.stringify(saying('a')));
    const first = await describeMade(before);

    const { revisionId: second } = await update(before, { roleArn: `${roleArn}2` });
    const { revisionId: third } = await update(before, {
      definition: JSON.stringify(saying('b')),
    });
    const after = await before.reopen();

    expect(first.revisionId).toBeUndefined();
    expect(second).toMatch(/^[0-9a-f-]{36}$/);
    expect(third).toMatch(/^[0-9a-f-]{36}$/);
    expect(third).not.toBe(second);
    expect((await describeMade(after)).revisionId).toBe(third);
  });

  it('stays the same where an update changes nothing', async () => {
    const bench = await createBench();
    await create(bench, JSON.stringify(saying('a')));
    const { revisionId } = await update(bench, { roleArn: `${roleArn}2` });
    await bench.pass(5);

    const again = await update(bench, { roleArn: `${roleArn}2` });

    expect(again).toMatchObject({ revisionId, updateDate: new Date('2025-01-01T00:00:00Z') });
  });

  it('of an execution is that of the machine when it started', async () => {
    const bench = await createBench();
    await create(bench, JSON.stringify(saying('a')));
    const revisionOf = async (executionArn: string | undefined) => {
      const request = new DescribeStateMachineForExecutionCommand({ executionArn });
      return (await bench.client.send(request)).revisionId;
    };
    const start = async () =>
      (await bench.client.send(new StartExecutionCommand({ stateMachineArn }))).executionArn;

    const first = await start();
    const { revisionId } = await update(bench, { roleArn: `${roleArn}2` });
    const second = await start();
    await update(bench, { roleArn: `${roleArn}3` });

    expect(await revisionOf(first)).toBeUndefined();
    expect(await revisionOf(second)).toBe(revisionId);
  });
});

describe('CreateStateMachine of a name that there is', () => {
  it('with the same definition gives the machine again, whatever the role; over a restart too', async () => {
    const before = await createBench();
    const text = JSON.stringify(saying('a'), null, 2);
    const first = await create(before, text);
    await before.pass(5);
    const after = await before.reopen();

    const second = await create(after, text, `${roleArn}2`);

    expect(second).toMatchObject({
      stateMachineArn: first.stateMachineArn,
      creationDate: first.creationDate,
    });
    const described = await describeMade(after);
    expect(described).toMatchObject({ roleArn, definition: text });
    expect(described.revisionId).toBeUndefined();
  });

  it.each([
    ['another definition', JSON.stringify(saying('b'))],
    ['the same definition with other spaces', JSON.stringify(saying('a'), null, 2)],
  ])('with %s is StateMachineAlreadyExists, and leaves it as it was', async (_, text) => {
    const bench = await createBench();
    await create(bench, JSON.stringify(saying('a')));

    await expect(create(bench, text)).rejects.toMatchObject({
      name: 'StateMachineAlreadyExists',
      message: `State Machine Already Exists: '${stateMachineArn}'`,
      $metadata: { httpStatusCode: 400 },
    });
    const described = await describeMade(bench);
    expect(described.definition).toBe(JSON.stringify(saying('a')));
  });

  it('runs a definition with spaces of its own, after a restart too', async () => {
    const before = await createBench();
    const text = JSON.stringify(saying('a'), null, 2);
    await create(before, text);
    const after = await before.reopen();

    const request = new StartExecutionCommand({ stateMachineArn });
    const { executionArn = '' } = await after.client.send(request);
    await after.settle();

    expect(await after.describe(executionArn)).toMatchObject({
      status: 'SUCCEEDED',
      output: '"a"',
    });
    const ran = new DescribeStateMachineForExecutionCommand({ executionArn });
    expect((await after.client.send(ran)).definition).toBe(text);
  });
});
