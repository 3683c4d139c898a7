interface BinaryEncoding {
  readonly keyEncoding: 'buffer';
  readonly valueEncoding: 'utf8';
}

export type StoreOperation =
  | { readonly type: 'put'; readonly key: Buffer; readonly value: string }
  | { readonly type: 'del'; readonly key: Buffer };

export interface KeyRange {
  readonly gte: Buffer;
  readonly lt: Buffer;
  readonly reverse?: boolean;
}

/** What is asked of a `classic-level` database or of one of its sublevels. */
export interface OrderedLevel {
  readonly open: () => Promise<void>;
  readonly getSync: (key: Buffer, options: BinaryEncoding) => string | undefined;
  readonly batch: (operations: StoreOperation[], options: BinaryEncoding) => Promise<void>;
  readonly iterator: (options: KeyRange & BinaryEncoding) => {
    readonly nextv: (size: number) => Promise<[Buffer, string][]>;
    readonly close: () => Promise<void>;
  };
  readonly clear: (options: KeyRange & { readonly keyEncoding: 'buffer' }) => Promise<void>;
}

/** Ordered bytes on disk with atomic commits. */
export interface Store {
  readonly get: (key: Buffer) => string | undefined;
  /** Entries in key order, in chunks, as they were when the walk began. */
  readonly chunks: (range: KeyRange) => AsyncGenerator<readonly (readonly [Buffer, string])[]>;
  /** All or nothing; done when the operating system has the bytes. */
  readonly commit: (operations: readonly StoreOperation[]) => Promise<void>;
  readonly clear: (range: KeyRange) => Promise<void>;
}

const encoding: BinaryEncoding = { keyEncoding: 'buffer', valueEncoding: 'utf8' };
const firstChunk = 32;
const laterChunk = 256;

export const createStore = (level: OrderedLevel): Store => ({
  get: (key) => level.getSync(key, encoding),
  commit: (operations) => level.batch([...operations], encoding),
  clear: (range) => level.clear({ ...range, keyEncoding: 'buffer' }),
  chunks: async function* (range) {
    const iterator = level.iterator({ ...range, ...encoding });
    try {
      let chunk = await iterator.nextv(firstChunk);
      while (chunk.length > 0) {
        yield chunk;
        chunk = await iterator.nextv(laterChunk);
      }
    } finally {
      await iterator.close();
    }
  },
});
