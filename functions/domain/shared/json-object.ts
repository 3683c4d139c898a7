import * as z from 'zod';

const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Hands over the object as it came: `z.record` makes a new one and leaves `__proto__` out. */
export const JsonObject = z
  .unknown()
  .refine(isJsonObject, { error: 'expected an object', abort: true })
  .meta({ type: 'object' }) as unknown as z.ZodType<JsonObject>;

/**
 * An object of JSON whose names come from outside. Its names may be those of every object's own
 * members (`constructor`, `__proto__`): look one up by `Object.hasOwn` only.
 */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The same where each value, and each name, has one shape; a fault is named by its place. */
export const jsonRecord = <Value>(
  value: z.ZodType<Value>,
  name: z.ZodType<string> = z.string(),
): z.ZodType<Readonly<Record<string, Value>>> =>
  JsonObject.superRefine((given, context) => {
    for (const [key, member] of Object.entries(given)) {
      const issues = [
        ...(name.safeParse(key).error?.issues ?? []),
        ...(value.safeParse(member).error?.issues ?? []),
      ];
      for (const { message, path } of issues) {
        context.addIssue({ code: 'custom', message, path: [key, ...path] });
      }
    }
  }).meta({ type: 'object' }) as unknown as z.ZodType<Readonly<Record<string, Value>>>;
