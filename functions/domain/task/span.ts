import * as z from 'zod';

/** What a piece of a request was taken for; `residue` is what nothing knows. */
export const SpanKind = z.enum([
  'speech_act',
  'task_type',
  'environment',
  'scope',
  'exclusion',
  'constraint',
  'time',
  'reference',
  'residue',
]);
export type SpanKind = z.infer<typeof SpanKind>;

/** A piece of a request as it was sent; offsets are UTF-16 units, `end` exclusive. */
export const Span = z
  .strictObject({
    text: z.string(),
    start: z.int().min(0),
    end: z.int().min(1),
    as: SpanKind,
    /** What it stands for, such as `role=web` or `production`; null where it only belongs to the kind. */
    value: z.string().nullable(),
  })
  .readonly();
export type Span = z.infer<typeof Span>;
