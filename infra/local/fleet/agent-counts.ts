import { terminalText } from '../../../functions/domain/notification/safe-text.ts';
import type { FleetAgent } from './fleet-agent.ts';

/** Reasons that are told at the start; `GET /fleet` has all. */
const shownReasons = 5;

/** The commonest reason first, as `GET /fleet` has them. */
const unmanagedReasons = (unmanaged: FleetAgent['unmanaged']): readonly string[] => {
  const counts = new Map<string, number>();
  for (const { reason } of unmanaged) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const told = [...counts]
    .sort(([left, one], [right, two]) => two - one || (left < right ? -1 : 1))
    .map(([reason, count]) => `  ${count} × ${terminalText(reason)}`);
  const more = told.length - shownReasons;
  return [
    ...told.slice(0, shownReasons),
    ...(more > 0 ? [`  and ${more} more reasons, in GET /api/v1/ai/fleet`] : []),
  ];
};

/** How many assets the agent's fleet has, and why others of it are never selected, a line each. */
export const agentCounts = ({
  assetCount,
  unmanaged,
}: Pick<FleetAgent, 'assetCount' | 'unmanaged'>): readonly string[] => [
  `Managed: ${assetCount}. Unmanaged, and never selected: ${unmanaged.length}${unmanaged.length === 0 ? '.' : ':'}`,
  ...unmanagedReasons(unmanaged),
];
