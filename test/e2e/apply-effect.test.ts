import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { connect } from '../support/e2e/client.ts';
import { fleetOf } from '../support/e2e/local-pages.ts';
import { startProcess } from '../support/e2e/product-process.ts';
import type { ProductProcess } from '../support/e2e/product-process.ts';
import { plannedAssetsOf, submit } from '../support/e2e/scenario.ts';

const home = mkdtempSync(join(tmpdir(), 'ai-orchestrator-effect-'));
const fleetFile = join(home, 'fleet.json');
const instance = (number: number, ImageId: string) => ({
  ...{ InstanceId: `i-${String(number).padStart(17, '0')}`, ImageId },
  State: { Name: 'running' },
  Placement: { AvailabilityZone: 'eu-west-1a' },
  Tags: [
    { Key: 'Environment', Value: 'staging' },
    { Key: 'Role', Value: 'web' },
  ],
});

writeFileSync(
  fleetFile,
  JSON.stringify({
    Reservations: [
      { Instances: [instance(1, 'ami-old'), instance(2, 'ami-old'), instance(3, 'ami-new')] },
    ],
  }),
);

let running: ProductProcess | undefined;

/** The product over the same data and fleet, with another golden image of its web servers. */
const startWith = async (image: string) => {
  await running?.kill();
  running = await startProcess(join(home, 'data'), '0', {
    FLEET_FILE: fleetFile,
    GOLDEN_IMAGES: `web=${image}`,
  });
  return { api: connect(running.url), url: running.url };
};

afterAll(async () => {
  await running?.kill();
  rmSync(home, { recursive: true, force: true });
});

it('a dry run whose request would do something else by now is not carried out, and told so', async () => {
  const org_id = 'org-effect';
  const before = await startWith('ami-new');
  const dryRun = await submit(before.api, {
    ...{ org_id, intent: 'Fix drift on staging web servers', dry_run: true },
  });
  const planned = plannedAssetsOf(dryRun);
  const { api, url } = await startWith('ami-newer');

  const task = await api.ask('applyTask', 200, {
    params: { task_id: dryRun.task_id },
    body: { plan_digest: dryRun.plan_digest },
    headers: { prefer: 'wait=25' },
  });

  expect(planned.map(({ changes }) => changes?.[0]?.to)).toEqual(['ami-new', 'ami-new']);
  expect([task.status, task.error?.code]).toEqual(['failed', 'plan-changed']);
  expect(task.error?.message).toContain('2 assets would be changed in another way now');
  expect(task.validation?.findings).toContainEqual(
    expect.objectContaining({ code: 'effect-changed', severity: 'error', rule: 'drift_safety' }),
  );
  expect(task.execution_id).toBeNull();
  const ids = planned.map(({ asset_id }) => asset_id);
  expect(await fleetOf(url, org_id).history(ids)).toEqual(
    Object.fromEntries(ids.map((id) => [id, ''])),
  );
}, 120_000);
