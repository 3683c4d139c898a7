import * as z from 'zod';

/** The one ladder of how grave something is, from the least on: flaws, and the risk of changes. */
const ladder = ['low', 'medium', 'high', 'critical'] as const;

export const Severity = z.enum(ladder);
export type Severity = z.infer<typeof Severity>;

/** Whether a level is the other one or above it. */
export const isAtLeast = (level: Severity, least: Severity): boolean =>
  ladder.indexOf(level) >= ladder.indexOf(least);
