import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { digestOf, digestOfText } from '../shared/canonical.ts';
import type { Digest, GateId, Timestamp } from '../shared/ids.ts';
import { hasGateExpired } from './decide.ts';
import type { Approver, Gate } from './gate.ts';

/** The limits of the page. A code has six digits, so the tries are what keeps it safe. */
export const codeLimits = {
  codes_per_hour: 3,
  valid_seconds: 600,
  wrong_tries: 10,
  session_seconds: 600,
} as const;

const hourInMilliseconds = 3_600_000;

/** A gate that takes codes: still waiting, in time, and not tried too often. */
export const takesCodes = (gate: Gate, now: Timestamp): boolean =>
  gate.status === 'pending' && !hasGateExpired(gate, now) && !isLockedOut(gate);

/** Ten wrong tries in all: from here on only the API decides. */
export const isLockedOut = (gate: Gate): boolean => gate.wrong_tries >= codeLimits.wrong_tries;

/**
 * Grants a code to a registered address and counts it; null for strangers, for a gate that takes no
 * codes, and after three codes within an hour.
 */
export const grantCode = (
  gate: Gate,
  address: string,
  now: Timestamp,
): { readonly gate: Gate; readonly approver: Approver } | null => {
  const wanted = address.trim().toLowerCase();
  const approver = gate.approvers.find((one) => one.email.toLowerCase() === wanted);
  const from = Date.parse(now) - hourInMilliseconds;
  const recent = gate.codes_sent_at.filter((at) => Date.parse(at) > from);
  if (!approver || !takesCodes(gate, now) || recent.length >= codeLimits.codes_per_hour) {
    return null;
  }
  return {
    approver,
    gate: { ...gate, version: gate.version + 1, codes_sent_at: [...recent, now] },
  };
};

/** The gate after a try at a code. A right try moves the version too, so that tries can't overtake each other. */
export const countTry = (gate: Gate, wasRight: boolean): Gate => ({
  ...gate,
  version: gate.version + 1,
  wrong_tries: gate.wrong_tries + (wasRight ? 0 : 1),
});

/** What is stored of a code: bound to gate and approver, so that it opens nothing else. */
export const hashCode = (gateId: GateId, approverId: string, code: string): Digest =>
  digestOf([gateId, approverId, code]);

/** What is stored of a session's secret; it has 256 random bits, so a plain hash keeps it. */
export const hashSecret = (secret: string): Digest => digestOfText(secret);

/** The token that a session's forms carry: derived from the secret that only the cookie holds. */
export const csrfTokenOf = (secret: string): string =>
  bytesToHex(hmac(sha256, utf8ToBytes(secret), utf8ToBytes('approval-decision')));
