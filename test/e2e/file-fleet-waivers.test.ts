import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../support/e2e/client.ts';
import type { Client } from '../support/e2e/client.ts';
import {
  askForProduction,
  expectToWait,
  proofDetail,
  runAlone,
} from '../support/e2e/one-person.ts';
import { plannedAssetsOf } from '../support/e2e/scenario.ts';
import { startProduct } from '../support/e2e/server.ts';
import type { Product } from '../support/e2e/server.ts';

const folder = mkdtempSync(join(tmpdir(), 'ai-orchestrator-waivers-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

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
