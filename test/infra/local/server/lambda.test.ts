import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import type { Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { handlers } from '../../../../infra/local/lambda/handlers.ts';
import { createLambda } from '../../../../infra/local/lambda/lambda.ts';
import { fallbackRoute, routes } from '../../../../functions/contract/routes.ts';

const handlerFiles = readdirSync('functions/handlers', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => basename(file, '.ts'));

describe('the registry of handlers', () => {
  it('has every handler that there is, and no other', () => {
    expect(Object.keys(handlers).sort()).toEqual([...new Set(handlerFiles)].sort());
  });

  it('has no two handlers of one name', () => {
    expect(handlerFiles).toHaveLength(new Set(handlerFiles).size);
  });

  it('has the handler of every route', () => {
    const wanted = [...routes.map((route) => route.handler), fallbackRoute.handler];

    expect(Object.keys(handlers)).toEqual(expect.arrayContaining(wanted));
  });

  it.each(Object.entries(handlers))('loads %s as a module with a handler', async (_stem, load) => {
    const module: { handler: unknown } = await load();

    expect(module.handler).toBeTypeOf('function');
  });
});

const aLambda = (handler: (event: never, context: Context) => unknown) =>
  createLambda({ greet: () => Promise.resolve({ handler }) });

describe('a local Lambda function', () => {
  it('gets and gives what JSON can say', async () => {
    const events: unknown[] = [];
    const lambda = aLambda((event) => {
      events.push(event);
      return Promise.resolve({ at: new Date(0), nothing: undefined });
    });

    const result = await lambda.invoke('greet', { when: new Date(0), nothing: undefined });

    expect(events).toEqual([{ when: '1970-01-01T00:00:00.000Z' }]);
    expect(result).toEqual({ at: '1970-01-01T00:00:00.000Z' });
  });

  it('gives null for nothing', async () => {
    expect(await aLambda(() => undefined).invoke('greet', {})).toBeNull();
  });

  it("can't change the caller's event", async () => {
    const event = { list: [1] };
    const lambda = aLambda((given: { list: number[] }) => given.list.push(2));

    await lambda.invoke('greet', event);

    expect(event).toEqual({ list: [1] });
  });

  it('knows its name and the time it has', async () => {
    let context: Context | undefined;
    const lambda = aLambda((_event, given) => {
      context = given;
    });

    await lambda.invokeArn('arn:aws:lambda:us-east-1:000000000000:function:greet', {});

    expect(context?.functionName).toBe('greet');
    expect(context?.invokedFunctionArn).toBe(
      'arn:aws:lambda:us-east-1:000000000000:function:greet',
    );
    expect(context?.getRemainingTimeInMillis()).toBeGreaterThan(0);
  });

  it('throws what its handler throws, by name', async () => {
    const lambda = aLambda(() => {
      throw Object.assign(new Error('later'), { name: 'TransientFailure' });
    });

    await expect(lambda.invoke('greet', {})).rejects.toMatchObject({
      name: 'TransientFailure',
      message: 'later',
    });
  });

  it.each(['nobody', 'constructor', 'toString'])('is not found as %s', async (stem) => {
    await expect(aLambda(() => 1).invoke(stem, {})).rejects.toMatchObject({
      name: 'Lambda.ResourceNotFoundException',
    });
  });

  it('is not found under the ARN of another account', async () => {
    const arn = 'arn:aws:lambda:us-east-1:111111111111:function:greet';

    await expect(aLambda(() => 1).invokeArn(arn, {})).rejects.toMatchObject({
      name: 'Lambda.ResourceNotFoundException',
    });
  });
});
