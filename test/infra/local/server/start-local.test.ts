import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { HandlerRegistry } from '../../../../infra/local/lambda/lambda.ts';
import { startLocal } from '../../../../infra/local/start-local.ts';
import type { RunningLocal } from '../../../../infra/local/start-local.ts';
import { startHttpServer } from '../../../../infra/local/server/http-server.ts';
import { call } from './http-client.ts';

const machine = (functionName: string) =>
  JSON.stringify({
    QueryLanguage: 'JSONata',
    StartAt: 'Work',
    States: {
      Work: {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        Arguments: {
          FunctionName: `\${${functionName}FunctionArn}`,
          Payload: '{% $states.input %}',
        },
        Output: '{% $states.result.Payload %}',
        TimeoutSeconds: 60,
        End: true,
      },
    },
  });

const aHome = () => {
  const home = mkdtempSync(join(tmpdir(), 'local-'));
  onTestFinished(() => rmSync(home, { recursive: true }));
  writeFileSync(join(home, 'task-lifecycle.asl.json'), machine('Work'));
  writeFileSync(join(home, 'phased-rollout.asl.json'), machine('Break'));
  return home;
};

const isScheduled = (event: unknown): boolean =>
  (event as Record<string, unknown>)['detail-type'] === 'Scheduled Event';

const start = async (home = aHome(), environment: Record<string, string> = {}) => {
  const calls: { stem: string; event: unknown }[] = [];
  const noting = (stem: string, run: (event: unknown) => unknown = () => null) => ({
    [stem]: () =>
      Promise.resolve({
        handler: (event: unknown) => {
          calls.push({ stem, event });
          return run(event);
        },
      }),
  });
  const registry: HandlerRegistry = {
    ...noting('work', (event) => ({ worked: event })),
    ...noting('break', () => {
      throw Object.assign(new Error('it broke'), { name: 'Broken' });
    }),
    ...noting('sweep'),
    ...noting('recover-rollout'),
    ...noting('recover-task'),
    ...noting('anchor-audit'),
    ...noting('resume'),
    ...noting('deliver-notifications'),
    ...noting('get-health', () => ({ statusCode: 200, body: 'healthy' })),
  };
  const defects: unknown[] = [];
  const local = await startLocal({
    environment: { PORT: '0', DATA_DIR: join(home, 'data'), ...environment },
    machines: home,
    registry,
    onDefect: (error) => defects.push(error),
  });
  let isOpen = true;
  const close = async () => {
    if (isOpen) await local.close();
    isOpen = false;
  };
  onTestFinished(close);
  const eventsOf = (stem: string) => calls.filter((one) => one.stem === stem);
  return { ...local, close, eventsOf, defects, home };
};

const clientsOf = (local: RunningLocal) => {
  const config = {
    endpoint: `${local.url}/_local/aws`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  return { dynamodb: new DynamoDBClient(config), sfn: new SFNClient(config) };
};

const portOf = ({ url }: RunningLocal): number => Number(new URL(url).port);

describe('the product on one machine', () => {
  it('answers on its port, with its data for its owner alone', async () => {
    const local = await start();

    const answer = await call({
      port: portOf(local),
      path: '/health',
      headers: { host: new URL(local.url).host },
    });

    expect([answer.status, answer.text]).toEqual([200, 'healthy']);
    expect(statSync(join(local.home, 'data')).mode & 0o777).toBe(0o700);
  });

  it("lets AWS's own clients read and write the table, and keeps it over a restart", async () => {
    const home = aHome();
    const first = await start(home);
    const key = { pk: { S: 'org#demo#x' }, sk: { S: 'x' } };
    await clientsOf(first).dynamodb.send(
      new PutItemCommand({ TableName: 'ai-orchestrator', Item: { ...key, kept: { S: 'yes' } } }),
    );
    await first.close();

    const second = await start(home);

    const { Item } = await clientsOf(second).dynamodb.send(
      new GetItemCommand({ TableName: 'ai-orchestrator', Key: key }),
    );
    expect(Item?.['kept']).toEqual({ S: 'yes' });
  });

  it('runs the state machines with the functions', async () => {
    const local = await start();
    const { sfn } = clientsOf(local);

    const { executionArn } = await sfn.send(
      new StartExecutionCommand({
        stateMachineArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:task-lifecycle',
        name: 'one',
        input: '{"a":1}',
      }),
    );

    await vi.waitFor(async () => {
      const { status, output } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
      expect([status, output]).toEqual(['SUCCEEDED', '{"worked":{"a":1}}']);
    }, 5_000);
  });

  it('hands new outbox items to their functions', async () => {
    const local = await start();
    const item = { pk: { S: 'outbox#0' }, sk: { S: 'msg-1' }, kind: { S: 'resume_gate' } };

    await clientsOf(local).dynamodb.send(
      new PutItemCommand({ TableName: 'ai-orchestrator', Item: item }),
    );

    await vi.waitFor(() => {
      expect(local.eventsOf('resume').map(({ event }) => event)).toContainEqual({
        Records: [
          expect.objectContaining({
            eventSource: 'aws:dynamodb',
            eventName: 'INSERT',
            dynamodb: expect.objectContaining({ NewImage: item }) as unknown,
          }),
        ],
      });
    }, 5_000);
  });

  it('tells of a rollout that ended badly, once, also over a restart', async () => {
    const home = aHome();
    const first = await start(home);
    await clientsOf(first).sfn.send(
      new StartExecutionCommand({
        stateMachineArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:phased-rollout',
        name: 'two',
        input: '{"execution_id":"exec-2"}',
      }),
    );
    const toldOf = (local: typeof first) =>
      local.eventsOf('recover-rollout').filter(({ event }) => !isScheduled(event));
    await vi.waitFor(() => expect(toldOf(first)).toHaveLength(1), 15_000);
    await first.close();

    const second = await start(home);
    await vi.waitFor(() => expect(second.eventsOf('sweep').length).toBeGreaterThan(1), 15_000);

    expect(toldOf(first)[0]?.event).toMatchObject({
      source: 'aws.states',
      'detail-type': 'Step Functions Execution Status Change',
      detail: {
        name: 'two',
        status: 'FAILED',
        input: '{"execution_id":"exec-2"}',
        error: 'Broken',
      },
    });
    expect(toldOf(second)).toEqual([]);
    expect(second.defects).toEqual([]);
  });

  it.each(['sweep', 'resume', 'deliver-notifications', 'recover-rollout', 'recover-task'])(
    'calls %s by schedule when it starts',
    async (stem) => {
      const local = await start();

      await vi.waitFor(() => {
        expect(local.eventsOf(stem).map(({ event }) => event)).toContainEqual(
          expect.objectContaining({ 'detail-type': 'Scheduled Event' }),
        );
      });
    },
  );

  it('says so when another process works on its data', async () => {
    const local = await start();

    await expect(start(local.home)).rejects.toThrow(/Another process works on .*DATA_DIR/);
  });

  it('says so when its port is taken', async () => {
    const other = await startHttpServer(() => Promise.resolve(), { host: '127.0.0.1', port: 0 });
    onTestFinished(other.close);

    await expect(start(aHome(), { PORT: String(other.port) })).rejects.toThrow(
      new RegExp(`Port ${other.port} is in use`),
    );
  });

  it('does not start with a state machine that names no function', async () => {
    const home = aHome();
    writeFileSync(join(home, 'roll-back.asl.json'), machine('Nothing'));

    await expect(start(home)).rejects.toThrow(/roll-back\.asl\.json.*NothingFunctionArn/);
  });

  it('has no local pages behind an issuer, but a fleet for its functions', async () => {
    const local = await start(aHome(), {
      AUTH_ISSUER: 'https://id.example',
      AUTH_AUDIENCE: 'api',
    });
    const fleetUrl = process.env['SIMULATED_FLEET_URL'] ?? '';
    const headers = { host: new URL(local.url).host };

    const outbox = await call({ port: portOf(local), path: '/_local/outbox', headers });
    const tasks = await call({ port: portOf(local), path: '/api/v1/ai/tasks', headers });

    const fleet = await fetch(`${fleetUrl}/about`);
    const guessed = await fetch(new URL('/_local/fleet/about', fleetUrl));

    expect([outbox.status, tasks.status]).toEqual([404, 401]);
    expect([fleet.status, guessed.status]).toEqual([200, 404]);
  });
});
