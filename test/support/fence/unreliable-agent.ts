import type {
  AgentCall,
  AgentClient,
} from '../../../functions/adapters/simulated-fleet/agent-client.ts';
import { notFound, TransientFailure } from '../../../functions/domain/shared/errors.ts';
import { agentRoutes } from '../../../infra/local/fleet/agent-routes.ts';
import type { Fleet } from '../../../infra/local/fleet/fleet.ts';
import type { Random } from '../crash/random.ts';
import type { RunningClock } from '../world/running-clock.ts';

/** What the fleet does to a request that captures, begins or settles an action. */
export const fleetFaults = [
  'healthy',
  'refusing',
  'slow',
  'hanging',
  'dying before its record',
  'dying after its record',
] as const;
export type FleetFault = (typeof fleetFaults)[number];

const longestSilenceMilliseconds = 2_000;

/**
 * The simulated fleet's own agent, reached over a road that loses, delays and keeps requests. What a
 * caller gave up may still arrive, as a request does that lies in the buffer of a socket.
 */
export const unreliableAgent = (options: {
  readonly fleet: Fleet;
  readonly clock: RunningClock;
  readonly random: Random;
  /** What happens to the next request. */
  readonly fault: () => FleetFault;
}) => {
  const { fleet, clock, random, fault } = options;
  const underway = new Set<Promise<unknown>>();

  const deliver = async (call: AgentCall<unknown>): Promise<unknown> => {
    const segments = call.path.split('/').slice(1).map(decodeURIComponent);
    const method = call.body === undefined ? 'GET' : 'POST';
    const route = agentRoutes.find(
      ({ path, method: wanted }) =>
        wanted === method &&
        path.length === segments.length &&
        path.every((step, index) => step.startsWith(':') || step === segments[index]),
    );
    if (!route) throw new Error(`The agent has no ${method} ${call.path}`);
    const variables = Object.fromEntries(
      route.path.map((step, index) => [step.slice(1), segments[index] ?? '']),
    );
    const body: unknown = call.body && JSON.parse(JSON.stringify(call.body));
    const answer = await route.run(fleet, { variables, body, query: new URLSearchParams() });
    if (answer.status === 404) throw notFound(call.subject ?? 'part of the fleet');
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    return answer.body;
  };
  const lost = (reason: string) => new TransientFailure(`The fleet agent is ${reason}`);
  const travel = async (call: AgentCall<unknown>, happens: FleetFault): Promise<unknown> => {
    if (happens === 'refusing') throw lost('refusing');
    if (happens === 'dying before its record') throw lost('gone');
    if (happens === 'slow') await clock.sleep(random.fraction() * 3_000);
    if (happens === 'hanging') await clock.sleep(2_000 + random.fraction() * 9_000);
    const answer = await deliver(call);
    if (happens === 'dying after its record') throw lost('gone');
    if (happens === 'slow') await clock.sleep(random.fraction() * 3_000);
    return answer;
  };
  const call: AgentClient['call'] = async (asked) => {
    const isAction =
      asked.body === undefined
        ? /\/assets\/[^/]+$/.test(asked.path)
        : /\/(?:actions|settlements)$/.test(asked.path);
    if (!isAction) return asked.answer.parse(await deliver(asked));
    const until = /settlements$/.test(asked.path)
      ? clock.now() + longestSilenceMilliseconds
      : (asked.until ?? Infinity);
    if (clock.now() >= until) throw lost('not asked any more');
    const journey = travel(asked, fault());
    const over = journey.then(
      () => undefined,
      () => undefined,
    );
    underway.add(over);
    void over.then(() => underway.delete(over));
    const patience = clock.sleep(Math.min(60_000, until - clock.now())).then(() => {
      throw lost('silent');
    });
    patience.catch(() => undefined);
    return asked.answer.parse(await Promise.race([journey, patience]));
  };
  return {
    client: { call } satisfies AgentClient,
    /** Until every request has arrived or is lost. */
    quiet: async (): Promise<void> => {
      while (underway.size > 0) await Promise.all(underway);
    },
  };
};
