import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { answerUnrouted } from '../../../runtime/answer-unrouted.ts';

/** API Gateway's `$default` route: what no other route answers. */
export const handler = (event: APIGatewayProxyEventV2) => Promise.resolve(answerUnrouted(event));
