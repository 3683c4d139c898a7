import { makeGetAutonomy } from '../../../application/planning/get-autonomy.ts';
import { policyEngine } from '../../../runtime/compose/policy.ts';
import { settingsStore } from '../../../runtime/compose/settings.ts';
import { clock, ledger } from '../../../runtime/compose/stores.ts';
import { callerOf, httpHandler } from '../../../runtime/http-handler.ts';

export const handler = httpHandler({
  operation: 'getAutonomy',
  group: 'read',
  useCase: () => {
    const getAutonomy = makeGetAutonomy({
      clock,
      ledger: ledger(),
      settings: settingsStore(),
      policy: policyEngine(),
    });
    return async (request) => ({
      status: 200,
      body: await getAutonomy(callerOf(request), request.query),
    });
  },
});
