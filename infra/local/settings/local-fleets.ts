import type { FleetName } from '../../../functions/runtime/environment.ts';
import { agentCounts } from '../fleet/agent-counts.ts';
import type { FleetAgent } from '../fleet/fleet-agent.ts';

/** What can be told of a fleet when the local target has started. */
export interface StartedFleet {
  readonly fleetFile: string | null;
  /** What the simulated fleet's agent holds. */
  readonly agent: Pick<FleetAgent, 'assetCount' | 'unmanaged'>;
}

interface LocalFleetChoice {
  /** The functions' fleet behind it. */
  readonly functions: FleetName;
  /** Whether it is read from the FLEET_FILE. */
  readonly readsFile: boolean;
  /** What the start tells of it, a line each. */
  readonly told: (started: StartedFleet) => readonly string[];
}

/** The fleets that FLEET may name on one machine, with all that differs between them. */
export const localFleets = {
  demo: {
    functions: 'simulated',
    readsFile: false,
    told: ({ agent }) => [
      'Fleet: a demo dataset of made-up assets with a made-up past; actions on it are simulated.',
      ...agentCounts(agent),
    ],
  },
  file: {
    functions: 'simulated',
    readsFile: true,
    told: ({ fleetFile, agent }) => [
      `Fleet: ${fleetFile ?? ''}; actions on it are simulated and change no real instance.`,
      ...agentCounts(agent),
    ],
  },
} as const satisfies Readonly<Record<string, LocalFleetChoice>>;

export type LocalFleet = keyof typeof localFleets;

export const localFleetNames = Object.keys(localFleets) as [LocalFleet, ...LocalFleet[]];
