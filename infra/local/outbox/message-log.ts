import type { AbstractLevel } from 'abstract-level';
import { monotonicFactory } from 'ulid';
import { linksIn } from './captured-message.ts';
import type { CapturedMessage, MessageDraft } from './captured-message.ts';

export interface MessageLog {
  /** Keeps a message durably and returns it as kept. */
  readonly add: (draft: MessageDraft) => Promise<CapturedMessage>;
  /** Newest first. */
  readonly newest: (limit: number) => Promise<readonly CapturedMessage[]>;
}

export type OutboxLevel = AbstractLevel<string | Buffer | Uint8Array, string, CapturedMessage>;

/** The captured messages on disk; ids sort by time, and keep doing so within a millisecond. */
export const createMessageLog = (level: OutboxLevel, now: () => number): MessageLog => {
  const nextId = monotonicFactory();
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
      return message;
    },
    newest: (limit) => level.values({ reverse: true, limit }).all(),
  };
};
