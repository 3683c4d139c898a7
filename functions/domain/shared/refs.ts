import * as z from 'zod';
import { ExecutionId, GateId, OrgId, TaskId } from './ids.ts';

/*
 * How things are named from outside their aggregate: always with the org that they belong to. The
 * stores, the state machines and the messages name them so.
 */

export const TaskRef = z.strictObject({ org_id: OrgId, task_id: TaskId });
export type TaskRef = Readonly<z.infer<typeof TaskRef>>;

export const ExecutionRef = z.strictObject({ org_id: OrgId, execution_id: ExecutionId });
export type ExecutionRef = Readonly<z.infer<typeof ExecutionRef>>;

export const GateRef = z.strictObject({ org_id: OrgId, gate_id: GateId });
export type GateRef = Readonly<z.infer<typeof GateRef>>;
