import { AsyncLocalStorage } from 'node:async_hooks';
import { clientConfig, installTransport } from '../../../functions/runtime/aws-clients.ts';
import type { ServiceName } from '../../../functions/runtime/aws-clients.ts';
import { fallbackRoute, routes } from '../../../functions/contract/routes.ts';
import { handlers } from '../../../infra/local/lambda/handlers.ts';
import type { HandlerModule, HandlerRegistry } from '../../../infra/local/lambda/lambda.ts';
import { bodyText } from '../../../infra/local/outbox/aws-answer.ts';
import type { WireRequest } from '../../../infra/local/outbox/aws-answer.ts';
import type { Transport } from '../../../infra/local/transports.ts';
import { startProduct } from './server.ts';
import type { Product } from './server.ts';

/** What functions were seen to do, by the name that they have in AWS. */
export type ObservedRights = ReadonlyMap<string, ReadonlySet<string>>;

/** The handlers of an API group are one function in AWS. */
const functionOf = (stem: string): string => {
  const route = [...routes, fallbackRoute].find(({ handler }) => handler === stem);
  return route ? `api-${route.group}` : stem;
};

const bodyOf = ({ body }: WireRequest): Readonly<Record<string, unknown>> =>
  JSON.parse(bodyText(body)) as Record<string, unknown>;

const transactionRights: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

const storeRights = (operation: string, body: Readonly<Record<string, unknown>>): string[] => {
  if (operation === 'Query' && body['IndexName'] !== undefined) return ['queryIndex'];
  const items = body['TransactItems'];
  if (!Array.isArray(items)) return [operation];
  return items
    .flatMap((item: object) => Object.keys(item))
    .map((kind) => transactionRights[kind] ?? `unknown ${kind}`);
};

const workflowRights = (operation: string, body: Readonly<Record<string, unknown>>): string[] => {
  const machine = String(body['stateMachineArn']).split(':').at(-1) ?? '';
  const starts: Readonly<Record<string, string>> = {
    'task-lifecycle': 'startLifecycle',
    'roll-back': 'startRollBack',
  };
  if (operation === 'ListExecutions') {
    return [machine === 'task-lifecycle' ? 'listLifecycles' : 'listRollouts'];
  }
  if (operation === 'StartExecution') return [starts[machine] ?? `start ${machine}`];
  return [operation === 'SendTaskSuccess' ? 'resumeTokens' : operation];
};

const rightsFor = (service: ServiceName, request: WireRequest): string[] => {
  if (service === 'ses') return ['sendMail'];
  if (service === 'sns') return ['publish'];
  const operation = (request.headers['x-amz-target'] ?? '').split('.').at(-1) ?? '';
  const body = bodyOf(request);
  return service === 'dynamodb' ? storeRights(operation, body) : workflowRights(operation, body);
};

/**
 * Starts the product with an observer between its functions and what they call of AWS. No function
 * runs before the observer stands: SDK clients keep the transport that they were made with.
 */
export const startObserved = async (
  environment: Readonly<Record<string, string>> = {},
): Promise<{ readonly product: Product; readonly observed: ObservedRights }> => {
  const observed = new Map<string, Set<string>>();
  const running = new AsyncLocalStorage<string>();
  let standing: () => void = () => undefined;
  const stands = new Promise<void>((resolve) => {
    standing = resolve;
  });
  const watched = (stem: string, load: () => Promise<HandlerModule>) => async () => {
    await stands;
    const { handler } = await load();
    const name = functionOf(stem);
    const watchedHandler: HandlerModule['handler'] = (event, context) =>
      running.run(name, () => handler(event, context));
    if (!observed.has(name)) observed.set(name, new Set());
    return { handler: watchedHandler };
  };
  const registry: HandlerRegistry = Object.fromEntries(
    Object.entries(handlers).map(([stem, load]) => [stem, watched(stem, load)]),
  );
  const product = await startProduct(environment, registry);
  for (const service of ['dynamodb', 'sfn', 'ses', 'sns'] as const) {
    const { requestHandler } = clientConfig(service) as { requestHandler: Transport };
    const handle = (request: WireRequest) => {
      const name = running.getStore() ?? 'nobody';
      const seen = observed.get(name) ?? new Set();
      for (const right of rightsFor(service, request)) seen.add(right);
      observed.set(name, seen);
      return requestHandler.handle(request);
    };
    installTransport({ [service]: { handle } as never });
  }
  standing();
  return { product, observed };
};
