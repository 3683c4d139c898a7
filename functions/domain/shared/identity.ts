import type { OrgId } from './ids.ts';

export type Role = 'viewer' | 'operator' | 'approver' | 'admin';

/** What a caller may do at a route; each right is granted by the roles that `rolesByRight` lists. */
export type Right = 'read' | 'submit' | 'control' | 'decide' | 'settings' | 'public';

const rolesByRight: Readonly<Record<Right, readonly Role[]>> = {
  read: ['viewer', 'operator', 'approver', 'admin'],
  submit: ['operator', 'admin'],
  control: ['operator', 'admin'],
  decide: ['approver', 'admin'],
  settings: ['admin'],
  public: [],
};

/** Who calls. `org` is null for the one local admin, who is at home in every org that is named. */
export interface Identity {
  /** The subject, with nothing invisible in it. */
  readonly id: string;
  /** An address that the issuer does not call unverified; null where there is none. */
  readonly email: string | null;
  readonly org: OrgId | null;
  readonly roles: readonly Role[];
}

/** The identity of one machine, which can't tell two people apart. */
export const isLocal = (identity: Pick<Identity, 'org'>): boolean => identity.org === null;

export const mayExercise = (identity: Identity, right: Right): boolean =>
  right === 'public' || identity.roles.some((role) => rolesByRight[right].includes(role));
