import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openAddress, startVirtualProduct } from '../support/crash/virtual-product.ts';
import type { Address, VirtualProduct } from '../support/crash/virtual-product.ts';

const home = mkdtempSync(join(tmpdir(), 'ai-orchestrator-never-'));
let address: Address;
let product: VirtualProduct;
let asked = 0;

beforeAll(async () => {
  address = await openAddress();
  product = await startVirtualProduct({
    address,
    dataDir: join(home, 'data'),
    startMs: Date.parse('2026-11-27T12:00:00.000Z'),
  });
  const { handle } = address.current;
  address.current.handle = async (request, response) => {
    if (!/^\/_local\/fleet\/[^/]+\/query$/u.test(request.url ?? ''))
      return handle(request, response);
    asked += 1;
    response.writeHead(503).end('{}');
  };
}, 60_000);

afterAll(async () => {
  await product.close();
  await address.close();
  rmSync(home, { recursive: true, force: true });
});

it('ends a task whose names never come as unread, after minutes of asking, and keeps nothing of it', async () => {
  const began = Date.now();
  const answer = await fetch(`${product.origin}/api/v1/ai/execute`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', prefer: 'respond-async' },
    body: JSON.stringify({ org_id: 'org-never', intent: 'Patch staging web servers' }),
  });
  const { task_id: id } = (await answer.json()) as { task_id: string };
  const task = await product.until('the end of the task', async () => {
    const found = await fetch(`${product.origin}/api/v1/ai/tasks/${id}`);
    const view = (await found.json()) as { status: string; error: { code: string } | null };
    return view.status === 'planning' ? undefined : view;
  });

  expect(answer.status).toBe(202);
  expect(task).toMatchObject({ status: 'failed', unread: true, error: { code: 'intent-unclear' } });
  expect(Date.now() - began).toBeGreaterThan(30_000);
  expect(asked).toBeGreaterThan(30);
}, 120_000);
