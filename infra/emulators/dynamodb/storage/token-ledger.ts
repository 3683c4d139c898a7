import { idempotentParameterMismatch } from '../errors.ts';
import { textAfterKind, tokenKey, wholeKind } from './layout.ts';
import type { Store, StoreOperation } from './store.ts';

const lifetimeMilliseconds = 10 * 60 * 1000;

interface Remembered {
  readonly digest: string;
  readonly expiresAt: number;
}

/** The client tokens of the last ten minutes: a repeated transaction takes effect once. */
export interface TokenLedger {
  /**
   * Whether a transaction with this token and this content has been committed.
   *
   * @throws IdempotentParameterMismatchException when the content was another.
   */
  readonly isRepeat: (token: string, digest: string, now: number) => boolean;
  /** What must go into the transaction's own batch: the token, and the removal of old ones. */
  readonly operations: (token: string, digest: string, now: number) => readonly StoreOperation[];
  /** To be called when that batch is on disk. */
  readonly remember: (token: string, digest: string, now: number) => void;
}

const load = async (store: Store): Promise<Map<string, Remembered>> => {
  const entries: [string, Remembered][] = [];
  for await (const chunk of store.chunks(wholeKind('token'))) {
    for (const [key, value] of chunk) {
      entries.push([textAfterKind(key), JSON.parse(value) as Remembered]);
    }
  }
  return new Map(entries.sort(([, one], [, two]) => one.expiresAt - two.expiresAt));
};

/** The map is in order of expiry, so the walk ends at the first token that still lives. */
const expiredTokens = function* (
  tokens: ReadonlyMap<string, Remembered>,
  now: number,
): Generator<string> {
  for (const [token, { expiresAt }] of tokens) {
    if (expiresAt > now) return;
    yield token;
  }
};

const remembered = (digest: string, now: number): Remembered => ({
  digest,
  expiresAt: now + lifetimeMilliseconds,
});

export const openTokenLedger = async (store: Store): Promise<TokenLedger> => {
  const tokens = await load(store);
  return {
    isRepeat: (token, digest, now) => {
      const known = tokens.get(token);
      if (known === undefined || known.expiresAt <= now) return false;
      if (known.digest !== digest) throw idempotentParameterMismatch();
      return true;
    },
    operations: (token, digest, now) => {
      const operations: StoreOperation[] = [];
      for (const expired of expiredTokens(tokens, now)) {
        if (expired !== token) operations.push({ type: 'del', key: tokenKey(expired) });
      }
      const value = JSON.stringify(remembered(digest, now));
      return [...operations, { type: 'put', key: tokenKey(token), value }];
    },
    remember: (token, digest, now) => {
      for (const expired of [...expiredTokens(tokens, now)]) tokens.delete(expired);
      tokens.set(token, remembered(digest, now));
    },
  };
};
