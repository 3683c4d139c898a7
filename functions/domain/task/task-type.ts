import * as z from 'zod';
import { roster } from './roster.ts';

// A closed set that is stored and spoken of on the wire. `functions/specialists` says who serves each
// type, and does not compile while one has nobody.

export const TaskType = z.enum(Object.keys(roster) as readonly (keyof typeof roster)[]);
export type TaskType = z.infer<typeof TaskType>;
