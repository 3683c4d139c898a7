import { org } from './ids.ts';

/** One task more in planning. */
export const oneMore = {
  org_id: org,
  name: 'orchestrator_tasks_total',
  labels: { status: 'planning' },
  by: 1,
};
