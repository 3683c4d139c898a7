import * as z from 'zod';

/** The specialists, as they are stored and spoken of, in the order in which they are shown. */
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
