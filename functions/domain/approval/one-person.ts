import { Rejection } from '../shared/errors.ts';
import { addressKey, subjectKey } from '../shared/person-keys.ts';
import type { Actor } from '../task/task.ts';
import type { Approver } from './gate.ts';

/** Every name that someone goes by; an identity provider may use an address as the subject. */
const namesOf = ({ id, email }: Actor): readonly string[] => {
  const subject = subjectKey(id);
  const addresses = [addressKey(id), email === undefined ? null : addressKey(email)];
  return [
    ...(subject === null ? [] : [`subject ${subject}`]),
    ...addresses.filter((address) => address !== null).map((address) => `address ${address}`),
  ];
};

/** All names of a person: the actor's own, and those of every registration that shares one. */
const allNamesOf = (actor: Actor, registered: readonly Approver[]): ReadonlySet<string> => {
  const names = new Set(namesOf(actor));
  let size: number;
  do {
    size = names.size;
    for (const approver of registered) {
      const theirs = namesOf(approver);
      if (theirs.some((name) => names.has(name))) theirs.forEach((name) => names.add(name));
    }
  } while (names.size > size);
  return names;
};

/**
 * Whether two actors are one person. One person may come by API with the subject of a token, and by
 * page with the registration that a code was mailed to: the registrations tie subjects and
 * addresses together. In doubt it is one person, because the answer only ever takes a voice away.
 */
export const isSamePerson = (
  one: Actor,
  other: Actor,
  registered: readonly Approver[],
): boolean => {
  const names = allNamesOf(one, registered);
  return [...allNamesOf(other, registered)].some((name) => names.has(name));
};

/**
 * Whether an identity is tied to one person: by a registered subject or by a verified address.
 * One whose subject and address are registered for different people is tied to neither.
 */
export const isTiedToOnePerson = (actor: Actor, registered: readonly Approver[]): boolean => {
  const subject = subjectKey(actor.id);
  const address = actor.email === undefined ? null : addressKey(actor.email);
  const hasSubject = (one: Approver) => subject !== null && subjectKey(one.id) === subject;
  const hasAddress = (one: Approver) => address !== null && addressKey(one.email) === address;
  const bySubject = registered.filter(hasSubject);
  if (bySubject.length === 0) return subject !== null && address !== null;
  return bySubject.some(hasAddress) || !registered.some(hasAddress);
};

/** Why an identity that is tied to no one person is refused, and what would help. */
export const notOnePerson = (what: string): Rejection =>
  new Rejection(
    'forbidden',
    `The token can't be tied to one person. To ${what} it takes a verified email claim or a subject that is registered in APPROVERS, and never those of two people.`,
  );
