import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Asset, GoldenImage, UnmanagedAsset } from '../../../functions/domain/fleet/asset.ts';
import { fileDataset } from '../../../infra/local/fleet/file-dataset.ts';
import { aTask } from '../../support/builders/a-task.ts';
import { specOf } from '../../support/planning/intent.ts';
import { aPlanningWorld } from '../../support/planning/world.ts';

const given = (name: string): string =>
  join(import.meta.dirname, '../../infra/local/fleet/evidence', name);

const planned = async (intent: string, fleetFile: string, ssmFile?: string) => {
  const dataset = fileDataset({
    fleetFile: given(fleetFile),
    ssmFile: ssmFile === undefined ? undefined : given(ssmFile),
  });
  const world = aPlanningWorld({
    task: aTask({ task_spec: specOf(intent, 'production') }),
    fleet: {
      assets: dataset.assets.map((asset) => Asset.parse(asset)),
      goldenImages: dataset.goldenImages.map((golden) => GoldenImage.parse(golden)),
      unmanaged: dataset.unmanaged.map((asset) => UnmanagedAsset.parse(asset)),
    },
  });
  await world.plan();
  return world;
};

const answerTo = async (intent: string, fleetFile: string) =>
  (await planned(intent, fleetFile)).store.current().agent_result;

describe('a task about a given file', () => {
  it('says that nothing has tags, and how many that are', async () => {
    expect((await answerTo('Patch production servers', 'all-untagged.json'))?.summary).toBe(
      'No asset of the fleet matches the task. Looked at 0 assets of production. ' +
        'Unmanaged, and of no environment: 3 × no Environment tag (i-00000000000000001, i-00000000000000002, web-3).',
    );
  });

  it('says that nothing runs', async () => {
    expect((await answerTo('Patch production web servers', 'pending-only.json'))?.summary).toBe(
      'No asset lacks the patches in question. Looked at 2 assets of production: 2 fit role web. ' +
        'Left out: 2 × The asset is stopped (i-00000000000000001, i-00000000000000002).',
    );
  });

  it('says which golden image there is not', async () => {
    const tie = await answerTo('Fix drift on production web servers', 'golden-tie.json');

    expect(tie?.plan).toContain('### Looked at');
    expect(tie?.summary).toContain(
      'Left out: 2 × There is no golden image for web on linux: ami-0new00000000002 and ami-0old00000000001 are equally common (1 of 2 each) (',
    );
  });

  it('is about machines without a role where it names none', async () => {
    const world = await planned('Patch production servers', 'fleet-env-without-role.json');
    const named = await answerTo('Patch production web servers', 'fleet-env-without-role.json');

    expect(world.planOf().total_assets).toBe(2);
    expect(named?.summary).toBe(
      'No asset of the fleet matches the task. Looked at 2 assets of production: 0 fit role web.',
    );
  });

  it('leaves out machines whose agent is not online', async () => {
    const world = await planned('Patch production web servers', 'ssm-fleet.json', 'ssm-mixed.json');

    expect(world.planOf().total_assets).toBe(1);
    expect(world.planOf().excluded.map(({ name, reason }) => [name, reason])).toEqual(
      [
        ['web-1', 'ConnectionLost'],
        ['web-2', 'ConnectionLost'],
        ['web-3', 'Inactive'],
        ['web-5', 'not registered'],
        ['web-6', 'not registered'],
      ].map(([name, status]) => [
        name,
        `Systems Manager does not reach the asset: PingStatus ${status ?? ''}.`,
      ]),
    );
  });
});
