import * as z from 'zod';
import { Severity } from './severity.ts';

/** Where a change lands. Not to be confused with the process's environment variables. */
export const Environment = z.enum(['development', 'staging', 'production']);
export type Environment = z.infer<typeof Environment>;

export const RiskLevel = z.enum(Severity.options);
export type RiskLevel = z.infer<typeof RiskLevel>;
