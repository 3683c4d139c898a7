import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';

type ApiHandler = (event: APIGatewayProxyEventV2, context: Context) => unknown;

/** One function for several routes: API Gateway's route key names the handler. */
export const dispatch =
  (handlers: Readonly<Record<string, ApiHandler>>): ApiHandler =>
  (event, context) => {
    const handler = handlers[event.routeKey];
    if (!handler) throw new Error(`No handler for route ${event.routeKey}`);
    return handler(event, context);
  };
