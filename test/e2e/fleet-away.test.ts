import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../support/e2e/client.ts';
import type { Client, TaskView } from '../support/e2e/client.ts';
import { fleetOf } from '../support/e2e/local-pages.ts';
import { endOfMachine } from '../support/e2e/machines.ts';
import { startProcess } from '../support/e2e/product-process.ts';
import type { ProductProcess } from '../support/e2e/product-process.ts';
import {
  approve,
  executionIdOf,
  followToEnd,
  plannedAssetsOf,
  taskWhen,
} from '../support/e2e/scenario.ts';

const home = mkdtempSync(join(tmpdir(), 'ai-orchestrator-away-'));
const awayFile = join(home, 'away');
const preload = new URL('../support/e2e/fleet-away.mjs', import.meta.url).pathname;

const org_id = 'org-away';
const clear = { org_id, intent: 'Fix drift on production cache servers' };
const open = { org_id, intent: 'Fix drift on prodution cache servers' };

let running: ProductProcess;
let api: Client;

const start = async (port: string): Promise<void> => {
  running = await startProcess(join(home, 'data'), port, {
    NODE_OPTIONS: `--import=${preload}`,
    FLEET_AWAY_WHILE: awayFile,
  });
  api = connect(running.url);
};

const send = (body: { readonly intent: string }) =>
  api.send('submitTask', {
    body,
    headers: { prefer: 'respond-async', 'idempotency-key': body.intent.replaceAll(' ', '-') },
  });

const idIn = ({ text }: { readonly text: string }): string =>
  (JSON.parse(text) as { task_id: string }).task_id;

describe('a fleet that can not be asked for its names for a while, and a kill meanwhile', () => {
  let first: Awaited<ReturnType<typeof send>>;
  let unclear: Awaited<ReturnType<typeof send>>;
  let preview: Awaited<ReturnType<typeof send>>;
  let planned: TaskView;
  let refused: TaskView;

  beforeAll(async () => {
    writeFileSync(awayFile, '');
    await start('0');
    first = await send(clear);
    unclear = await send(open);
    preview = await api.send('previewIntent', { body: clear });
    await running.kill();
    await start(new URL(running.url).port);
    rmSync(awayFile);
    planned = await taskWhen(api, idIn(first), ({ status }) => status !== 'planning');
    refused = await taskWhen(api, idIn(unclear), ({ status }) => status !== 'planning');
  }, 280_000);

  afterAll(async () => {
    await running.kill();
    rmSync(home, { recursive: true, force: true });
  });

  it('is answered by tasks that are not read yet, and by a preview that says why there is none', () => {
    for (const { status, text } of [first, unclear]) {
      expect(status).toBe(202);
      expect(JSON.parse(text)).toMatchObject({ status: 'planning', unread: true });
    }
    expect(preview.status).toBe(503);
    expect(JSON.parse(preview.text)).toMatchObject({
      error: 'unavailable',
      detail: expect.stringContaining('asked for its names') as string,
    });
  });

  it('ends in the plan of what was asked for, made once', async () => {
    expect(planned).toMatchObject({
      status: 'pending_approval',
      task_spec: { selector: { environment: 'production', roles: ['cache'] } },
    });
    expect(planned).not.toHaveProperty('unread');
    await approve(api, planned.task_id);
    await followToEnd(api, await executionIdOf(api, planned.task_id));
    const ids = plannedAssetsOf(planned).map(({ asset_id }) => asset_id);

    expect(await fleetOf(running.url, org_id).history(ids)).toEqual(
      Object.fromEntries(ids.map((id) => [id, 'apply'])),
    );
    const { records } = await api.ask('listTaskAudit', 200, {
      params: { task_id: planned.task_id },
    });
    expect(records.map(({ event }) => event).filter((event) => event === 'intent_read')).toEqual([
      'intent_read',
    ]);
  }, 120_000);

  it('ends what is unclear with that code and what can be sent instead', async () => {
    expect(refused).toMatchObject({ status: 'failed', error: { code: 'intent-unclear' } });
    expect(refused.error?.candidates?.map(({ intent }) => intent)).toEqual([clear.intent]);
    expect(await endOfMachine(running.url, refused.task_id)).toBe('SUCCEEDED');
  }, 120_000);

  it('started nothing twice, also for who asks again under the same key', async () => {
    expect(idIn(await send(clear))).toBe(planned.task_id);
    // By now its words are known to be unclear: who repeats it gets what was answered first.
    const again = await send(open);
    expect([again.status, JSON.parse(again.text)]).toEqual([202, JSON.parse(unclear.text)]);

    const { tasks } = await api.ask('listTasks', 200, { query: { org_id } });
    expect(tasks.map(({ task_id }) => task_id).sort()).toEqual(
      [planned.task_id, refused.task_id].sort(),
    );
  });
});
