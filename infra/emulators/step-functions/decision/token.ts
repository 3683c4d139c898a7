/** What a task token says about where it belongs. */
export interface TokenParts {
  readonly executionKey: string;
  readonly frameId: string;
  /** Random; makes the token impossible to guess and different for each attempt. */
  readonly nonce: string;
}

/** The token as a caller sees it: one opaque word. */
export const formatToken = (parts: TokenParts): string =>
  Buffer.from(JSON.stringify([1, parts.executionKey, parts.frameId, parts.nonce])).toString(
    'base64url',
  );

/** The parts of a token; undefined for text that is no token. */
export const parseToken = (token: string): TokenParts | undefined => {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(token, 'base64url').toString());
  } catch {
    return undefined;
  }
  if (!Array.isArray(parts) || parts[0] !== 1) return undefined;
  const [, executionKey, frameId, nonce] = parts as unknown[];
  if (
    typeof executionKey !== 'string' ||
    typeof frameId !== 'string' ||
    typeof nonce !== 'string'
  ) {
    return undefined;
  }
  return { executionKey, frameId, nonce };
};
