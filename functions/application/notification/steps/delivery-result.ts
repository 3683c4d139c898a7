import { ChannelFailure } from '../../../domain/notification/channel-failure.ts';

/** `owed`: something of it is still to do; `delivered` names the parts that are done. */
export type DeliveryResult =
  | { readonly outcome: 'done' }
  | {
      readonly outcome: 'owed';
      readonly delivered: readonly string[];
      readonly reason: string;
      /** What failed of it; empty for what only has to wait. */
      readonly failures?: readonly ChannelReport[];
    };

/** How one channel failed. */
export interface ChannelReport {
  readonly channel: string;
  /** What the other side answered; null when it answered nothing. */
  readonly status: number | null;
  readonly reason: string;
}

/** What may be said of an error: a channel's own words, and of any other only what kind it is. */
export const reportOf = (channel: string, error: unknown): ChannelReport =>
  error instanceof ChannelFailure
    ? { channel, status: error.status, reason: error.message }
    : { channel, status: null, reason: error instanceof Error ? error.name : 'unknown' };
