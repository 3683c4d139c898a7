import { readInstanceInformation } from './read-aws-json.ts';
import type { InstanceInformation } from './read-aws-json.ts';
import type { FleetSource } from './fleet-asset.ts';

/** What is worth saying of Systems Manager's list, by instance. */
export interface AgentFacts {
  /** Nodes outside of EC2 (`mi-…`). */
  readonly hybrid: readonly string[];
  /** Instances of the list that the fleet doesn't have. */
  readonly unknown: readonly string[];
  readonly doubled: readonly string[];
  /** Instances of the fleet that a whole list leaves out. */
  readonly silent: readonly string[];
  readonly pages: readonly string[];
}

export interface Agents {
  readonly byId: ReadonlyMap<string, InstanceInformation>;
  readonly sources: readonly FleetSource[];
  /** Null where no list was given. */
  readonly factsFor: (instanceIds: readonly string[]) => AgentFacts | null;
}

const isOnline = ({ PingStatus }: InstanceInformation): boolean => PingStatus === 'Online';

/** Of two entries for one instance that differ the one stands that keeps hands off it. */
const together = (
  agents: readonly InstanceInformation[],
): ReadonlyMap<string, InstanceInformation> => {
  const byId = new Map<string, InstanceInformation>();
  for (const agent of agents) {
    const before = byId.get(agent.InstanceId);
    if (before === undefined || isOnline(before)) byId.set(agent.InstanceId, agent);
  }
  return byId;
};

const isHybrid = (id: string): boolean => id.startsWith('mi-');

const doubledOf = (agents: readonly InstanceInformation[]): ReadonlySet<string> => {
  const seen = new Set<string>();
  const doubled = new Set<string>();
  for (const { InstanceId } of agents) (seen.has(InstanceId) ? doubled : seen).add(InstanceId);
  return doubled;
};

/** Systems Manager's list of agents, if there is one. @throws FleetFileError when it is malformed. */
export const readAgents = (ssmFile: string | undefined): Agents => {
  if (ssmFile === undefined) return { byId: new Map(), sources: [], factsFor: () => null };
  const { agents, pages, sources } = readInstanceInformation(ssmFile);
  const byId = together(agents);
  const ids = [...byId.keys()];
  return {
    byId,
    sources,
    factsFor: (instanceIds) => {
      const present = new Set(instanceIds);
      return {
        hybrid: ids.filter(isHybrid),
        unknown: ids.filter((id) => !isHybrid(id) && !present.has(id)),
        doubled: [...doubledOf(agents)],
        silent: pages.length > 0 ? [] : instanceIds.filter((id) => !byId.has(id)),
        pages,
      };
    },
  };
};
