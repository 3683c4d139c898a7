import type {
  FleetExecutor,
  FleetInventory,
  HealthProber,
} from '../../application/execution/fleet-ports.ts';
import { makeHealthProber } from '../../adapters/http-probe/health-prober.ts';
import { makeAgentClient } from '../../adapters/simulated-fleet/agent-client.ts';
import { makeSimulatedFleetExecutor } from '../../adapters/simulated-fleet/fleet-executor.ts';
import { makeSimulatedFleetInventory } from '../../adapters/simulated-fleet/fleet-inventory.ts';
import { simulatedFleetUrls } from '../../adapters/simulated-fleet/fleet-urls.ts';
import { readEnvironment } from '../environment.ts';
import type { FleetName } from '../environment.ts';
import { lazy } from '../lazy.ts';

/*
 * A fleet of a new name does not compile until it can be read, changed and sampled. The three stand
 * apart, so that a function that only reads the fleet holds nothing that could change it.
 */

const chosen = (): FleetName => readEnvironment('FLEET').FLEET;

const agentUrl = /* @__PURE__ */ lazy(() =>
  readEnvironment('SIMULATED_FLEET_URL').SIMULATED_FLEET_URL.replace(/\/+$/, ''),
);

const agent = /* @__PURE__ */ lazy(() => makeAgentClient({ baseUrl: agentUrl() }));

const inventories = {
  simulated: () => makeSimulatedFleetInventory(agent()),
} satisfies Record<FleetName, () => FleetInventory>;

const executors = {
  simulated: () => makeSimulatedFleetExecutor(agent()),
} satisfies Record<FleetName, () => FleetExecutor>;

/** Only the agent's own address is probed. */
const probers = {
  simulated: () =>
    makeHealthProber({ ...simulatedFleetUrls(agentUrl()), allowedPrefixes: [agentUrl()] }),
} satisfies Record<FleetName, () => HealthProber>;

/** The fleet as it can be read. */
export const fleetInventory = /* @__PURE__ */ lazy((): FleetInventory => inventories[chosen()]());

/** The fleet as it can be changed. */
export const fleetExecutor = /* @__PURE__ */ lazy((): FleetExecutor => executors[chosen()]());

/** Health samples of the fleet's assets. */
export const healthProber = /* @__PURE__ */ lazy((): HealthProber => probers[chosen()]());
