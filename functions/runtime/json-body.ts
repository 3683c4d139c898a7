import { Rejection } from '../domain/shared/errors.ts';

/** Far beyond what anybody means; what hashes and writes a value goes a level deeper for each. */
const deepestLevel = 500;

const refusal = (pointer: string, detail: string): Rejection =>
  new Rejection('invalid-request', `${pointer || 'The body'}: ${detail}`, {
    errors: [{ pointer, detail }],
  });

/** A half of a pair of surrogates: it has no UTF-8 and no canonical JSON. */
const hasLoneSurrogate = (text: string): boolean => /\p{Surrogate}/u.test(text);

/** Strings and numbers of a JSON text; the strings are there so that no number is looked for in one. */
const literals = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gu;

/** Stands where a number was that is not kept. A body that has this text itself is refused as well. */
const lostNumber = '\ud800lost number';

/**
 * Whether a double holds the number: whole numbers exactly or in the digits in which it is written
 * again, others to the double's precision, and none that becomes infinite or nothing.
 */
const isKept = (literal: string): boolean => {
  const value = Number(literal);
  if (!Number.isFinite(value)) return false;
  if (value === 0) return !/[1-9]/u.test(literal.split(/[eE]/u)[0] ?? '');
  if (!/^-?\d+$/u.test(literal)) return true;
  return String(value) === literal || BigInt(value) === BigInt(literal);
};

const faultOf = (value: unknown): string | null => {
  if (value === lostNumber) return 'is a number that can’t be kept exactly: send it as a string';
  if (typeof value === 'string' && hasLoneSurrogate(value)) return 'is not well-formed Unicode';
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
const refuseUnkept = (body: unknown): void => {
  const left: Visit[] = [{ value: body, pointer: '', level: 0 }];
  for (let visit = left.pop(); visit; visit = left.pop()) {
    const { value, pointer, level } = visit;
    const fault = faultOf(value);
    if (fault !== null) throw refusal(pointer, fault);
    if (level > deepestLevel) {
      const member = pointer.split('/').slice(0, 2).join('/');
      throw refusal(member, `is nested deeper than ${deepestLevel} levels`);
    }
    for (const [name, member] of membersOf(value)) {
      if (hasLoneSurrogate(name)) throw refusal(pointer, 'has a name that is not Unicode');
      left.push({ value: member, pointer: `${pointer}/${escaped(name)}`, level: level + 1 });
    }
  }
};

/**
 * The value of a JSON text, undefined for none. What passes can be stored, hashed and read back as
 * it was, under any name: well-formed text, numbers that a double holds, a bounded depth.
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
  const marked = text.replace(literals, (literal) =>
    literal.startsWith('"') || isKept(literal) ? literal : JSON.stringify(lostNumber),
  );
  refuseUnkept(marked === text ? body : JSON.parse(marked));
  return body;
};
