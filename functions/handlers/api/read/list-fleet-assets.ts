import { makeListFleetAssets } from '../../../application/fleet/list-fleet-assets.ts';
import { fleetInventory } from '../../../runtime/compose/fleet.ts';
import { callerOf, httpHandler } from '../../../runtime/http-handler.ts';

export const handler = httpHandler({
  operation: 'listFleetAssets',
  group: 'read',
  useCase: () => {
    const listFleetAssets = makeListFleetAssets({ fleet: fleetInventory() });
    return async (request) => ({
      status: 200,
      body: await listFleetAssets(callerOf(request), request.query),
    });
  },
});
