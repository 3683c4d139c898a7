import { absentText } from '../../../domain/plan/looked-at.ts';
import type { Task } from '../../../domain/task/task.ts';
import type { FleetInventory } from '../../execution/fleet-ports.ts';

/** What is said of ids that the request names and its environment doesn't have; nothing where it has all. */
export const saidOfAbsentIds = async (
  fleet: Pick<FleetInventory, 'get'>,
  { org_id, task_spec: { selector } }: Task,
): Promise<readonly string[]> => {
  const { environment, asset_ids: ids = [] } = selector;
  if (ids.length === 0) return [];
  const found = (await fleet.get(org_id, ids)).filter((asset) => asset.environment === environment);
  const present = new Set<string>(found.map(({ asset_id }) => asset_id));
  return absentText({ environment, absent: ids.filter((id) => !present.has(id)) });
};
