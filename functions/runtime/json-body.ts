import { Rejection } from '../domain/shared/errors.ts';

/** The store takes 32 levels in all; the rest is for the document around a body's values. */
const deepestLevel = 24;
const smallestNumber = 1e-100;

const refusal = (pointer: string, detail: string): Rejection =>
  new Rejection('invalid-request', `${pointer || 'The body'}: ${detail}`, {
    errors: [{ pointer, detail }],
  });

const isStorableNumber = (value: number): boolean =>
  Math.abs(value) <= Number.MAX_SAFE_INTEGER && (value === 0 || Math.abs(value) >= smallestNumber);

/** A half of a pair of surrogates: it has no UTF-8 and no canonical JSON. */
const hasLoneSurrogate = (text: string): boolean => /\p{Surrogate}/u.test(text);

const faultOf = (value: unknown): string | null => {
  if (typeof value === 'string' && hasLoneSurrogate(value)) return 'is not well-formed Unicode';
  if (typeof value === 'number' && !isStorableNumber(value)) {
    return `may be 0, or a number from ${smallestNumber} to 2^53 - 1 in size`;
  }
  return null;
};

const membersOf = (value: unknown): readonly (readonly [string, unknown])[] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : [];

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

interface Visit {
  readonly value: unknown;
  readonly pointer: string;
  readonly level: number;
}

/** Walks without recursion: a body may nest deeper than the stack. */
const refuseUnstorable = (body: unknown): void => {
  const left: Visit[] = [{ value: body, pointer: '', level: 0 }];
  for (let visit = left.pop(); visit; visit = left.pop()) {
    const { value, pointer, level } = visit;
    const fault = faultOf(value);
    if (fault !== null) throw refusal(pointer, fault);
    if (level > deepestLevel) throw refusal('', `is nested deeper than ${deepestLevel} levels`);
    for (const [name, member] of membersOf(value)) {
      if (name === '') throw refusal(pointer, 'has a member without a name');
      if (hasLoneSurrogate(name)) throw refusal(pointer, 'has a name that is not Unicode');
      left.push({ value: member, pointer: `${pointer}/${escaped(name)}`, level: level + 1 });
    }
  }
};

/**
 * The value of a JSON text, undefined for none. What passes can be stored, hashed and read back as
 * it was: well-formed text, numbers that a double holds exactly, a bounded depth.
 * @throws Rejection `invalid-request` that points at the value at fault.
 */
export const parseJsonBody = (text: string): unknown => {
  if (text.trim() === '') return undefined;
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw refusal('', 'not valid JSON');
  }
  refuseUnstorable(body);
  return body;
};
