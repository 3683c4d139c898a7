import * as z from 'zod';
import { roster } from '../task/roster.ts';

/** The specialists, as they are stored and spoken of, in the order in which they are shown. */
export const AgentName = z.enum(Object.values(roster).map(({ agent }) => agent));
export type AgentName = z.infer<typeof AgentName>;
