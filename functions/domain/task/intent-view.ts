import * as z from 'zod';
import { Environment } from '../shared/environment.ts';
import type { View } from '../shared/view.ts';
import { ControlTarget } from './control-target.ts';
import { Span } from './span.ts';
import { TaskSpec } from './task-spec.ts';
import { TaskType } from './task-type.ts';

/** A request that can be sent as it stands. */
export const CandidateView = z.strictObject({
  task_type: TaskType,
  intent: z.string(),
  environment: Environment,
  reason: z.string(),
});

/** What was made of an intent: a task spec, or the error that a submission would be refused with. */
export const IntentView = z.strictObject({
  understood: z.array(Span),
  task_spec: TaskSpec.optional(),
  /** The words ask to try it and to change nothing. */
  dry_run: z.boolean().optional(),
  error: z
    .strictObject({
      error: z.enum(['intent-unclear', 'environment-contradiction']),
      detail: z.string(),
    })
    .optional(),
  candidates: z.array(CandidateView),
  /** Where the words are about a rollout that there is: those of the org that they could mean. */
  tasks: z.array(ControlTarget).optional(),
});
export type IntentView = View<typeof IntentView>;
