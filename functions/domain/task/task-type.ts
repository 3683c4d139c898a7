import * as z from 'zod';

// The closed sets that are stored and spoken of on the wire. `functions/specialists` defines each
// member, and does not compile while one is missing.

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

export const AgentName = z.enum([
  'drift_agent',
  'patch_agent',
  'compliance_agent',
  'incident_agent',
  'dr_agent',
  'cost_agent',
  'security_agent',
  'image_agent',
  'sop_agent',
  'adapter_agent',
]);
export type AgentName = z.infer<typeof AgentName>;

export const ActionType = z.enum([
  'patch',
  'reimage',
  'run_document',
  'reboot',
  'stop',
  'start',
  'resize',
  'tag',
  'close_exposure',
  'build_image',
  'promote_image',
  'failover_drill',
  'execute_sop',
]);
export type ActionType = z.infer<typeof ActionType>;
