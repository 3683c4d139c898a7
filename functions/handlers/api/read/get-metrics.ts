import { makeGetMetrics } from '../../../application/get-metrics.ts';
import { counters } from '../../../runtime/compose/stores.ts';
import { httpHandler } from '../../../runtime/http-handler.ts';

export const handler = httpHandler({
  operation: 'getMetrics',
  useCase: () => {
    const getMetrics = makeGetMetrics({ counters: counters() });
    return async () => ({
      status: 200,
      headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
      text: await getMetrics(),
    });
  },
});
