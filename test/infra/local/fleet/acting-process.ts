import { ClassicLevel } from 'classic-level';
import { demoDataset } from '../../../../infra/local/fleet/demo-dataset.ts';
import { Fleet } from '../../../../infra/local/fleet/fleet.ts';
import { FleetStore } from '../../../../infra/local/fleet/fleet-store.ts';

// Run as a process of its own, to be killed: begins one action after another and tells of each.
const [folder = '', now = '0'] = process.argv.slice(2);
const database = new ClassicLevel<string, string>(folder);
const dataset = demoDataset();
const fleet = new Fleet(dataset, new FleetStore(database.sublevel('fleet'), 'demo'), {
  now: () => Number(now),
});

for (const asset of dataset.assets.filter(
  (each) => each.state === 'running' && each.environment === 'production',
)) {
  const { ref } = await fleet.begin('acme', {
    key: `exec-1/${asset.asset_id}/apply`,
    kind: 'apply',
    asset_id: asset.asset_id,
    action: { type: 'reimage', parameters: { image: 'ami-new' } },
    expected_version: asset.version,
    change: { set: { image: 'ami-new' }, tags: {}, output: 'Root volume replaced' },
  });
  process.stdout.write(`${JSON.stringify({ ref, asset_id: asset.asset_id })}\n`);
}
// Stays until it is killed.
setInterval(() => undefined, 60_000);
