import type { AbstractLevel } from 'abstract-level';
import { monotonicFactory } from 'ulid';
import { linksIn } from './captured-message.ts';
import type { CapturedMessage, MessageDraft } from './captured-message.ts';

export interface MessageLog {
  /** Keeps a message durably and returns it as kept. */
  readonly add: (draft: MessageDraft) => Promise<CapturedMessage>;
  /** Newest first; of those that came before a message, where one is named. */
  readonly newest: (limit: number, before?: string) => Promise<readonly CapturedMessage[]>;
}

export type OutboxLevel = AbstractLevel<string | Buffer | Uint8Array, string, CapturedMessage>;

/** Messages kept, and how many are added between two looks for older ones. */
const limits = { kept: 5_000, between: 100 } as const;

/** Deletes all but the newest messages. */
const trim = async (level: OutboxLevel, kept: number): Promise<void> => {
  const newest = await level.keys({ reverse: true, limit: kept }).all();
  const oldestKept = newest.at(-1);
  if (newest.length === kept && oldestKept !== undefined) await level.clear({ lt: oldestKept });
};

/**
 * The captured messages on disk; ids sort by time, and keep doing so within a millisecond. Older
 * ones than the newest 5,000 or so are let go.
 */
export const createMessageLog = (
  level: OutboxLevel,
  now: () => number,
  { kept, between }: { readonly kept: number; readonly between: number } = limits,
): MessageLog => {
  const nextId = monotonicFactory();
  let added = 0;
  return {
    add: async (draft) => {
      const at = now();
      const message: CapturedMessage = {
        id: nextId(at).toLowerCase(),
        ...draft,
        links: linksIn(draft.text, draft.html),
        at: new Date(at).toISOString(),
      };
      await level.put(message.id, message);
      added += 1;
      if (added % between === 0) await trim(level, kept);
      return message;
    },
    newest: (limit, before) =>
      level.values({ reverse: true, limit, ...(before !== undefined && { lt: before }) }).all(),
  };
};
