import * as z from 'zod';

/** A whole number as a query parameter writes it: decimal digits and nothing else. */
export const wholeNumber = ({ least, most }: { readonly least: number; readonly most: number }) =>
  z
    .string()
    .regex(/^[0-9]{1,15}$/, 'must be a whole number in decimal digits')
    .transform(Number)
    .pipe(z.int().min(least).max(most));

/** Any RFC 3339 time, as UTC with milliseconds. */
export const anyTime = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text).toISOString());

/** A text of ours that a client gives back: what it held, in base64url. */
export const toCursor = (text: string): string =>
  btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

/** What a cursor held, as its schema reads it; undefined for anything else. */
export const fromCursor = <Schema extends z.ZodType>(
  schema: Schema,
  cursor: string,
): z.output<Schema> | undefined => {
  try {
    return schema.safeParse(atob(cursor.replaceAll('-', '+').replaceAll('_', '/'))).data;
  } catch {
    return undefined;
  }
};
