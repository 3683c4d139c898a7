import { createHash } from 'node:crypto';

/** The first hex digits of the text's SHA-256: the dataset's only source of variety. */
export const hexOf = (text: string, digits: number): string =>
  createHash('sha256').update(text).digest('hex').slice(0, digits);

/** A whole number from 0 to 2^32 - 1 that is always the same for the same text. */
export const numberOf = (text: string): number => Number.parseInt(hexOf(text, 8), 16);
