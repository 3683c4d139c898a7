import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fallbackRoute, routes } from '../../../functions/contract/routes.ts';
import { handlers } from '../../../infra/local/lambda/handlers.ts';
import { createLambda } from '../../../infra/local/lambda/lambda.ts';
import type { Lambda } from '../../../infra/local/lambda/lambda.ts';
import { openServices } from '../../../infra/local/open-services.ts';
import { projectRoot } from '../../../infra/local/project-root.ts';
import { scheduledEvent } from '../../../infra/local/events/schedules.ts';
import { createFront } from '../../../infra/local/server/front.ts';
import type { RawHandler } from '../../../infra/local/server/front.ts';
import { startHttpServer } from '../../../infra/local/server/http-server.ts';
import { authorizerOf } from '../../../infra/local/server/identity.ts';
import { functionEnvironment } from '../../../infra/local/settings/function-environment.ts';
import { readSettings } from '../../../infra/local/settings/settings.ts';
import type { Product } from './course.ts';
import { openVirtualTime } from './virtual-time.ts';

/** Every life of the product in this process answers at one address, which its functions remember. */
export const openAddress = async () => {
  const current: { handle: RawHandler } = {
    handle: (_, response) => void response.destroy() as never,
  };
  const server = await startHttpServer((request, response) => current.handle(request, response), {
    host: '127.0.0.1',
    port: 0,
  });
  return { current, port: server.port, close: server.close };
};

export type Address = Awaited<ReturnType<typeof openAddress>>;

/** Longer than any wait that a rollout of the demo fleet makes, shorter than any timeout of a call. */
const horizonMs = 40_000;
const quietMoments = 4;
const idleLooksBeforeSchedule = 50;
const mostIdleLooks = 300;
const scheduleMs = 11_000;
const scheduled = ['sweep', 'resume', 'deliver-notifications', 'anchor-audit'] as const;

/** Counts the calls under way, so that one can tell when nothing but time is missing. */
const countedLambda = () => {
  const lambda = createLambda(handlers);
  const state = { inFlight: 0, calls: 0 };
  const counted =
    (invoke: Lambda['invoke']): Lambda['invoke'] =>
    async (name, event) => {
      state.inFlight += 1;
      state.calls += 1;
      try {
        return await invoke(name, event);
      } finally {
        state.inFlight -= 1;
      }
    };
  return {
    lambda: { invoke: counted(lambda.invoke), invokeArn: counted(lambda.invokeArn) },
    state,
  };
};

export interface VirtualProduct extends Product {
  readonly close: () => Promise<void>;
}

/**
 * One life of the whole product in this process, over a data folder, beginning at a time; its time
 * passes only while it is waited for.
 */
export const startVirtualProduct = async (options: {
  readonly address: Address;
  readonly dataDir: string;
  readonly startMs: number;
  /** Told before each step of time. */
  readonly onStep?: (nowMs: number) => void;
}): Promise<VirtualProduct> => {
  const { address, dataDir, startMs, onStep } = options;
  process.env['LOG_LEVEL'] = 'error';
  const time = openVirtualTime(startMs);
  const root = projectRoot();
  const origin = `http://127.0.0.1:${address.port}`;
  const settings = readSettings(
    { LOG_LEVEL: 'error', DATA_DIR: dataDir, PORT: String(address.port) },
    root,
  );
  const defects: string[] = [];
  const onDefect = (error: unknown, place: string) =>
    void defects.push(`${place}: ${String(error)}`);
  const { lambda, state } = countedLambda();
  const services = await openServices({
    settings,
    lambda,
    functions: Object.keys(handlers),
    machines: join(root, 'statemachines'),
    environment: ({ machines }) =>
      functionEnvironment(settings, { origin, machines, fleetUrl: `${origin}/_local/fleet` }),
    onDefect,
    timers: time.clock,
  });
  address.current.handle = createFront({
    routes,
    fallbackHandler: fallbackRoute.handler,
    door: () => ({ port: address.port }),
    authorize: authorizerOf(settings),
    invoke: lambda.invoke,
    local: services.pages,
    onDefect,
  });

  /** Until no call is under way, and none came for as many moments as a step between two calls takes. */
  const untilIdle = async (): Promise<void> => {
    let { calls } = state;
    for (let quiet = 0; quiet < quietMoments; quiet += 1) {
      await pause(1);
      if (state.inFlight === 0 && state.calls === calls) continue;
      ({ calls } = state);
      quiet = -1;
    }
  };
  const step = (atMs: number): void => {
    onStep?.(Date.now());
    time.moveTo(atMs);
  };
  const runSchedule = async (): Promise<void> => {
    step(Date.now() + scheduleMs);
    for (const stem of scheduled) await lambda.invoke(stem, scheduledEvent());
  };
  return {
    origin,
    defects,
    until: async (what, look) => {
      for (let idle = 1; idle < mostIdleLooks; idle += 1) {
        await untilIdle();
        const found = await look();
        if (found !== undefined && found !== null) return found;
        await untilIdle();
        const next = time.clock.nextTimer();
        if (next !== undefined && next <= Date.now() + horizonMs) {
          step(Math.max(next, Date.now()));
          idle = 0;
        } else if (idle % idleLooksBeforeSchedule === 0) await runSchedule();
      }
      throw new Error(`Waited in vain for ${what}`);
    },
    close: async () => {
      address.current.handle = (_, response) => void response.destroy() as never;
      await services.close();
      time.close();
    },
  };
};
