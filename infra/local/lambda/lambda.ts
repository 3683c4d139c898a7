import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';
import type { Bulkhead } from './bulkhead.ts';

/** What a handler's module exports. */
export interface HandlerModule {
  readonly handler: (event: never, context: Context) => unknown;
}

/** How to get each handler's module, by file stem; modules load at their first invocation. */
export type HandlerRegistry = Readonly<Record<string, () => Promise<HandlerModule>>>;

export interface Lambda {
  /**
   * Runs a handler as Lambda does: event and result pass as JSON, an error comes back by its name.
   * @throws whatever the handler throws; `Lambda.ResourceNotFoundException` for an unknown stem.
   */
  readonly invoke: (stem: string, event: unknown) => Promise<unknown>;
  readonly invokeArn: (arn: string, event: unknown) => Promise<unknown>;
}

export const functionArn = (stem: string): string =>
  `arn:aws:lambda:us-east-1:000000000000:function:${stem}`;

const timeoutMilliseconds = 60_000;

/** Everything but Lambda's callbacks of old, which nothing here calls. */
type LambdaContext = Omit<Context, 'done' | 'fail' | 'succeed'>;

const contextOf = (stem: string): LambdaContext => {
  const deadline = Date.now() + timeoutMilliseconds;
  return {
    functionName: stem,
    functionVersion: '$LATEST',
    invokedFunctionArn: functionArn(stem),
    memoryLimitInMB: '512',
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${stem}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
};

const throughJson = (value: unknown): unknown =>
  value === undefined ? null : JSON.parse(JSON.stringify(value));

const notFound = (name: string): Error =>
  Object.assign(new Error(`Function not found: ${functionArn(name)}`), {
    name: 'Lambda.ResourceNotFoundException',
  });

/**
 * Handlers of the registry behind names and ARNs of Lambda functions. Invocations of a function
 * with a bulkhead wait for their turn in it.
 */
export const createLambda = (
  registry: HandlerRegistry,
  bulkheadOf: (stem: string) => Bulkhead | null = () => null,
): Lambda => {
  const invokeNow = async (stem: string, event: unknown): Promise<unknown> => {
    const load = Object.hasOwn(registry, stem) ? registry[stem] : undefined;
    if (!load) throw notFound(stem);
    const { handler } = await load();
    return throughJson(await handler(throughJson(event) as never, contextOf(stem) as Context));
  };
  const invoke = (stem: string, event: unknown): Promise<unknown> => {
    const bulkhead = bulkheadOf(stem);
    return bulkhead ? bulkhead.run(() => invokeNow(stem, event)) : invokeNow(stem, event);
  };
  const prefix = functionArn('');
  return {
    invoke,
    invokeArn: (arn, event) =>
      arn.startsWith(prefix)
        ? invoke(arn.slice(prefix.length), event)
        : Promise.reject(notFound(arn)),
  };
};
