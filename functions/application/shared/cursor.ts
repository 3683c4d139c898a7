import type * as z from 'zod';

/** A text of ours that a client gives back: what it held, in base64url. */
export const toCursor = (text: string): string =>
  btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

/** What a cursor held, as its schema reads it; null for anything else. */
export const fromCursor = <Schema extends z.ZodType>(
  schema: Schema,
  cursor: string,
): z.output<Schema> | null => {
  try {
    const text = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'));
    return schema.safeParse(text).data ?? null;
  } catch {
    return null;
  }
};
