import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { digestOf, digestOfText } from '../shared/canonical.ts';
import { addressKey } from '../shared/person-keys.ts';
import type { Digest, GateId, Timestamp } from '../shared/ids.ts';
import { hasGateExpired } from './decide.ts';
import type { Gate } from './gate.ts';

/** The limits of the page. A code has six digits, so the tries are what keeps it safe. */
export const codeLimits = {
  codes_per_hour: 3,
  valid_seconds: 600,
  wrong_tries: 10,
  session_seconds: 600,
} as const;

const hourInMilliseconds = 3_600_000;

/** What was spent of a gate's codes; gates of an earlier version hold the first part themselves. */
interface Spent {
  readonly wrong_tries: number;
  readonly granted: readonly Grant[];
  readonly grants: number;
}

interface Grant {
  readonly message_id: string;
  readonly at: Timestamp;
}

/** How many wrong tries the gate may still count beside itself. */
export const triesAllowed = (gate: Gate): number => codeLimits.wrong_tries - gate.wrong_tries;

/** Ten wrong tries in all: from here on only the API decides. */
export const isLockedOut = (gate: Gate, spent: Pick<Spent, 'wrong_tries'>): boolean =>
  spent.wrong_tries >= triesAllowed(gate);

/** A gate that still waits, and in time. */
export const isWaiting = (gate: Gate, now: Timestamp): boolean =>
  gate.status === 'pending' && !hasGateExpired(gate, now);

/**
 * Grants a code to a request, once however often it is asked for the same one; null for a gate that
 * takes no codes, and after three codes within an hour.
 */
export const grantCode = (
  gate: Gate,
  request: { readonly spent: Spent; readonly message_id: string },
  now: Timestamp,
): Spent | null => {
  const { spent, message_id } = request;
  if (!isWaiting(gate, now) || isLockedOut(gate, spent)) return null;
  if (spent.granted.some((grant) => grant.message_id === message_id)) return spent;
  const from = Date.parse(now) - hourInMilliseconds;
  const isRecent = (at: Timestamp) => Date.parse(at) > from;
  const granted = spent.granted.filter(({ at }) => isRecent(at));
  const earlier = gate.codes_sent_at.filter(isRecent);
  if (granted.length + earlier.length >= codeLimits.codes_per_hour) return null;
  return {
    wrong_tries: spent.wrong_tries,
    granted: [...granted, { message_id, at: now }],
    grants: spent.grants + 1,
  };
};

/** What stands for an address that was typed on the page: the store and its messages hold none. */
export const hashAddress = (gateId: GateId, address: string): Digest =>
  digestOf([gateId, addressKey(address)]);

/** What is stored of a code: bound to gate and approver, so that it opens nothing else. */
export const hashCode = (gateId: GateId, approverId: string, code: string): Digest =>
  digestOf([gateId, approverId, code]);

/** What is stored of a session's secret; it has 256 random bits, so a plain hash keeps it. */
export const hashSecret = (secret: string): Digest => digestOfText(secret);

/** The token that a session's forms carry: derived from the secret that only the cookie holds. */
export const csrfTokenOf = (secret: string): string =>
  bytesToHex(hmac(sha256, utf8ToBytes(secret), utf8ToBytes('approval-decision')));
