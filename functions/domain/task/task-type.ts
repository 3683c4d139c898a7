import * as z from 'zod';

// A closed set that is stored and spoken of on the wire. `functions/specialists` says who serves each
// type, and does not compile while one has nobody.

export const TaskType = z.enum([
  'drift_remediation',
  'patch_rollout',
  'compliance_audit',
  'incident_investigation',
  'dr_drill',
  'cost_optimization',
  'security_scan',
  'image_management',
  'sop_authoring',
  'api_adapter',
]);
export type TaskType = z.infer<typeof TaskType>;
