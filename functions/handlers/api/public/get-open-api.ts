import { httpHandler } from '../../../runtime/http-handler.ts';
import { lazy } from '../../../runtime/lazy.ts';

/** Loaded on demand: its schemas would double the cold start of health and readiness. */
const description = lazy(async () => (await import('../../../contract/openapi.ts')).describeApi());

export const handler = httpHandler({
  operation: 'getOpenApi',
  group: 'public',
  useCase: () => async () => ({ status: 200, body: await description() }),
});
