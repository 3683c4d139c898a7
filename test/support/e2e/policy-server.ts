import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { wasmPolicyEngineOf } from '../../../functions/adapters/opa/wasm-policy.ts';
import { PolicyName } from '../../../functions/domain/policy/policy-name.ts';

/** What the server says for a policy in place of its own answer; null for the policy's own. */
export type Disturbance = (
  policy: PolicyName | null,
) => { readonly status: number; readonly body: string } | null;

const engine = wasmPolicyEngineOf(join(import.meta.dirname, '..', '..', '..', 'policies/bundle'));

const readInput = async (request: IncomingMessage): Promise<unknown> => {
  let text = '';
  for await (const chunk of request.setEncoding('utf8') as AsyncIterable<string>) text += chunk;
  return (JSON.parse(text) as { input?: unknown }).input;
};

/** OPA's Data API over the compiled policies, on a loopback port, as well behaved as it is told. */
export const startPolicyServer = async () => {
  let disturbance: Disturbance = () => null;
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const input = await readInput(request);
    const name = /^\/v1\/data\/orchestrator\/(\w+)\/verdict/.exec(request.url ?? '')?.[1];
    const policy = name === undefined ? null : PolicyName.parse(name);
    const disturbed = disturbance(policy);
    const own = policy === null ? {} : (await engine.evaluate(policy, input)).result;
    const provenance = { bundles: { orchestrator: { revision: 'r-1' } } };
    response
      .writeHead(disturbed?.status ?? 200, { 'content-type': 'application/json' })
      .end(disturbed?.body ?? JSON.stringify({ result: own, provenance }));
  };
  const server: Server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    disturb: (wanted: Disturbance): void => {
      disturbance = wanted;
    },
    close: async (): Promise<void> => {
      if (!server.listening) return;
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};
