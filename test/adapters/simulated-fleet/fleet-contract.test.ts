import { makeAgentClient } from '../../../functions/adapters/simulated-fleet/agent-client.ts';
import { makeSimulatedFleetExecutor } from '../../../functions/adapters/simulated-fleet/fleet-executor.ts';
import { makeSimulatedFleetInventory } from '../../../functions/adapters/simulated-fleet/fleet-inventory.ts';
import { demoDataset } from '../../../infra/local/fleet/demo-dataset.ts';
import { demoAsset, serveAgent } from '../../infra/local/fleet/agent-fixture.ts';
import { describeFleet } from '../../support/fleet/fleet-contract.ts';

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
  /** Another caller's change of the whole asset. */
  const move = async (id: string): Promise<void> => {
    moves += 1;
    const path = `${url}/acme/assets/${id}`;
    const { asset } = (await (await fetch(path)).json()) as { asset: { version: string } };
    const change = { set: { image: `ami-${moves}` }, tags: {}, output: 'Moved' };
    const action = { type: 'reimage', parameters: {} };
    const moved = { key: `move-${moves}`, kind: 'apply', asset_id: id, action, change };
    await fetch(`${url}/acme/actions`, {
      method: 'POST',
      body: JSON.stringify({ ...moved, expected_version: asset.version }),
    });
    clock.advance(500);
  };
  return { executor: makeSimulatedFleetExecutor(agent), inventory, clock, acts: log, move };
};

describeFleet('the simulated fleet, which is told of an image', async () => ({
  ...(await served()),
  ...{ environment, one, other },
  size: demoDataset().assets.filter((asset) => asset.environment === environment).length,
  action: { type: 'reimage', parameters: { image: 'ami-new' }, undo: 'exact', simulated: true },
}));

describeFleet('the simulated fleet, which is told of tags', async () => ({
  ...(await served()),
  ...{ environment, one, other },
  size: demoDataset().assets.filter((asset) => asset.environment === environment).length,
  action: { type: 'tag', parameters: { tags: { Owner: 'sre' } }, undo: 'exact', simulated: true },
}));
