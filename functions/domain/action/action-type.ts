import * as z from 'zod';
import { actionNames } from '../task/roster.ts';

/** What a plan may have done to an asset; `functions/specialists/actions` defines each of them. */
export const ActionType = z.enum(actionNames);
export type ActionType = z.infer<typeof ActionType>;
