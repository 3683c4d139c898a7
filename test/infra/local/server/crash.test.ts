import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { describe, expect, it, onTestFinished, vi } from 'vitest';

const Execution = z.object({
  status: z.string(),
  phases: z.array(
    z.object({ assets: z.array(z.object({ asset_id: z.string(), status: z.string() })) }),
  ),
});

const Task = z.object({
  task_id: z.string(),
  status: z.string(),
  execution_id: z.string().nullish(),
});

/** The product as a process of its own, which can be killed as a power cut would. */
const startProcess = async (home: string) => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'infra/local/cli/main.ts'], {
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      DATA_DIR: join(home, 'data'),
      LOG_LEVEL: 'error',
      COOLDOWN_SECONDS: '0',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const kill = async () => {
    child.kill('SIGKILL');
    await exited;
  };
  onTestFinished(kill);
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
  });
  const url = await vi.waitFor(
    () => {
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0];
      if (found === undefined) throw new Error(`not ready: ${text}`);
      return found;
    },
    { timeout: 20_000 },
  );
  const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return response.json();
  };
  return {
    kill,
    submit: async (body: unknown) => Task.parse(await ask('POST', '/api/v1/ai/execute', body)),
    task: async (id: string) => Task.parse(await ask('GET', `/api/v1/ai/tasks/${id}`)),
    approve: (id: string) => ask('POST', `/api/v1/ai/tasks/${id}/approve`, { reason: 'ok' }),
    execution: async (id: string) =>
      Execution.parse(await ask('GET', `/api/v1/ai/executions/${id}`)),
    actionsOf: async (assetId: string) =>
      z
        .object({ actions: z.array(z.object({ kind: z.string() })) })
        .parse(await ask('GET', `/_local/fleet/demo/assets/${assetId}/actions`)).actions,
  };
};

const statusesOf = (execution: z.infer<typeof Execution>) =>
  execution.phases.flatMap((phase) => phase.assets.map((asset) => asset.status));

describe('a crash', () => {
  it('between plan, approval and rollout loses nothing, and no asset is changed twice', async () => {
    const home = mkdtempSync(join(tmpdir(), 'crash-'));
    onTestFinished(() => rmSync(home, { recursive: true, force: true }));

    const planning = await startProcess(home);
    const { task_id, status } = await planning.submit({
      intent: 'Patch production app servers',
      org_id: 'demo',
      environment: 'production',
    });
    expect(status).toBe('pending_approval');
    await planning.kill();

    const approving = await startProcess(home);
    await approving.approve(task_id);
    await approving.kill();

    const rolling = await startProcess(home);
    const executionId = await vi.waitFor(
      async () => z.string().parse((await rolling.task(task_id)).execution_id),
      { timeout: 20_000 },
    );
    await vi.waitFor(
      async () => expect(statusesOf(await rolling.execution(executionId))).toContain('running'),
      { timeout: 20_000, interval: 20 },
    );
    await rolling.kill();

    const finishing = await startProcess(home);
    await vi.waitFor(async () => expect((await finishing.task(task_id)).status).toBe('completed'), {
      timeout: 90_000,
      interval: 250,
    });
    const execution = await finishing.execution(executionId);
    const assets = execution.phases.flatMap((phase) => phase.assets);
    const kinds = await Promise.all(
      assets.map(async ({ asset_id }) =>
        (await finishing.actionsOf(asset_id)).map((action) => action.kind),
      ),
    );

    expect(assets.length).toBeGreaterThanOrEqual(10);
    expect(new Set(statusesOf(execution))).toEqual(new Set(['completed']));
    expect(kinds).toEqual(assets.map(() => ['apply']));
  }, 180_000);
});
