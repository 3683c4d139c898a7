import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { demoDataset } from '../../../../infra/local/fleet/demo-dataset.ts';
import { Fleet } from '../../../../infra/local/fleet/fleet.ts';
import { FleetStore } from '../../../../infra/local/fleet/fleet-store.ts';
import { noon, openLevel, standingClock, temporaryFolder } from './agent-fixture.ts';

/** Lets a process begin actions on a fleet until it has told of `count` of them, and kills it. */
const killAfter = async (folder: string, count: number): Promise<readonly string[]> => {
  const script = new URL('./acting-process.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder, String(noon)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (text: string) => {
    said += text;
    if (said.split('\n').length > count) child.kill('SIGKILL');
  });
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
  return said.split('\n').slice(0, -1);
};

describe('a fleet agent that is killed', () => {
  it('has lost nothing that it answered, and acts on nothing twice', async () => {
    const folder = await temporaryFolder();
    const told = await killAfter(folder, 12);
    const { level } = await openLevel(folder);
    const clock = standingClock();
    const fleet = new Fleet(demoDataset(), new FleetStore(level, 'demo'), clock);

    clock.advance(500);

    expect(told.length).toBeGreaterThanOrEqual(12);
    for (const line of told) {
      const { ref, asset_id } = JSON.parse(line) as { ref: string; asset_id: string };
      const [asset] = await fleet.get('acme', [asset_id]);
      expect(await fleet.actionState('acme', ref)).toMatchObject({ state: 'succeeded' });
      expect(asset?.image).toBe('ami-new');
      expect(await fleet.actionsOf('acme', asset_id)).toHaveLength(1);
    }
  });
});
