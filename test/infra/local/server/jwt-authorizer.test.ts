import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createJwtAuthorizer } from '../../../../infra/local/server/jwt-authorizer.ts';
import { startFront } from './a-front.ts';
import { call } from './http-client.ts';

const startIssuer = async () => {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const stranger = await generateKeyPair('RS256');
  const elliptic = await generateKeyPair('ES256');
  const jwks = {
    keys: [
      { ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' },
      { ...(await exportJWK(elliptic.publicKey)), kid: 'curve', alg: 'ES256', use: 'sig' },
    ],
  };
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const isDiscovery = request.url === '/.well-known/openid-configuration';
    const document = isDiscovery ? { issuer: url, jwks_uri: `${url}/keys` } : jwks;
    response.end(JSON.stringify(document));
  });
  const keys = { own: privateKey, stranger: stranger.privateKey, elliptic: elliptic.privateKey };
  return { url, keys, close: () => server.close() };
};

describe('JWTs at the local front', () => {
  let issuer: Awaited<ReturnType<typeof startIssuer>>;
  let front: Awaited<ReturnType<typeof startFront>>;

  beforeAll(async () => {
    issuer = await startIssuer();
    front = await startFront({
      publicUrl: 'https://ops.example',
      authorize: createJwtAuthorizer({ issuer: issuer.url, audience: ['api', 'other'] }),
    });
  });
  afterAll(async () => {
    await front.close();
    issuer.close();
  });

  const now = () => Math.floor(Date.now() / 1000);
  const sign = (
    claims: Record<string, unknown> = {},
    by: { key?: 'own' | 'stranger' | 'elliptic'; alg?: string; kid?: string } = {},
  ) =>
    new SignJWT(Object.assign({ iss: issuer.url, aud: 'api', sub: 'ann', exp: now() + 60 }, claims))
      .setProtectedHeader({ alg: by.alg ?? 'RS256', kid: by.kid ?? 'one' })
      .sign(issuer.keys[by.key ?? 'own']);
  const ask = (authorization: string | null, path = '/api/v1/ai/agents') =>
    call({
      port: front.port,
      path,
      headers: { host: 'ops.example', ...(authorization !== null && { authorization }) },
    });

  it('passes the claims of a good token on as text', async () => {
    front.invocations.length = 0;
    const token = await sign({
      org_id: 'acme',
      roles: ['viewer', 'operator'],
      level: 3,
      verified: true,
      address: { city: 'Oslo' },
    });

    const answer = await ask(`Bearer ${token}`);

    expect(answer.status).toBe(200);
    expect(front.invocations[0]?.event['requestContext']).toMatchObject({
      authorizer: {
        jwt: {
          claims: {
            sub: 'ann',
            aud: 'api',
            org_id: 'acme',
            roles: '[viewer operator]',
            level: '3',
            verified: 'true',
            address: 'map[city:Oslo]',
          },
        },
      },
    });
  });

  it('takes the client id where a token has no audience', async () => {
    const token = await sign({ aud: undefined, client_id: 'other' });

    expect((await ask(`Bearer ${token}`)).status).toBe(200);
  });

  it('takes a token whose list of audiences holds ours', async () => {
    const token = await sign({ aud: ['someone', 'api'] });

    expect((await ask(`bearer ${token}`)).status).toBe(200);
  });

  const bad: readonly [string, () => Promise<string | null>][] = [
    ['no token', () => Promise.resolve(null)],
    ['an empty token', () => Promise.resolve('Bearer ')],
    ['something that is no token', () => Promise.resolve('Bearer abc')],
    ['an expired token', () => sign({ exp: now() - 60 })],
    ['a token without an end', () => sign({ exp: undefined })],
    ['a token that begins later', () => sign({ nbf: now() + 600 })],
    ['a token issued later', () => sign({ iat: now() + 600 })],
    ['a token for others', () => sign({ aud: 'someone' })],
    ['a token for others with our client id', () => sign({ aud: 'someone', client_id: 'api' })],
    ['a token without audience', () => sign({ aud: undefined })],
    ["another issuer's token", () => sign({ iss: 'https://evil.example' })],
    ['a token signed by a stranger', () => sign({}, { key: 'stranger' })],
    ['a token with an unknown key', () => sign({}, { kid: 'two' })],
    ['an elliptic signature', () => sign({}, { key: 'elliptic', alg: 'ES256', kid: 'curve' })],
    [
      'an unsigned token',
      () =>
        Promise.resolve(
          `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(
            JSON.stringify({ iss: issuer.url, aud: 'api', sub: 'ann', exp: now() + 60 }),
          ).toString('base64url')}.`,
        ),
    ],
  ];
  it.each(bad)("answers %s with API Gateway's 401", async (_name, token) => {
    front.invocations.length = 0;
    const text = await token();

    const answer = await ask(text === null || text.startsWith('Bearer') ? text : `Bearer ${text}`);

    expect([answer.status, answer.text]).toEqual([401, '{"message":"Unauthorized"}']);
    expect(answer.headers['www-authenticate']).toBe('Bearer');
    expect(front.invocations).toEqual([]);
  });

  it.each(['/health', '/ready', '/api/v1/ai/openapi.json', '/approvals/gate-x', '/nowhere'])(
    'asks no token at %s',
    async (path) => {
      expect((await ask(null, path)).status).toBe(200);
    },
  );

  it('has no local pages', async () => {
    const answer = await ask(`Bearer ${await sign()}`, '/_local/outbox');

    expect(answer.status).toBe(404);
    expect(JSON.parse(answer.text)).toMatchObject({ error: 'not-found' });
  });

  it('answers 500 while the issuer is away', async () => {
    const away = await startFront({
      publicUrl: 'https://ops.example',
      authorize: createJwtAuthorizer({ issuer: 'http://127.0.0.1:1', audience: ['api'] }),
    });

    const answer = await call({
      port: away.port,
      path: '/api/v1/ai/agents',
      headers: { host: 'ops.example', authorization: `Bearer ${await sign()}` },
    });

    expect([answer.status, answer.text]).toEqual([500, '{"message":"Internal Server Error"}']);
    expect(away.defects).toHaveLength(1);
    await away.close();
  });
});
