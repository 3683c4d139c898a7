import { makeGetFleet } from '../../../application/fleet/get-fleet.ts';
import { fleetInventory } from '../../../runtime/compose/fleet.ts';
import { clock } from '../../../runtime/compose/stores.ts';
import { callerOf, httpHandler } from '../../../runtime/http-handler.ts';

export const handler = httpHandler({
  operation: 'getFleet',
  group: 'read',
  useCase: () => {
    const getFleet = makeGetFleet({ clock, fleet: fleetInventory() });
    return async (request) => ({
      status: 200,
      body: await getFleet(callerOf(request), request.query),
    });
  },
});
