import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

export type SignedClaims = Readonly<Record<string, unknown>>;

export interface Issuer {
  readonly url: string;
  /** A token for a minute or an hour, with these claims over the usual ones. */
  readonly sign: (claims: SignedClaims) => Promise<string>;
  readonly close: () => void;
}

export const audience = 'orchestrator';

/** An OpenID provider on loopback: discovery, keys, and whatever claims a test wants signed. */
export const startIssuer = async (): Promise<Issuer> => {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const isDiscovery = request.url === '/.well-known/openid-configuration';
    const document = isDiscovery ? { issuer: url, jwks_uri: `${url}/keys` } : { keys: [jwk] };
    response.end(JSON.stringify(document));
  });
  return {
    url,
    sign: (claims) => {
      const exp = Math.floor(Date.now() / 1_000) + 3_600;
      return new SignJWT({ iss: url, aud: audience, exp, ...claims })
        .setProtectedHeader({ alg: 'RS256', kid: 'one' })
        .sign(privateKey);
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
