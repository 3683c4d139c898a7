import { join } from 'node:path';
import { terminalText } from '../../functions/domain/notification/safe-text.ts';
import { fallbackRoute, routes } from '../../functions/contract/routes.ts';
import { handlers } from './lambda/handlers.ts';
import { createConcurrency } from './lambda/concurrency.ts';
import { createLambda } from './lambda/lambda.ts';
import type { HandlerRegistry } from './lambda/lambda.ts';
import { openServices } from './open-services.ts';
import type { LocalServices } from './open-services.ts';
import { projectRoot } from './project-root.ts';
import { createFront } from './server/front.ts';
import type { FrontRoute, RawHandler } from './server/front.ts';
import { startHttpServer } from './server/http-server.ts';
import { authorizerOf } from './server/identity.ts';
import { limitSubmissions } from './server/limit-submissions.ts';
import { functionEnvironment } from './settings/function-environment.ts';
import { checkStart } from './settings/check-start.ts';
import type { EnvironmentVariables, LocalSettings } from './settings/settings.ts';

export interface LocalOptions {
  readonly environment: EnvironmentVariables;
  /** Folder of the `*.asl.json` files. @default the project's */
  readonly machines?: string;
  /** @default every handler of the product */
  readonly registry?: HandlerRegistry;
  readonly routes?: readonly FrontRoute[];
  /** Told of what went wrong behind a request or in the background. @default standard error */
  readonly onDefect?: (error: unknown, place: string) => void;
}

export interface RunningLocal {
  readonly url: string;
  readonly settings: LocalSettings;
  /** What may be a mistake in the settings and stopped nothing. */
  readonly warnings: readonly string[];
  /** What each org's fleet begins with. */
  readonly fleet: LocalServices['fleet'];
  /** Ends in order: requests, background work, state machines, store. */
  readonly close: () => Promise<void>;
}

const printDefect = (error: unknown, place: string): void => {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${terminalText(`${place}: ${text}`)}\n`);
};

const originOf = (host: string, port: number): string => {
  if (host === '0.0.0.0' || host === '::') return `http://127.0.0.1:${port}`;
  return host.includes(':') ? `http://[${host}]:${port}` : `http://${host}:${port}`;
};

/** Requests that come while the services open wait for them. */
const whenReady = (): { handle: RawHandler; ready: (handle: RawHandler) => void } => {
  let ready: (handle: RawHandler) => void = () => undefined;
  const front = new Promise<RawHandler>((resolve) => {
    ready = resolve;
  });
  return {
    handle: async (request, response) => (await front)(request, response),
    ready: (handle) => ready(handle),
  };
};

/**
 * Starts the whole product in this process: front, functions, state machines, store, outbox and
 * simulated fleet. One at a time in a process, because functions read one `process.env`.
 * @throws SettingsFault with every fault of variables, files, folders and port, before any of them is
 *   touched; Error with a sentence for the operator when something else doesn't allow it.
 */
export const startLocal = async (options: LocalOptions): Promise<RunningLocal> => {
  const root = projectRoot();
  const { settings, warnings } = await checkStart(options.environment, root);
  const onDefect = options.onDefect ?? printDefect;
  const waiting = whenReady();
  const server = await startHttpServer(waiting.handle, settings);
  const origin = originOf(settings.host, server.port);
  let services: LocalServices | undefined;
  try {
    const concurrency = createConcurrency();
    const lambda = createLambda(options.registry ?? handlers, concurrency.bulkheadOf);
    services = await openServices({
      settings,
      lambda,
      functions: Object.keys(options.registry ?? handlers),
      machines: options.machines ?? join(root, 'statemachines'),
      onDefect,
      environment: (found) => functionEnvironment(settings, { origin, ...found }),
    });
    waiting.ready(
      createFront({
        routes: options.routes ?? routes,
        fallbackHandler: fallbackRoute.handler,
        door: () => ({
          port: server.port,
          publicUrl: settings.publicUrl ?? undefined,
          takesAnyName: settings.issuer !== null,
        }),
        authorize: authorizerOf(settings),
        invoke: limitSubmissions(lambda.invoke, concurrency.planningBacklog),
        ...(!settings.issuer && { local: services.pages }),
        onDefect,
      }),
    );
  } catch (error) {
    await server.close();
    throw error;
  }
  const opened = services;
  return {
    url: origin,
    settings,
    warnings,
    fleet: opened.fleet,
    close: async () => {
      await server.close();
      await opened.close();
    },
  };
};
