import type { AgentName } from '../domain/agent/agent-name.ts';
import { adapter } from './adapter/specialist.ts';
import { compliance } from './compliance/specialist.ts';
import { cost } from './cost/specialist.ts';
import type { Specialist } from './define-specialist.ts';
import { dr } from './dr/specialist.ts';
import { drift } from './drift/specialist.ts';
import { image } from './image/specialist.ts';
import { incident } from './incident/specialist.ts';
import { patch } from './patch/specialist.ts';
import { security } from './security/specialist.ts';
import { sop } from './sop/specialist.ts';

/** Who each of the names is. What lists agents, tools or words is derived from it, in the names' order. */
export const specialists = {
  drift_agent: drift,
  patch_agent: patch,
  compliance_agent: compliance,
  incident_agent: incident,
  dr_agent: dr,
  cost_agent: cost,
  security_agent: security,
  image_agent: image,
  sop_agent: sop,
  adapter_agent: adapter,
} satisfies { readonly [Name in AgentName]: Specialist<Name> };
