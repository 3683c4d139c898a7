import * as z from 'zod';

/** How what an action does is taken back; what `none` does can't be. */
export const Undo = z.enum(['exact', 'snapshot', 'not_needed', 'none']);
export type Undo = z.infer<typeof Undo>;
