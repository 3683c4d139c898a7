import * as z from 'zod';
import { isRecord } from '../../../infra/emulators/step-functions/language/json.ts';
import type { Json } from '../../../infra/emulators/step-functions/language/json.ts';

const json = z.json();

const caseEvent = z.object({
  id: z.number().nullable(),
  type: z.string(),
  previousEventId: z.number().nullable(),
  details: z.record(z.string(), json),
});

const taskResult = z.object({
  outcome: z.string().optional(),
  output: json.optional(),
  error: z.string().nullish(),
  cause: json.optional(),
});

/** A refusal. The client's own, which never reached AWS, have no code, or are text alone. */
const apiError = z
  .union([
    z.string().transform((message) => ({ message })),
    z.object({ code: z.string().nullish(), message: z.string().nullish() }),
  ])
  .transform(({ message, ...rest }) => {
    const text = message ?? undefined;
    // As botocore words what AWS answered.
    const [, code, own] =
      /^An error occurred \((\w+)\) when calling the \w+ operation: ([^]*)$/.exec(text ?? '') ?? [];
    const given = 'code' in rest ? (rest.code ?? undefined) : undefined;
    return { code: given ?? code, message: own ?? text };
  });

const apiStep = z.object({
  op: z.string(),
  request: z.record(z.string(), json),
  response: z.record(z.string(), json).nullish(),
  error: apiError.nullish(),
});

export const conformanceCase = z.object({
  name: z.string(),
  kind: z.string(),
  query_language: z.string(),
  neutral: z.boolean(),
  static_jsonpath: z.boolean().nullish(),
  features: z.array(z.string()),
  definition: z.record(z.string(), json).optional(),
  input: json.optional(),
  tasks: z.record(z.string(), z.array(taskResult)).optional(),
  expected: z
    .object({
      status: z.string(),
      output: json.optional(),
      error: z.string().nullish(),
      cause: json.optional(),
      events: z.array(caseEvent).optional(),
    })
    .optional(),
  steps: z.array(apiStep).optional(),
  parallel_events_unordered: z.boolean().optional(),
});

export type ConformanceCase = z.infer<typeof conformanceCase>;

export type CaseEvent = z.infer<typeof caseEvent>;

export type ApiErrorRecord = z.infer<typeof apiError>;

export type TaskResult = z.infer<typeof taskResult>;

/** Why a case says nothing about JSONata machines; undefined when it does. */
export const outsideLanguage = (one: ConformanceCase): string | undefined => {
  if (one.kind === 'express-sync') return 'express machine';
  if (one.kind === 'api') return undefined;
  const isJsonata = one.query_language === 'JSONata' || one.neutral || one.static_jsonpath === true;
  return isJsonata ? undefined : 'JSONPath';
};

/** Renames the literal fields whose meaning is the same in both languages. */
const renamed = (
  node: Readonly<Record<string, unknown>>,
  one: ConformanceCase,
): Record<string, unknown> => {
  const result: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(node)) {
    if (field === 'QueryLanguage') continue;
    if (one.static_jsonpath === true && field === 'Result') result['Output'] = value;
    else if (one.static_jsonpath === true && field === 'Parameters') {
      result[node['Type'] === 'Pass' ? 'Output' : 'Arguments'] = value;
    } else if (['States', 'ItemProcessor'].includes(field) && isRecord(value)) {
      result[field] = renamed(value, one);
    } else if (field === 'Branches' && Array.isArray(value)) {
      result[field] = value.map((branch: unknown) =>
        isRecord(branch) ? renamed(branch, one) : branch,
      );
    } else {
      result[field] = isRecord(value) && 'Type' in value ? renamed(value, one) : value;
    }
  }
  return result;
};

/** The definition as a JSONata machine; one that was recorded as JSONata stays as it is. */
export const asJsonata = (definition: unknown, one: ConformanceCase): unknown => {
  if (one.query_language === 'JSONata' || !isRecord(definition)) return definition;
  return { ...renamed(definition, one), QueryLanguage: 'JSONata' };
};

/** The scripted results in order; where they were not paired with tasks, as the history has them. */
export const scriptOf = (one: ConformanceCase): Map<string, TaskResult[]> => {
  const script = new Map(Object.entries(one.tasks ?? {}).map(([key, list]) => [key, [...list]]));
  if (script.size > 0) return script;
  const results = (one.expected?.events ?? []).flatMap((event): TaskResult[] => {
    const { output, error, cause } = event.details;
    if (event.type === 'TaskSucceeded') return [{ outcome: 'succeeded', output }];
    if (event.type !== 'TaskFailed') return [];
    return [{ outcome: 'failed', error: typeof error === 'string' ? error : '', cause }];
  });
  return new Map([['arn:aws:states:::lambda:invoke', results]]);
};

/** A recorded cause as the text that it was. */
export const causeText = (cause: Json | undefined): string =>
  typeof cause === 'string' ? cause : JSON.stringify(cause ?? null);
