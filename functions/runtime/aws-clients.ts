import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';

type RequestHandler = NonNullable<DynamoDBClientConfig['requestHandler']>;
type Signer = Extract<NonNullable<DynamoDBClientConfig['signer']>, { readonly sign: unknown }>;

export type ServiceName = 'dynamodb' | 'sfn' | 'ses' | 'sns';

const transports = new Map<ServiceName, RequestHandler>();

/**
 * Puts another transport under the SDK clients made from here on, by service. The local target
 * answers the clients in process this way; in AWS nothing calls it.
 */
export const installTransport = (
  handlers: Readonly<Partial<Record<ServiceName, RequestHandler>>>,
): void => {
  for (const [service, handler] of Object.entries(handlers)) {
    transports.set(service as ServiceName, handler);
  }
};

interface LocalClientConfig {
  readonly requestHandler: RequestHandler;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly signer: Signer;
}

/** What an SDK client of this service is made with: nothing in AWS, the local transport elsewhere. */
export const clientConfig = (service: ServiceName): Partial<LocalClientConfig> => {
  const requestHandler = transports.get(service);
  if (!requestHandler) return {};
  return {
    requestHandler,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    // Nobody checks a signature in this process, and signing costs about a twentieth of each call.
    signer: { sign: (request) => Promise.resolve(request) },
  };
};

/**
 * Takes the SDK's own log of calls out of a client: it copies and filters each input and output,
 * also for the default logger, which drops them; that is a twentieth of what a call costs.
 */
export const withoutCallLog = <
  Client extends { readonly middlewareStack: { readonly remove: (name: string) => boolean } },
>(
  client: Client,
): Client => {
  client.middlewareStack.remove('loggerMiddleware');
  return client;
};
