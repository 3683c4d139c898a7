import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { lazy } from '../../../runtime/lazy.ts';

/** Loaded on demand: it knows every operation, with its schemas. */
const unrouted = lazy(() => import('../../../runtime/answer-unrouted.ts'));

/** API Gateway's `$default` route: what no other route answers. */
export const handler = async (event: APIGatewayProxyEventV2) =>
  (await unrouted()).answerUnrouted(event);
