import * as z from 'zod';
import { addressKey, cleanAddress, subjectKey } from '../shared/person-keys.ts';
import type { Approver } from './gate.ts';

/** Ids are shown to people and stand in lists: one word, without markup or invisible characters. */
const idPattern = /^[^\s<>"'&,=\p{C}]{1,128}$/u;

export interface ListedApprover {
  readonly id: string;
  readonly email: string;
}

/** What is wrong with one entry of the list, counted from 1; never its text. */
export interface ApproverFault {
  readonly entry: number;
  readonly fault: string;
}

const faultOf = (one: ListedApprover, before: readonly ListedApprover[]): string | null => {
  if (!idPattern.test(one.id) || subjectKey(one.id) === null)
    return 'the id must be one word without markup';
  if (!z.email().safeParse(one.email).success) return 'the address is not a mail address';
  const sameId = before.findIndex(({ id }) => subjectKey(id) === subjectKey(one.id));
  if (sameId >= 0) return `entry ${sameId + 1} has the same id`;
  const sameAddress = before.findIndex(({ email }) => addressKey(email) === addressKey(one.email));
  // One mailbox under two names would fill a quorum of two by itself.
  return sameAddress >= 0 ? `entry ${sameAddress + 1} has the same address` : null;
};

/** Every fault of a list of approvers; a person stands in it once, with one address. */
export const faultsOfApprovers = (list: readonly ListedApprover[]): readonly ApproverFault[] =>
  list.flatMap((one, index) => {
    const fault = faultOf(one, list.slice(0, index));
    return fault === null ? [] : [{ entry: index + 1, fault }];
  });

/** Approvers and faults of `id=address,id=address`; nothing but blanks is no approver. */
export const readApproverText = (
  text: string,
): { readonly approvers: readonly Approver[]; readonly faults: readonly ApproverFault[] } => {
  if (text.trim() === '') return { approvers: [], faults: [] };
  const entries = text.split(',').map((entry) => entry.trim());
  const shapeless = entries.flatMap((entry, index) =>
    entry === ''
      ? [{ entry: index + 1, fault: 'is empty' }]
      : entry.includes('=')
        ? []
        : [{ entry: index + 1, fault: 'is not id=address' }],
  );
  const approvers = entries.map((entry) => {
    const at = entry.indexOf('=');
    const address = entry.slice(at + 1);
    return { id: entry.slice(0, at).trim(), email: cleanAddress(address) ?? address };
  });
  return { approvers, faults: shapeless.length > 0 ? shapeless : faultsOfApprovers(approvers) };
};
