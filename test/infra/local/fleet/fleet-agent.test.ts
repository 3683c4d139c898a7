import { describe, expect, it } from 'vitest';
import { createFleetAgent } from '../../../../infra/local/fleet/fleet-agent.ts';
import { FleetFileError } from '../../../../infra/local/fleet/fleet-file-error.ts';
import { demoAsset, openLevel, serveAgent, standingClock } from './agent-fixture.ts';

const web = demoAsset('production', 'web');

const call = async (
  url: string,
  method = 'GET',
  body?: unknown,
): Promise<{ status: number; body: unknown }> => {
  const response = await fetch(url, {
    method,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
};

describe('the fleet agent', () => {
  it('says what it is', async () => {
    const { url } = await serveAgent();

    expect(await call(`${url}/about`)).toEqual({
      status: 200,
      body: {
        simulated: true,
        source: 'demo',
        sources: [{ kind: 'demo', name: 'demo dataset', as_of: null, entries: 252 }],
        pace: {
          canary_bake_seconds: 3,
          wave_bake_seconds: 2,
          sample_interval_seconds: 1,
          action_seconds: 0.5,
        },
        assumptions: [
          'The fleet is the demo dataset: actions change the simulation and nothing else.',
        ],
        unmanaged: [],
      },
    });
  });

  it('lists the actions that were taken on an asset', async () => {
    const { url } = await serveAgent();
    const action = { type: 'reboot', parameters: {} };
    const change = { set: {}, tags: {}, output: 'Rebooted' };
    const request = { key: 'k', kind: 'apply', asset_id: web.asset_id, action, change };
    await call(`${url}/acme/actions`, 'POST', { ...request, expected_version: web.version });
    await call(`${url}/acme/actions`, 'POST', { ...request, expected_version: web.version });

    const { body } = await call(`${url}/acme/assets/${web.asset_id}/actions`);

    expect(body).toMatchObject({ actions: [{ key: 'k', type: 'reboot', acted: true }] });
    expect((body as { actions: unknown[] }).actions).toHaveLength(1);
  });

  it('refuses a key that belongs to the action on another asset', async () => {
    const { url } = await serveAgent();
    const other = demoAsset('production', 'app');
    const action = { type: 'reboot', parameters: {} };
    const change = { set: {}, tags: {}, output: 'Rebooted' };
    const request = { key: 'k', kind: 'apply', action, change };
    const on = (asset_id: string, expected_version: string) =>
      call(`${url}/acme/actions`, 'POST', { ...request, asset_id, expected_version });
    await on(web.asset_id, web.version);

    expect(await on(other.asset_id, other.version)).toEqual({
      status: 422,
      body: expect.objectContaining({
        error: 'idempotency-key-reused',
        detail: 'The key belongs to another action.',
      }) as unknown,
    });
  });

  it('sets tags, which change no version', async () => {
    const { url } = await serveAgent();

    const { body } = await call(`${url}/acme/assets/${web.asset_id}/tags`, 'PUT', {
      tags: { 'demo:fail': 'health' },
    });

    expect(body).toEqual({ asset: { ...web, tags: { ...web.tags, 'demo:fail': 'health' } } });
  });

  it.each([
    ['GET', '/acme/assets/i-none/health', undefined, 404],
    ['GET', `/acme/assets/${web.asset_id}/health?path=/secret`, undefined, 404],
    ['GET', `/acme/assets/${web.asset_id}/health?path=/ready`, undefined, 200],
    ['GET', '/acme/assets/i-none/status', undefined, 404],
    ['PUT', '/acme/assets/i-none/tags', { tags: {} }, 404],
    ['PUT', `/acme/assets/${web.asset_id}/tags`, { tags: { a: 1 } }, 400],
    ['GET', '/acme/actions/act-none', undefined, 404],
    ['POST', '/acme/actions', { key: 'k' }, 400],
    ['POST', '/acme/query', '{"selector":', 400],
    ['POST', '/acme/query', undefined, 400],
    ['GET', '/acme/query', undefined, 405],
    ['GET', '/-acme/history', undefined, 404],
    ['GET', '/a%21b/history', undefined, 404],
    ['GET', '/acme/%zz', undefined, 404],
    ['GET', '/nowhere/at/all', undefined, 404],
    ['DELETE', '/about', undefined, 405],
    ['POST', '/acme/query', { selector: { environment: 'x'.repeat(4 * 1024 * 1024) } }, 413],
  ])('answers %s %s with %o by %i', async (...row) => {
    const [method, path, body, status] = row;
    const { url } = await serveAgent();

    expect((await call(`${url}${path}`, method, body)).status).toBe(status);
  });

  it('is found below its base only', async () => {
    const { url } = await serveAgent({ base: '/somewhere/else' });

    expect(url).toMatch(/\/somewhere\/else$/);
    expect((await call(`${url}/about`)).status).toBe(200);
    expect((await call(`${new URL(url).origin}/about`)).status).toBe(404);
  });

  it('is not made from a file that is not there', async () => {
    const { level } = await openLevel();
    const source = { kind: 'file', fleetFile: '/does/not/exist.json' } as const;

    expect(() => createFleetAgent({ level, clock: standingClock(), source })).toThrow(
      FleetFileError,
    );
  });

  it('answers 500 without details when its database is gone', async () => {
    const { level, close } = await openLevel();
    const { url } = await serveAgent({ level });
    await close();

    expect(
      await call(`${url}/acme/query`, 'POST', { selector: { environment: 'staging' } }),
    ).toEqual({
      status: 500,
      body: expect.objectContaining({
        error: 'internal',
        detail: 'The fleet agent failed.',
      }) as unknown,
    });
  });

  it('puts a fleet back to the dataset', async () => {
    const { agent, url } = await serveAgent();
    const path = `${url}/acme/assets/${web.asset_id}`;
    await call(`${path}/tags`, 'PUT', { tags: { Owner: 'sre' } });

    await agent.reset('acme');

    expect(await call(`${url}/acme/assets`, 'POST', { ids: [web.asset_id, 'i-none'] })).toEqual({
      status: 200,
      body: { assets: [web] },
    });
  });
});
