import { createFront } from '../../../../infra/local/server/front.ts';
import type { FrontSettings } from '../../../../infra/local/server/front.ts';
import { startHttpServer } from '../../../../infra/local/server/http-server.ts';
import { fallbackRoute, routes } from '../../../../functions/contract/routes.ts';

export interface Invocation {
  readonly stem: string;
  readonly event: Record<string, unknown>;
}

/** A front on a free port that notes what it invokes; `result` decides what functions answer. */
export const startFront = async (
  overrides: Partial<FrontSettings> & {
    readonly result?: (invocation: Invocation) => unknown;
    readonly publicUrl?: string;
    readonly takesAnyName?: boolean;
  } = {},
) => {
  const invocations: Invocation[] = [];
  const defects: unknown[] = [];
  let port = 0;
  const { result, publicUrl, takesAnyName = false, ...settings } = overrides;
  const front = createFront({
    routes,
    fallbackHandler: fallbackRoute.handler,
    door: () => ({ port, publicUrl, takesAnyName }),
    authorize: () =>
      Promise.resolve({ outcome: 'authorized', claims: { sub: 'local-admin', roles: '[admin]' } }),
    invoke: (stem, event) => {
      const invocation = { stem, event: { ...event } };
      invocations.push(invocation);
      return Promise.resolve(
        result ? result(invocation) : { statusCode: 200, body: '{"ok":true}' },
      );
    },
    onDefect: (error) => defects.push(error),
    ...settings,
  });
  const server = await startHttpServer(front, { host: '127.0.0.1', port: 0 });
  port = server.port;
  return { port, invocations, defects, close: server.close };
};
