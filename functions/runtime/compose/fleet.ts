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
import { lazy } from '../lazy.ts';

const agentUrl = /* @__PURE__ */ lazy(() =>
  readEnvironment('SIMULATED_FLEET_URL').SIMULATED_FLEET_URL.replace(/\/+$/, ''),
);

const agent = /* @__PURE__ */ lazy(() => makeAgentClient({ baseUrl: agentUrl() }));

/** The fleet as it can be read. */
export const fleetInventory = /* @__PURE__ */ lazy((): FleetInventory =>
  makeSimulatedFleetInventory(agent()),
);

/** The fleet as it can be changed. */
export const fleetExecutor = /* @__PURE__ */ lazy((): FleetExecutor =>
  makeSimulatedFleetExecutor(agent()),
);

/** Health samples of the fleet's assets; only the agent's own address is probed. */
export const healthProber = /* @__PURE__ */ lazy((): HealthProber =>
  makeHealthProber({ ...simulatedFleetUrls(agentUrl()), allowedPrefixes: [agentUrl()] }),
);
