import { agents } from '../../domain/agent/catalogue.ts';
import type { Agent } from '../../domain/agent/catalogue.ts';

/** The specialist agents, those that no planner serves yet included and marked. */
export const listAgents = (): { readonly agents: readonly Agent[] } => ({ agents });
