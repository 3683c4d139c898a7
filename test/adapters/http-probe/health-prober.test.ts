import { describe, expect, it } from 'vitest';
import { makeHealthProber } from '../../../functions/adapters/http-probe/health-prober.ts';
import { simulatedFleetUrls } from '../../../functions/adapters/simulated-fleet/fleet-urls.ts';
import { OrgId } from '../../../functions/domain/shared/ids.ts';
import { demoAsset, serveAgent } from '../../infra/local/fleet/agent-fixture.ts';
import { serveAnswer } from './answering-server.ts';
import type { Answer } from './answering-server.ts';

const acme = OrgId.parse('acme');
const web = demoAsset('production', 'web');
const http = { type: 'http', path: '/health', expect_status: 200, max_latency_ms: 10_000 } as const;

const overFleet = async () => {
  const { url, clock } = await serveAgent();
  const prober = makeHealthProber({ ...simulatedFleetUrls(url), allowedPrefixes: [url] });
  return { prober, url, clock };
};

const overAnswer = async (answer: Answer) => {
  const origin = await serveAnswer(answer);
  return makeHealthProber({
    healthUrlOf: () => `${origin}/health`,
    statusUrlOf: () => `${origin}/status`,
    allowedPrefixes: [origin],
  });
};

const overAddress = (address: string, allowedPrefixes: readonly string[]) =>
  makeHealthProber({ healthUrlOf: () => address, statusUrlOf: () => address, allowedPrefixes });

const stop = async (url: string, clock: { advance: (milliseconds: number) => void }) => {
  await fetch(`${url}/acme/actions`, {
    method: 'POST',
    body: JSON.stringify({
      key: 'stop',
      kind: 'apply',
      asset_id: web.asset_id,
      action: { type: 'stop', parameters: {} },
      change: { set: { state: 'stopped' }, tags: {}, output: 'Stopped' },
      expected_version: web.version,
    }),
  });
  clock.advance(500);
};

describe('a health sample over the simulated fleet', () => {
  it('finds an asset healthy', async () => {
    const { prober } = await overFleet();

    expect(await prober.sample(acme, web.asset_id, http)).toMatchObject({
      healthy: true,
      detail: expect.stringMatching(/^\/health answered 200 in \d+ ms$/) as string,
    });
    expect(await prober.sample(acme, web.asset_id, { type: 'instance_status' })).toMatchObject({
      healthy: true,
      detail: 'instance running, status ok',
    });
  });

  it('finds a stopped asset unhealthy', async () => {
    const { prober, url, clock } = await overFleet();
    await stop(url, clock);

    expect(await prober.sample(acme, web.asset_id, http)).toMatchObject({
      healthy: false,
      detail: '/health answered 503 in place of 200',
    });
    expect(await prober.sample(acme, web.asset_id, { type: 'instance_status' })).toMatchObject({
      healthy: false,
      detail: 'instance stopped, status not_running',
    });
  });

  it('holds an asset to the status that is expected', async () => {
    const { prober } = await overFleet();

    const sample = await prober.sample(acme, web.asset_id, { ...http, expect_status: 204 });

    expect(sample).toMatchObject({
      healthy: false,
      detail: '/health answered 200 in place of 204',
    });
  });

  it('asks for the path of the check', async () => {
    const { prober } = await overFleet();

    expect(await prober.sample(acme, web.asset_id, { ...http, path: '/none' })).toMatchObject({
      healthy: false,
      detail: '/none answered 404 in place of 200',
    });
  });

  it('finds an asset that is not in the fleet unhealthy', async () => {
    const { prober } = await overFleet();

    expect(await prober.sample(acme, 'i-gone', { type: 'instance_status' })).toMatchObject({
      healthy: false,
      detail: 'the fleet answered 404 for the instance status',
    });
  });

  it('finds a slow asset unhealthy under a strict limit, and healthy under a wide one', async () => {
    const { prober, url } = await overFleet();
    await fetch(`${url}/acme/assets/${web.asset_id}/tags`, {
      method: 'PUT',
      body: JSON.stringify({ tags: { 'demo:fail': 'slow' } }),
    });

    const strict = await prober.sample(acme, web.asset_id, { ...http, max_latency_ms: 50 });
    const wide = await prober.sample(acme, web.asset_id, http);

    expect(strict).toMatchObject({ healthy: false, detail: 'no answer within 50 ms' });
    expect(wide.healthy).toBe(true);
  });
});

describe('a health sample', () => {
  it('follows no redirect', async () => {
    const prober = await overAnswer({ status: 302, headers: { location: 'http://example.com/' } });

    expect(await prober.sample(acme, 'i-1', http)).toMatchObject({
      healthy: false,
      detail: '/health answered 302 in place of 200 (redirects are not followed)',
    });
  });

  it('takes an answer that is too large for unhealthy', async () => {
    const prober = await overAnswer({ status: 200, body: 'x'.repeat(200_000) });

    expect(await prober.sample(acme, 'i-1', http)).toMatchObject({
      healthy: false,
      detail: 'the answer is over 64 KB',
    });
  });

  it.each(['nonsense', '{}', 'null'])(
    'takes the instance status %s for unhealthy',
    async (body) => {
      const prober = await overAnswer({ status: 200, body });

      expect(await prober.sample(acme, 'i-1', { type: 'instance_status' })).toMatchObject({
        healthy: false,
        detail: 'the fleet told no instance status',
      });
    },
  );

  it('is unhealthy when nobody listens', async () => {
    const prober = overAddress('http://127.0.0.1:1/health', ['http://127.0.0.1:1']);

    expect(await prober.sample(acme, 'i-1', http)).toMatchObject({
      healthy: false,
      detail: 'connect ECONNREFUSED 127.0.0.1:1',
    });
  });

  it('is unhealthy without a request when the address is not allowed', async () => {
    const prober = overAddress('http://169.254.169.254/latest/meta-data/', ['http://127.0.0.1']);

    expect(await prober.sample(acme, 'i-1', http)).toEqual({
      healthy: false,
      detail: 'refused: 169.254.169.254 is a link-local or metadata address',
      latency_ms: 0,
    });
  });
});
