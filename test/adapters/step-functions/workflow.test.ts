import { Readable } from 'node:stream';
import { SFNClient } from '@aws-sdk/client-sfn';
import type { SFNClientConfig } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { makeRollBackStarter } from '../../../functions/adapters/step-functions/roll-back-starter.ts';
import { makeWorkflow } from '../../../functions/adapters/step-functions/workflow.ts';
import { TransientFailure } from '../../../functions/domain/shared/errors.ts';
import { executionId, org, taskId } from '../../support/builders/ids.ts';

type Handler = Extract<NonNullable<SFNClientConfig['requestHandler']>, { handle: unknown }>;

/** The SDK's own client, answered with one error or none; keeps what it was asked. */
const aClient = (error: string | null) => {
  const asked: (readonly [string | undefined, unknown])[] = [];
  const requestHandler = {
    handle: (request: { headers: Record<string, string>; body: string }) => {
      asked.push([request.headers['x-amz-target'], JSON.parse(request.body) as unknown]);
      const body =
        error === null ? '{"executionArn":"arn","startDate":1}' : `{"__type":"${error}"}`;
      const headers = { 'content-type': 'application/x-amz-json-1.0' };
      const statusCode = error === null ? 200 : 400;
      return Promise.resolve({ response: { statusCode, headers, body: Readable.from([body]) } });
    },
  } as unknown as Handler;
  const client = new SFNClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
    requestHandler,
  });
  return { client, asked };
};

const arn = 'arn:aws:states:us-east-1:000000000000:stateMachine:task-lifecycle';

describe('the workflow of a task', () => {
  it('is an execution that is named after it', async () => {
    const { client, asked } = aClient(null);

    await makeWorkflow(client, arn).startLifecycle({ org_id: org, task_id: taskId });

    expect(asked).toEqual([
      [
        'AWSStepFunctions.StartExecution',
        {
          stateMachineArn: arn,
          name: 'task-01j0000000000000000000000a',
          input: '{"org_id":"org-123","task_id":"task-01j0000000000000000000000a"}',
        },
      ],
    ]);
  });

  it('that was started before is started', async () => {
    const { client } = aClient('ExecutionAlreadyExists');

    await expect(
      makeWorkflow(client, arn).startLifecycle({ org_id: org, task_id: taskId }),
    ).resolves.toBeUndefined();
  });

  it.each(['ThrottlingException', 'StateMachineDoesNotExist', 'InternalServerError'])(
    'that does not start for %s may later',
    async (error) => {
      const { client } = aClient(error);

      await expect(
        makeWorkflow(client, arn).startLifecycle({ org_id: org, task_id: taskId }),
      ).rejects.toBeInstanceOf(TransientFailure);
    },
  );
});

describe('a waiting state', () => {
  it('is resumed with its output', async () => {
    const { client, asked } = aClient(null);

    const outcome = await makeWorkflow(client, arn).resume('token-1', { outcome: 'approved' });

    expect(outcome).toBe('resumed');
    expect(asked).toEqual([
      [
        'AWSStepFunctions.SendTaskSuccess',
        { taskToken: 'token-1', output: '{"outcome":"approved"}' },
      ],
    ]);
  });

  it.each(['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken'])(
    'is gone when the answer is %s',
    async (error) => {
      const { client } = aClient(error);

      expect(await makeWorkflow(client, arn).resume('token-1', {})).toBe('gone');
    },
  );

  it('that is not reached may be later', async () => {
    const { client } = aClient('ThrottlingException');

    await expect(makeWorkflow(client, arn).resume('token-1', {})).rejects.toBeInstanceOf(
      TransientFailure,
    );
  });
});

describe('a roll-back', () => {
  const order = {
    name: 'exec-1-rollback',
    org_id: org,
    task_id: taskId,
    execution_id: executionId,
  };

  it('is an execution of its own machine, once under its name', async () => {
    const { client, asked } = aClient(null);
    await makeRollBackStarter(client, arn).start(order);

    expect(asked[0]?.[1]).toEqual({
      stateMachineArn: arn,
      name: 'exec-1-rollback',
      input:
        '{"org_id":"org-123","task_id":"task-01j0000000000000000000000a","execution_id":"exec-01j0000000000000000000000a"}',
    });
    const again = makeRollBackStarter(aClient('ExecutionAlreadyExists').client, arn);
    await expect(again.start(order)).resolves.toBeUndefined();
  });

  it('that does not start may later', async () => {
    const starter = makeRollBackStarter(aClient('ThrottlingException').client, arn);

    await expect(starter.start(order)).rejects.toBeInstanceOf(TransientFailure);
  });
});
