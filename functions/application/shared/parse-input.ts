import type * as z from 'zod';
import { Rejection } from '../../domain/shared/errors.ts';
import type { FieldFault } from '../../domain/shared/errors.ts';
import { plainWords } from './plain-words.ts';

const escapeSegment = (segment: PropertyKey): string =>
  String(segment).replaceAll('~', '~0').replaceAll('/', '~1');

/** The faults of a value as RFC 6901 pointers below a prefix; an unknown member is named itself. */
const faultsOf = (error: z.ZodError, prefix: string): readonly FieldFault[] =>
  error.issues.flatMap((issue): readonly FieldFault[] => {
    const path = issue.path.map((segment) => `/${escapeSegment(segment)}`).join('');
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        pointer: `${prefix}${path}/${escapeSegment(key)}`,
        detail: 'is not a known member',
      }));
    }
    return [{ pointer: `${prefix}${path}`, detail: issue.message }];
  });

/**
 * The value as its schema reads it. `prefix` says where it came from: empty for the body,
 * `/query` or `/headers` otherwise.
 * @throws Rejection `invalid-request` that names every field at fault.
 */
export const parseInput = <Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  prefix = '',
): z.output<Schema> => {
  const parsed = schema.safeParse(value, { error: plainWords });
  if (parsed.success) return parsed.data;
  const errors = faultsOf(parsed.error, prefix);
  const first = errors[0];
  const detail = first
    ? `${first.pointer || 'The body'}: ${first.detail}`
    : 'The request is not valid.';
  throw new Rejection('invalid-request', detail, { errors });
};
