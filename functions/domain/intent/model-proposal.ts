import * as z from 'zod';
import { SpanKind } from '../task/span.ts';
import { TaskType } from '../task/task-type.ts';

/** What a model takes a piece of a request for; offsets are UTF-16 units of the text as it was sent. */
const ProposedSpan = z
  .strictObject({
    start: z.int().min(0),
    end: z.int().min(1),
    as: SpanKind,
    value: z.string().max(200).nullable(),
  })
  .readonly();
export type ProposedSpan = z.infer<typeof ProposedSpan>;

/** A model's reading of a whole request: a division of its words, as the rules give one. */
export const ModelProposal = z
  .strictObject({
    task_type: TaskType,
    spans: z.array(ProposedSpan).max(2_000).readonly(),
  })
  .readonly();
export type ModelProposal = z.infer<typeof ModelProposal>;
