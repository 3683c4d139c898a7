import * as z from 'zod';
import { faultsOfApprovers, readApproverText } from '../domain/approval/approver-list.ts';
import type { ApproverFault } from '../domain/approval/approver-list.ts';

/** Schemas of settings as people write them; each message completes "NAME …" and repeats no value. */

/** Plain digits: no sign, blank, exponent, fraction, leading zero or other base. */
const digits = /^(?:0|[1-9]\d{0,15})$/;

export const wholeNumber = (range: { readonly from: number; readonly to: number }) =>
  z.string('must be a whole number').transform((text, context) => {
    const value = digits.test(text) ? Number(text) : Number.NaN;
    if (value >= range.from && value <= range.to) return value;
    context.addIssue(`must be a whole number from ${range.from} to ${range.to}, in plain digits`);
    return z.NEVER;
  });

export const oneOf = <const Words extends readonly [string, ...string[]]>(...words: Words) =>
  z.enum(words, `must be ${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`);

/** Fleets that are told about and are not there yet, with what there is to say of each. */
const plannedFleets: Readonly<Record<string, string>> = {
  aws: 'the fleet of live AWS accounts does not exist yet',
};

const isOneOf = <const Names extends readonly string[]>(
  names: Names,
  text: string,
): text is Names[number] => names.includes(text);

/** The name of a fleet that there is. Another is refused by its name, and never replaced by one of these. */
export const fleetName = <const Names extends readonly [string, ...string[]]>(...names: Names) => {
  const known = `must be ${[names.slice(0, -1).join(', '), names.at(-1)].filter(Boolean).join(' or ')}`;
  return z.string().transform((text, context): Names[number] => {
    if (isOneOf(names, text)) return text;
    const planned = Object.hasOwn(plannedFleets, text) ? plannedFleets[text] : undefined;
    context.addIssue(planned === undefined ? known : `${known}: ${planned}`);
    return z.NEVER;
  });
};

export const flag = oneOf('true', 'false').transform((text) => text === 'true');

/** One word, such as the name of a claim. */
export const word = z
  .string('is missing')
  .regex(/^[^\s\p{C}]+$/u, 'must be one word without blanks or control characters');

export const path = z
  .string('is missing')
  .regex(/^\P{Cc}+$/u, 'must be a path without control characters')
  .refine((text) => text.trim() === text, 'must not begin or end with a blank');

const isLoopback = ({ hostname }: URL): boolean =>
  ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);

const parsedUrl = (text: string): URL | null =>
  // The parser drops line breaks and trims blanks; a setting with them is not what it seems.
  URL.canParse(text) && !/[\s\p{C}\\<>"'`]/u.test(text) ? new URL(text) : null;

interface AddressRule {
  /** Encrypted, unless it is on this very machine. */
  readonly secure?: boolean;
  /** Scheme, host and port and nothing else. */
  readonly origin?: boolean;
  /** A query may be part of it. */
  readonly query?: boolean;
}

const addressFault = (url: URL | null, rule: AddressRule): string | null => {
  const scheme = rule.secure ? 'https' : 'http or https';
  if (url === null) return `must be a whole ${scheme} address`;
  if (!['http:', 'https:'].includes(url.protocol)) return `must be an ${scheme} address`;
  if (rule.secure && url.protocol === 'http:' && !isLoopback(url)) {
    return 'must be an https address (http only on this machine itself)';
  }
  if (url.username !== '' || url.password !== '') return 'must not hold a user or a password';
  if (url.hash !== '' || (url.search !== '' && !rule.query)) {
    return rule.query ? 'must not have a fragment' : 'must not have a query or a fragment';
  }
  if (rule.origin && url.pathname !== '/') {
    return 'must be scheme, host and port alone: the product answers at the root, not below a path';
  }
  return null;
};

/** An http address as it was written. */
export const address = (rule: AddressRule = {}) =>
  z.string('is missing').superRefine((text, context) => {
    const fault = addressFault(parsedUrl(text), rule);
    if (fault !== null) context.addIssue(fault);
  });

/** Scheme, host and port in their canonical form, without a trailing slash. */
export const origin = address({ origin: true }).transform((text) => new URL(text).origin);

const mailAddress = String.raw`[^\s@<>"'&,;:()\p{C}]+@[^\s@<>"'&,;:()\p{C}]+`;
const plainName = String.raw`[^<>",;:@()\\\p{C}]+`;
const quotedName = String.raw`"[^<>"\\\p{C}]+"`;
const senderPattern = new RegExp(
  `^(?:${mailAddress}|(?:${plainName}|${quotedName}) <${mailAddress}>)$`,
  'u',
);

/** One mail address with or without a name before it; one line, no markup, no list. */
export const sender = z
  .string('is missing')
  .max(320, 'must have at most 320 characters')
  .regex(senderPattern, 'must be one address or "Name <address>", in one line and without markup');

const addFaults = (faults: readonly ApproverFault[], add: (message: string) => void): void => {
  for (const { entry, fault } of faults) add(`at entry ${entry}: ${fault}`);
};

/** `id=address,…` as it was written; `readApproverText` reads it. */
export const approverText = z.string('is missing').superRefine((text, context) => {
  addFaults(readApproverText(text).faults, (message) => context.addIssue(message));
});

/** Who stands in a list that `approverText` takes. */
export const approversIn = (text: string) => readApproverText(text).approvers;

/** Approvers as a list of `{id, email}`. */
export const approverList = z
  .array(
    z.strictObject(
      { id: z.string('must be text'), email: z.string('must be a mail address') },
      'must be an approver with id and email',
    ),
    'must be a list of approvers with id and email',
  )
  .superRefine((list, context) => {
    for (const { entry, fault } of faultsOfApprovers(list)) {
      context.addIssue({ code: 'custom', message: fault, path: [entry - 1] });
    }
  });

/** Words between commas, each once. */
export const wordList = z.string('is missing').transform((text, context) => {
  const words = text.split(',').map((entry) => entry.trim());
  words.forEach((entry, index) => {
    if (entry === '') context.addIssue(`at entry ${index + 1}: is empty`);
    else if (/[\s\p{C}]/u.test(entry)) context.addIssue(`at entry ${index + 1}: must be one word`);
    else if (words.indexOf(entry) < index)
      context.addIssue(`at entry ${index + 1}: stands there twice`);
  });
  return words;
});
