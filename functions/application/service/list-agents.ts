import type { Agent } from '../../domain/agent/agent.ts';
import { agents } from '../../specialists/catalogue.ts';

/** The specialist agents, those that no planner serves yet included and marked. */
export const listAgents = (): { readonly agents: readonly Agent[] } => ({ agents });
