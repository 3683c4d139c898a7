import type { Actor } from '../task/task.ts';

const sameAddress = (one: string | undefined, other: string | undefined): boolean =>
  one !== undefined && one.toLowerCase() === other?.toLowerCase();

/**
 * Whether two actors are one person: the same id, or the same mail address in any case, because one
 * person may come by API with an id of the issuer and by page with an id of the settings.
 */
export const isSamePerson = (one: Actor, other: Actor): boolean =>
  one.id === other.id || sameAddress(one.email, other.email);
