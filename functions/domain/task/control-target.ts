import * as z from 'zod';
import { Environment } from '../shared/environment.ts';
import { ExecutionId, TaskId } from '../shared/ids.ts';
import { TaskStatus } from './task-status.ts';
import { TaskType } from './task-type.ts';

/** A task that words about a rollout could mean, with what an operator can call. */
export const ControlTarget = z
  .strictObject({
    task_id: TaskId,
    execution_id: ExecutionId.nullable(),
    task_type: TaskType,
    environment: Environment,
    status: TaskStatus,
    /** Paths that take a POST. */
    calls: z.array(z.string()).readonly(),
  })
  .readonly();
export type ControlTarget = z.infer<typeof ControlTarget>;
