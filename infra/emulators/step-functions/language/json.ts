/** A JSON value. Values are never changed in place once an execution holds them. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

/** True for an object that is neither null nor an array. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** True for any JSON array; narrows better than `Array.isArray` on read-only arrays. */
export const isJsonArray = (value: Json): value is readonly Json[] => Array.isArray(value);

/** Bytes of a value as UTF-8 JSON text: what AWS counts against its payload limit. */
export const jsonBytes = (value: Json): number => Buffer.byteLength(JSON.stringify(value));

/** AWS's limit for the input, output or result of a state, and for one `Assign`. */
export const payloadLimitBytes = 262_144;

/** The JSON type's name as AWS words it in evaluation errors. */
export const jsonTypeName = (value: Json): string => {
  if (value === null) return 'null';
  if (isJsonArray(value)) return 'array';
  return typeof value;
};
