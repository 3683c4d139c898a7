import * as z from 'zod';
import { ExecutionId, OrgId, TaskId } from '../shared/ids.ts';

/** What a step of a rollout is about, as the state machines name it: never more than ids and indexes. */
export const ExecutionRef = z.strictObject({ org_id: OrgId, execution_id: ExecutionId });
export type ExecutionRef = Readonly<z.infer<typeof ExecutionRef>>;

export const RolloutRef = ExecutionRef.extend({ task_id: TaskId });
export type RolloutRef = Readonly<z.infer<typeof RolloutRef>>;

export const PhaseRef = ExecutionRef.extend({ phase_index: z.int().min(0) });
export type PhaseRef = Readonly<z.infer<typeof PhaseRef>>;

export const BatchRef = PhaseRef.extend({ batch: z.int().min(0) });
export type BatchRef = Readonly<z.infer<typeof BatchRef>>;
