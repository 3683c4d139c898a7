import type { ChannelName } from '../../../functions/runtime/notification-config.ts';

/** One message that would have left this machine. */
export interface CapturedMessage {
  readonly id: string;
  readonly channel: ChannelName;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  /** Every http and https address in text and html, in order, each once. */
  readonly links: readonly string[];
  /** RFC 3339 UTC with milliseconds. */
  readonly at: string;
}

export type MessageDraft = Omit<CapturedMessage, 'id' | 'at' | 'links'>;

const unescapeHtml = (text: string): string => text.replaceAll('&amp;', '&');

/** An address has no backslash: one begins what follows it in a JSON text, such as `\n`. */
const addressPattern = /https?:\/\/[^\s<>"'`|\\]+/g;

/** Links as a reader would follow them; sentence punctuation after an address is not part of it. */
export const linksIn = (text: string, html: string | null): readonly string[] => {
  const found = [...text.matchAll(addressPattern), ...(html ?? '').matchAll(addressPattern)];
  return [...new Set(found.map(([link]) => unescapeHtml(link).replace(/[.,;:!?)\]}]+$/, '')))];
};
