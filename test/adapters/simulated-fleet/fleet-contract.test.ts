import { makeAgentClient } from '../../../functions/adapters/simulated-fleet/agent-client.ts';
import { makeSimulatedFleetExecutor } from '../../../functions/adapters/simulated-fleet/fleet-executor.ts';
import { makeSimulatedFleetInventory } from '../../../functions/adapters/simulated-fleet/fleet-inventory.ts';
import type { AssetChange } from '../../../infra/local/fleet/decide-action.ts';
import { demoDataset } from '../../../infra/local/fleet/demo-dataset.ts';
import { demoAsset, serveAgent } from '../../infra/local/fleet/agent-fixture.ts';
import { describeFleet } from '../../support/fleet/fleet-contract.ts';

type Change = Exclude<AssetChange, { readonly refused: string }>;

const environment = 'production';
const one = demoAsset(environment, 'web').asset_id;
const other = demoAsset(environment, 'app').asset_id;

/** The real agent behind real HTTP, with a clock of its own that stands a long way ahead. */
const served = async () => {
  const { url, clock } = await serveAgent();
  // The client's own patience is by the wall's clock, the fence by the agent's.
  clock.advance(Date.UTC(2100, 0, 1) - clock.now());
  const agent = makeAgentClient({ baseUrl: url });
  const log = async (id: string): Promise<number> => {
    const response = await fetch(`${url}/acme/assets/${id}/actions`);
    const { actions } = (await response.json()) as { actions: { acted: boolean }[] };
    return actions.filter(({ acted }) => acted).length;
  };
  const inventory = makeSimulatedFleetInventory(agent);
  let moves = 0;
  /** Another caller's change of the asset. */
  const change = async (id: string, asked: Pick<Change, 'set' | 'tags'>): Promise<void> => {
    moves += 1;
    const path = `${url}/acme/assets/${id}`;
    const { asset } = (await (await fetch(path)).json()) as { asset: { version: string } };
    const action = { type: 'moved', parameters: {} };
    const wanted = { ...asked, output: 'Moved' };
    const moved = { key: `move-${moves}`, kind: 'apply', asset_id: id, action, change: wanted };
    await fetch(`${url}/acme/actions`, {
      method: 'POST',
      body: JSON.stringify({ ...moved, expected_version: asset.version }),
    });
    clock.advance(500);
  };
  return { executor: makeSimulatedFleetExecutor(agent), inventory, clock, acts: log, change };
};

type Served = Awaited<ReturnType<typeof served>>;

const moveImage =
  ({ change }: Served) =>
  (id: string) =>
    change(id, { set: { image: 'ami-of-another' }, tags: {} });

const moveTags =
  ({ change }: Served, tags: Record<string, string>) =>
  (id: string) =>
    change(id, { set: {}, tags });

const size = demoDataset().assets.filter((asset) => asset.environment === environment).length;

describeFleet('the simulated fleet, which is told of an image', async () => {
  const fleet = await served();
  return {
    ...fleet,
    ...{ environment, one, other, size },
    move: moveImage(fleet),
    disturb: (id) =>
      fleet.change(id, { set: { patch_state: 'unknown' }, tags: { Scanned: 'today' } }),
    action: { type: 'reimage', parameters: { image: 'ami-new' }, undo: 'exact', simulated: true },
  };
});

describeFleet('the simulated fleet, which is told of tags', async () => {
  const fleet = await served();
  return {
    ...fleet,
    ...{ environment, one, other, size },
    move: moveTags(fleet, { Owner: 'another' }),
    disturb: moveImage(fleet),
    action: { type: 'tag', parameters: { tags: { Owner: 'sre' } }, undo: 'exact', simulated: true },
  };
});
