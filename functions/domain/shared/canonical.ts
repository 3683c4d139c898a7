import canonicalize from 'canonicalize';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { Digest } from './ids.ts';

/**
 * The canonical JSON text of a value: RFC 8785 (JCS), so that equal values have equal bytes.
 * @throws TypeError when the value has no JSON form (undefined, a function, a cycle, NaN).
 */
export const canonicalJson = (value: unknown): string => {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('The value has no JSON form');
  return text;
};

export const digestOfText = (text: string): Digest =>
  Digest.parse(bytesToHex(sha256(utf8ToBytes(text))));

/** SHA-256 (FIPS 180-4) over the canonical JSON of a value, as 64 lower-case hex digits. */
export const digestOf = (value: unknown): Digest => digestOfText(canonicalJson(value));
