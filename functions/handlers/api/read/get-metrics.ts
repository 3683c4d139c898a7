import { makeGetMetrics } from '../../../application/service/get-metrics.ts';
import { counters, directory } from '../../../runtime/compose/stores.ts';
import { readEnvironment } from '../../../runtime/environment.ts';
import { callerOf, httpHandler } from '../../../runtime/http-handler.ts';

export const handler = httpHandler({
  operation: 'getMetrics',
  group: 'read',
  useCase: () => {
    const operatorOrg = readEnvironment('OPERATOR_ORG').OPERATOR_ORG;
    const getMetrics = makeGetMetrics({
      counters: counters(),
      directory: directory(),
      operatorOrg,
    });
    return async (request) => ({
      status: 200,
      headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
      text: await getMetrics(callerOf(request)),
    });
  },
});
