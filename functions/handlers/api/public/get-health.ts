import { makeGetHealth } from '../../../application/service/get-health.ts';
import { productVersion } from '../../../contract/product-version.ts';
import { policyEngine } from '../../../runtime/compose/policy.ts';
import { deadline } from '../../../runtime/deadline.ts';
import { httpHandler } from '../../../runtime/http-handler.ts';

export const handler = httpHandler({
  operation: 'getHealth',
  group: 'public',
  useCase: () => {
    const policy = policyEngine();
    const getHealth = makeGetHealth({ version: productVersion, policy, deadline });
    return async () => ({ status: 200, body: await getHealth() });
  },
});
