import * as z from 'zod';
import { TaskId } from '../shared/ids.ts';
import { ExecutionRef } from '../shared/refs.ts';

/*
 * What a step of a rollout is about, as the state machines name it: never more than ids and indexes.
 */

export const RolloutRef = ExecutionRef.extend({ task_id: TaskId });
export type RolloutRef = Readonly<z.infer<typeof RolloutRef>>;

export const PhaseRef = ExecutionRef.extend({ phase_index: z.int().min(0) });
export type PhaseRef = Readonly<z.infer<typeof PhaseRef>>;

export const BatchRef = PhaseRef.extend({ batch: z.int().min(0) });
export type BatchRef = Readonly<z.infer<typeof BatchRef>>;
