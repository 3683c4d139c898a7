import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../support/e2e/client.ts';
import type { Client, ExecutionView, TaskView } from '../support/e2e/client.ts';
import { fleetOf } from '../support/e2e/local-pages.ts';
import {
  assetsOf,
  followToEnd,
  plannedAssetsOf,
  startRollout,
  submit,
  taskWhen,
} from '../support/e2e/scenario.ts';
import { startProduct } from '../support/e2e/server.ts';
import type { Product } from '../support/e2e/server.ts';

const root = join(import.meta.dirname, '..', '..');
const fleetFile = join(root, 'test/support/e2e/describe-instances.json');
const goldenImage = 'ami-0a1b2c3d4e5f60718';
const org = 'org-file';

const folder = mkdtempSync(join(tmpdir(), 'ai-orchestrator-file-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

describe('a fleet of my own', () => {
  let product: Product;
  let api: Client;
  let task: TaskView;
  let execution: ExecutionView;

  beforeAll(async () => {
    product = await startProduct({ FLEET_FILE: fleetFile });
    api = connect(product.url);
    const started = await startRollout(api, {
      org_id: org,
      intent: 'Fix drift on production web servers',
      environment: 'production',
    });
    task = started.task;
    execution = await followToEnd(api, started.executionId);
  }, 150_000);

  afterAll(async () => {
    await product.close();
  });

  it('is planned from its own instances, by tags in any case', () => {
    const names = plannedAssetsOf(task).map(({ name }) => name);

    expect([...names].sort()).toEqual(['shop-web-03', 'shop-web-08', 'shop-web-11']);
    const reasons = (task.plan?.excluded ?? []).map(({ name, reason }) => [name, reason]);
    expect(reasons).toHaveLength(11);
    expect(reasons).toContainEqual(['shop-web-12', 'The asset is stopped.']);
    expect(reasons).toContainEqual(['shop-web-01', 'The asset already runs the golden image.']);
  });

  it('is told in numbers and by assets, with its file and how old that is', async () => {
    const fleet = await api.ask('getFleet', 200, { query: { org_id: org } });
    const query = { org_id: org, environment: 'production', role: 'web', limit: 3 };
    const first = await api.ask('listFleetAssets', 200, { query });
    const rest = await api.ask('listFleetAssets', 200, {
      query: { ...query, limit: 100, cursor: first.next_cursor ?? '' },
    });
    const left = await api.ask('listFleetAssets', 200, {
      query: { org_id: org, managed: 'false' },
    });

    expect(fleet.sources).toMatchObject([{ kind: 'instances', name: fleetFile }]);
    expect(fleet.sources[0]?.age_seconds).toBeGreaterThanOrEqual(0);
    expect(fleet.unmanaged).toBe(left.assets.length);
    expect(left.assets.length).toBeGreaterThan(0);
    expect(fleet.managed + fleet.unmanaged).toBeLessThanOrEqual(fleet.sources[0]?.entries ?? 0);
    expect([first.assets.length, first.assets.length + rest.assets.length]).toEqual([3, 14]);
    expect(rest.next_cursor).toBeUndefined();
  });

  it('takes the most common image for the golden one, and says so', () => {
    const assumptions = task.plan?.assumptions ?? [];

    expect(assumptions).toContain(
      'The fleet is a file: actions are simulated and change no real instance.',
    );
    expect(assumptions.filter((text) => text.includes(`taken to be ${goldenImage}`))).toHaveLength(
      1,
    );
    expect(task.plan?.action).toMatchObject({ type: 'reimage', simulated: true });
  });

  it('is rolled out to the end, simulated, with each asset acted on once', async () => {
    const ended = await taskWhen(api, task.task_id, ({ status }) => status !== 'executing');
    const ids = plannedAssetsOf(task).map(({ asset_id }) => asset_id);
    const fleet = fleetOf(product.url, org);

    expect([execution.status, ended.status]).toEqual(['completed', 'completed']);
    expect(assetsOf(execution).map(({ output }) => output)).toEqual(
      ids.map(() => expect.stringContaining('no real instance was touched') as unknown),
    );
    expect(await fleet.history(ids)).toEqual(Object.fromEntries(ids.map((id) => [id, 'apply'])));
    expect((await fleet.assets(ids)).map(({ image }) => image)).toEqual(ids.map(() => goldenImage));
  });

  it('has nothing left to change afterwards, and its file is as it was', async () => {
    const again = await submit(api, {
      org_id: org,
      intent: 'Fix drift on production web servers',
    });

    expect([again.status, again.agent_result?.affected_assets]).toEqual(['completed', 0]);
    expect(readFileSync(fleetFile, 'utf8')).toContain('ami-09f8e7d6c5b4a3021');
    expect(product.defects).toEqual([]);
  });

  it('counts an unknown patch state as needing patches, as a stated assumption', async () => {
    const patches = await submit(api, { org_id: org, intent: 'Patch production app servers' });

    expect(patches.agent_result?.affected_assets).toBe(3);
    expect(patches.plan?.assumptions.join(' ')).toContain(
      'an instance of unknown patch state is taken to need patching',
    );
  });
});

describe('a malformed fleet file', () => {
  const whole = readFileSync(fleetFile, 'utf8');

  it.each([
    ['cut off', '{"Reservations": [', /^FLEET_FILE at 1:19: /],
    [
      'not the output of describe-instances',
      '{"Instances": []}',
      /^FLEET_FILE at \/Reservations: /,
    ],
    [
      'with an instance without image',
      whole.replace('"ImageId"', '"Image"'),
      /^FLEET_FILE at \/Reservations\/0\/Instances\/0\/ImageId: /,
    ],
    [
      'with an unknown state',
      whole.replace('"Name": "running"', '"Name": "asleep"'),
      /^FLEET_FILE at \/Reservations\/0\/Instances\/0\/State\/Name: /,
    ],
  ])('is refused with the place of the fault: %s', async (name, text, message) => {
    const path = write(`${name.replaceAll(' ', '-')}.json`, text);

    await expect(startProduct({ FLEET_FILE: path })).rejects.toThrow(message);
  });

  it.each([
    [{ FLEET_FILE: join(folder, 'absent.json') }, /FLEET_FILE.*absent\.json/],
    [{ FLEET_FILE: fleetFile, SSM_FILE: join(folder, 'no-ssm.json') }, /SSM_FILE.*no-ssm\.json/],
    [{ FLEET_FILE: fleetFile, GOLDEN_IMAGES: 'web' }, /^GOLDEN_IMAGES at entry 1: /],
    [{ FLEET_FILE: fleetFile, GOLDEN_IMAGES: 'mail=ami-1' }, /^GOLDEN_IMAGES at mail: /],
  ])('is refused by the setting at fault, case %$', async (environment, message) => {
    await expect(startProduct(environment)).rejects.toThrow(message);
  });

  it('ends the process with one sentence', () => {
    const path = write('broken.json', '{"Reservations": {}}');

    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', 'infra/local/cli/main.ts'],
      {
        cwd: root,
        encoding: 'utf8',
        timeout: 100_000,
        env: {
          PATH: process.env['PATH'],
          PORT: '0',
          DATA_DIR: join(folder, 'data'),
          FLEET_FILE: path,
        },
      },
    );

    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^FLEET_FILE at \/Reservations: [^\n]+\n$/);
  }, 120_000);

  it('is not replaced by the demo where it is a fleet that does not exist yet', () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', 'infra/local/cli/main.ts'],
      {
        cwd: root,
        encoding: 'utf8',
        timeout: 100_000,
        env: {
          PATH: process.env['PATH'],
          PORT: '0',
          DATA_DIR: join(folder, 'data'),
          FLEET: 'aws',
        },
      },
    );

    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toBe(
      'FLEET must be demo or file: the fleet of live AWS accounts does not exist yet; for example FLEET=file\n',
    );
  }, 120_000);
});
