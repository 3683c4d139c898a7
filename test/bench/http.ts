import { Agent, request } from 'node:http';

export interface Reply {
  readonly status: number;
  readonly text: string;
}

export interface Caller {
  /** One round trip. @throws Error when the status is not the expected one. */
  readonly call: (method: string, path: string, body?: unknown) => Promise<Reply>;
  readonly close: () => void;
}

const send = (
  agent: Agent,
  url: URL,
  { method, body }: { readonly method: string; readonly body: string | undefined },
): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      {
        agent,
        method,
        headers: {
          accept: 'application/json',
          ...(body !== undefined && {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
          }),
        },
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () =>
          resolve({
            status: incoming.statusCode ?? 0,
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });

/** Calls over kept connections by node's own client, which costs less than `fetch`. */
export const connect = (url: string): Caller => {
  const agent = new Agent({ keepAlive: true });
  return {
    call: async (method, path, body) => {
      const text = body === undefined ? undefined : JSON.stringify(body);
      const reply = await send(agent, new URL(path, url), { method, body: text });
      if (reply.status >= 300) {
        throw new Error(`${method} ${path} answered ${reply.status}: ${reply.text}`);
      }
      return reply;
    },
    close: () => agent.destroy(),
  };
};
