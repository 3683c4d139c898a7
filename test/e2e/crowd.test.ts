import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { badRecordsOf } from '../support/seams/audit.ts';
import { connect } from '../support/e2e/client.ts';
import type { Answer, Client } from '../support/e2e/client.ts';
import { followUntil, startRollout, taskWhen } from '../support/e2e/scenario.ts';
import { startProduct } from '../support/e2e/server.ts';
import type { Product } from '../support/e2e/server.ts';
import { auditChainOf } from '../support/e2e/stored-audit.ts';

let product: Product;
let api: Client;

beforeAll(async () => {
  product = await startProduct();
  api = connect(product.url);
}, 60_000);

afterAll(async () => {
  await product.close();
});

const org = 'org-crowd';
const crowd = 120;

const submitInto = (): Promise<Answer> =>
  api.send('submitTask', {
    body: { org_id: org, intent: 'Fix drift on production database servers' },
    headers: { prefer: 'wait=1' },
  });

const countsOf = (answers: readonly Answer[]): Readonly<Record<number, number>> => {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};

describe('a crowd that submits in one organisation', () => {
  it('keeps no operator from his rollout, loses nothing, and is put off by name', async () => {
    const { executionId } = await startRollout(api, {
      org_id: org,
      intent: 'Fix drift on production web servers',
      environment: 'production',
    });
    const control = { params: { execution_id: executionId } };

    const submissions = Array.from({ length: crowd }, submitInto);
    const paused = await api.send('pauseExecution', control);
    const resumed = await api.send('resumeExecution', control);
    const cancelled = await api.send('cancelExecution', control);
    const answers = await Promise.all(submissions);

    expect([paused.status, resumed.status, cancelled.status]).toEqual([202, 202, 202]);
    await followUntil(api, executionId, ({ status }) => status === 'cancelled');

    const counts = countsOf(answers);
    const accepted = answers.filter(({ status }) => status === 200 || status === 202);
    const putOff = answers.filter(({ status }) => status === 429);
    expect(accepted.length + putOff.length, JSON.stringify(counts)).toBe(crowd);
    expect(putOff.length, 'more than may wait at once were put off').toBeGreaterThan(0);
    for (const { headers } of putOff) {
      expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    }

    for (const { text } of accepted) {
      const { task_id: id } = JSON.parse(text) as { task_id: string };
      const task = await taskWhen(api, id, ({ status }) => status !== 'planning');
      expect(task.status).toBe('pending_approval');
    }
    const records = await auditChainOf(product.url, org);
    const submitted = records.filter(({ event }) => event === 'task_submitted');
    expect(submitted).toHaveLength(accepted.length + 1);
    expect(badRecordsOf(records)).toEqual([]);
    expect(product.defects).toEqual([]);
  }, 240_000);
});
