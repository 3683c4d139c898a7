import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { connect } from '../support/e2e/client.ts';
import type { ExecutionView, TaskView } from '../support/e2e/client.ts';
import { newestCodeOf } from '../support/e2e/approver.ts';
import { startProcess } from '../support/e2e/product-process.ts';
import type { ProductProcess } from '../support/e2e/product-process.ts';
import { followToEnd, startRollout, taskWhen } from '../support/e2e/scenario.ts';
import { until } from '../support/e2e/until.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const approver = 'amy.approver@example.com';

const Line = z.looseObject({
  level: z.string(),
  message: z.string(),
  subject: z.string().optional(),
  from: z.string().nullish(),
  to: z.string().optional(),
  phase: z.string().optional(),
  channel: z.string().optional(),
});
type Line = z.infer<typeof Line>;

const linesIn = (text: string): readonly Line[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => Line.parse(JSON.parse(line)));

const home = mkdtempSync(join(tmpdir(), 'ai-orchestrator-logs-'));
const deaf = createServer((_, response) => response.writeHead(500).end());

let product: ProductProcess;
let task: TaskView;
let execution: ExecutionView;
let code: string;

const written = (): string => `${product.output().text}${product.output().errors}`;
const lines = (): readonly Line[] => linesIn(written());

beforeAll(async () => {
  const port = await new Promise<number>((resolve) => {
    deaf.listen(0, '127.0.0.1', () => resolve((deaf.address() as AddressInfo).port));
  });
  const config = join(home, 'orchestrator.yaml');
  writeFileSync(
    config,
    `notification:\n  webhook_enabled: true\n  webhook_url: http://127.0.0.1:${port}/hook?token=hidden\n  webhook_secret: ${secret}\napprovers:\n  - { id: amy, email: ${approver} }\n`,
  );
  product = await startProcess(join(home, 'data'), '0', {
    CONFIG_FILE: config,
    LOG_LEVEL: 'info',
  });
  const api = connect(product.url);
  const started = await startRollout(api, {
    org_id: 'org-logs',
    intent: 'Fix drift on production cache servers',
  });
  task = started.task;
  await fetch(`${product.url}/approvals/${task.approval?.gate_id ?? ''}`);
  execution = await followToEnd(api, started.executionId);
  await taskWhen(api, task.task_id, ({ status }) => status === 'completed');
  const waiting = await api.ask('submitTask', 200, {
    body: { org_id: 'org-logs', intent: 'Patch production cache servers' },
  });
  await fetch(`${product.url}/approvals/${waiting.approval?.gate_id ?? ''}/codes`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `email=${encodeURIComponent(approver)}`,
  });
  code = await newestCodeOf(product.url, waiting.task_id);
}, 150_000);

afterAll(async () => {
  await product.kill();
  deaf.close();
  rmSync(home, { recursive: true, force: true });
});

describe('the log of a rollout', () => {
  it('has each transition of task and gate once, in order, with its ids', () => {
    const own = lines().filter((line) => line['task_id'] === task.task_id);
    const of = (subject: string) =>
      own.filter((line) => line.subject === subject).map(({ from, to }) => [from ?? null, to]);

    expect(of('task')).toEqual([
      [null, 'planning'],
      ['planning', 'pending_approval'],
      ['pending_approval', 'approved'],
      ['approved', 'executing'],
      ['executing', 'completed'],
    ]);
    expect(of('gate')).toEqual([
      [null, 'pending'],
      ['pending', 'approved'],
    ]);
    const gates = own.filter(({ subject }) => subject === 'gate');
    expect(new Set(gates.map((line) => line['gate_id']))).toEqual(
      new Set([task.approval?.gate_id]),
    );
    expect(new Set(own.filter(({ subject }) => subject).map(({ level }) => level))).toEqual(
      new Set(['INFO']),
    );
  });

  it('has each transition of the execution and of every phase once', () => {
    const own = lines().filter((line) => line['execution_id'] === execution.id);

    expect(
      own
        .filter(({ subject }) => subject === 'execution')
        .map(({ from, to }) => [from ?? null, to]),
    ).toEqual([
      [null, 'pending'],
      ['pending', 'running'],
      ['running', 'completed'],
    ]);
    expect(execution.phases.length).toBeGreaterThan(1);
    for (const { name } of execution.phases) {
      expect(own.filter(({ phase }) => phase === name).map(({ to }) => to)).toEqual([
        'running',
        'baking',
        'completed',
      ]);
    }
  });

  it('says of a webhook that refuses what it answered, and when it is tried again', async () => {
    const failed = await until('the failed delivery', () =>
      Promise.resolve(
        lines().find((line) => line.channel === 'webhook' && line['task_id'] === task.task_id),
      ),
    );

    expect(failed).toMatchObject({
      level: 'WARN',
      message: 'Delivery failed',
      status: 500,
      reason: 'The webhook answers 500',
      kind: 'notify',
      attempt: 1,
      most_attempts: 30,
    });
    expect(failed['next_attempt_at']).toMatch(/^20\d\d-.*Z$/);
    expect(failed['message_id']).toMatch(/^msg-/);
  });

  it('holds no secret, code or mail address', () => {
    const log = JSON.stringify(lines());

    expect(code).toMatch(/^\d{6}$/);
    for (const hidden of [secret, 'MfKQ9r8GKYq', 'token=hidden', approver, `"${code}"`]) {
      expect(log).not.toContain(hidden);
    }
    expect(written()).not.toContain('MfKQ9r8GKYq');
  });
});
