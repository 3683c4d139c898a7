import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../support/e2e/client.ts';
import type { Client, TaskView } from '../support/e2e/client.ts';
import { plannedAssetsOf, submit, taskWhen } from '../support/e2e/scenario.ts';
import { startProduct } from '../support/e2e/server.ts';
import type { Product } from '../support/e2e/server.ts';
import { until } from '../support/e2e/until.ts';

const folder = mkdtempSync(join(tmpdir(), 'ai-orchestrator-waivers-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** One person's own run, from the intent to its end, with nobody else asked. */
const runAlone = async (api: Client, org_id: string, intent: string): Promise<TaskView> => {
  const task = await submit(api, { org_id, intent });
  expect([task.status, task.approval]).not.toContain('pending_approval');
  return taskWhen(api, task.task_id, ({ status }) => !['approved', 'executing'].includes(status));
};

const askForProduction = (api: Client, org_id: string): Promise<TaskView> =>
  submit(api, { org_id, intent: 'Fix drift on production web servers' });

/** Waits at a gate in the band that asks for people, and says what is missing. */
const expectToWait = (task: TaskView): void => {
  expect(task).toMatchObject({ status: 'pending_approval', requires_hitl: true });
  expect(task.quality_score?.total).toBeGreaterThanOrEqual(60);
  expect(task.quality_score?.total).toBeLessThanOrEqual(79);
  const reasons = task.approval?.reasons ?? [];
  expect(reasons.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['no-earned-grant', 'score']),
  );
  expect(reasons.find(({ code }) => code === 'no-earned-grant')?.message).toContain(
    'two people can’t be told apart',
  );
};

const reject = (api: Client, { task_id }: TaskView) =>
  api.ask('rejectTask', 200, { params: { task_id }, body: { reason: 'Not this week' } });

const proofDetail = (task: TaskView): string =>
  task.quality_score?.dimensions['test_coverage']?.[0]?.detail ?? '';

describe('one person in the demo org', () => {
  const org = 'org-attacked';
  let product: Product;
  let api: Client;

  beforeAll(async () => {
    product = await startProduct();
    api = connect(product.url);
  }, 60_000);

  afterAll(() => product.close());

  it('waits at a gate after one staging run of their own', async () => {
    const run = await runAlone(api, org, 'Fix drift on 1 staging web server');
    const task = await askForProduction(api, org);

    expect(run.status).toBe('completed');
    expectToWait(task);
    expect(task.quality_score).toMatchObject({ operational_history: 12, human_review: 12 });
    expect(proofDetail(task)).toContain('on 1 assets in one run; 5 prove the 47 assets');
    await reject(api, task);
  }, 90_000);

  it('waits right after a rejection, which takes every grant away and is a reason of its own', async () => {
    expectToWait(await askForProduction(api, org));
    const grant = await until('the rejection on record', async () => {
      const { autonomy } = await api.ask('getAutonomy', 200, { query: { org_id: org } });
      return autonomy.find(({ taken_away }) => taken_away?.by === 'rejected');
    });
    const task = await askForProduction(api, org);

    expect(grant).toMatchObject({ environment: 'production', action: 'reimage', granted: false });
    expectToWait(task);
    expect(task.approval?.reasons.map(({ code }) => code)).toContain('rejected-recently');
  });

  it('waits after several staging runs, the largest of which proves the change in full', async () => {
    await runAlone(api, org, 'Fix drift on 2 staging web servers');
    await runAlone(api, org, 'Fix drift on staging web servers');
    const task = await askForProduction(api, org);

    expectToWait(task);
    expect(task.quality_score?.test_coverage).toBeGreaterThan(8);
  }, 120_000);

  it('waits after a dry run in production, which runs nothing', async () => {
    const dry = await submit(api, {
      org_id: org,
      intent: 'Fix drift on production web servers',
      dry_run: true,
    });

    expect([dry.status, dry.execution_id]).toEqual(['completed', null]);
    expectToWait(await askForProduction(api, org));
  });

  it('waits when a body claims what only policy decides', async () => {
    for (const claim of [{ autonomy: 'full_auto' }, { require_approval: 0 }, { grant: true }]) {
      const refused = await api.refusal('submitTask', {
        body: { org_id: org, intent: 'Fix drift on production web servers', ...claim },
      });

      expect(refused.status).toBe(400);
    }
  });
});

interface Instance {
  readonly InstanceId: string;
  readonly ImageId: string;
  readonly State: { readonly Name: string };
  readonly Placement: { readonly AvailabilityZone: string };
  readonly Tags: readonly { readonly Key: string; readonly Value: string }[];
}

const instances = (environment: string, count: number, drifted: number): Instance[] =>
  Array.from({ length: count }, (_, index) => ({
    InstanceId: `i-${environment.slice(0, 1).charCodeAt(0)}${String(index).padStart(14, '0')}`,
    ImageId: index < drifted ? 'ami-00000000000000bad' : 'ami-0000000000000600d',
    State: { Name: 'running' },
    Placement: { AvailabilityZone: `us-east-1${['a', 'b', 'c'][index % 3] ?? 'a'}` },
    Tags: [
      { Key: 'Name', Value: `${environment}-web-${index}` },
      { Key: 'Environment', Value: environment },
      { Key: 'Role', Value: 'web' },
    ],
  }));

describe('one person with a file fleet of 400 drifted production servers', () => {
  const org = 'org-file-attacked';
  let product: Product;
  let api: Client;

  beforeAll(async () => {
    const file = join(folder, 'instances.json');
    const all = [...instances('production', 1_000, 400), ...instances('staging', 60, 30)];
    writeFileSync(file, JSON.stringify({ Reservations: [{ Instances: all }] }));
    product = await startProduct({ FLEET_FILE: file });
    api = connect(product.url);
  }, 60_000);

  afterAll(() => product.close());

  it('gets no more from five runs of one server than from a simulation', async () => {
    for (let run = 0; run < 5; run += 1)
      expect((await runAlone(api, org, 'Fix drift on 1 staging web server')).status).toBe(
        'completed',
      );
    const task = await askForProduction(api, org);

    expectToWait(task);
    expect(plannedAssetsOf(task)).toHaveLength(400);
    expect(task.quality_score).toMatchObject({
      total: 61,
      test_coverage: 8,
      operational_history: 10,
      human_review: 8,
    });
    expect(proofDetail(task)).toContain('on 1 assets in one run; 40 prove the 400 assets');
  }, 150_000);

  it('gets a share of the points from a run of 25, and waits all the same', async () => {
    expect((await runAlone(api, org, 'Fix drift on staging web servers')).status).toBe('completed');
    const task = await askForProduction(api, org);

    expectToWait(task);
    expect(task.quality_score).toMatchObject({ total: 65, test_coverage: 12 });
  }, 90_000);
});
