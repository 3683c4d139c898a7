import { notFound, Rejection } from '../../domain/shared/errors.ts';
import type { Identity } from '../../domain/shared/identity.ts';
import type { OrgId } from '../../domain/shared/ids.ts';
import { ExecutionId, TaskId } from '../../domain/shared/ids.ts';
import type { Directory } from './ports.ts';

type Located<Id> = (identity: Identity, id: string | undefined) => Promise<{ org: OrgId; id: Id }>;

const locate =
  <Id extends TaskId | ExecutionId>(
    directory: Pick<Directory, 'orgOf'>,
    target: { readonly what: string; readonly parse: (text: unknown) => Id | undefined },
  ): Located<Id> =>
  async (identity, text) => {
    const id = target.parse(text);
    if (id === undefined) throw notFound(target.what);
    const org = identity.org ?? (await directory.orgOf(id));
    if (org === null) throw notFound(target.what);
    return { org, id };
  };

/**
 * The org and id of a task. A caller with an org is looked up in no other one.
 * @throws Rejection `not-found` for unknown and malformed ids alike.
 */
export const makeLocateTask = (directory: Pick<Directory, 'orgOf'>): Located<TaskId> =>
  locate<TaskId>(directory, { what: 'task', parse: (text) => TaskId.safeParse(text).data });

/** The org and id of an execution. @throws Rejection `not-found` likewise. */
export const makeLocateExecution = (directory: Pick<Directory, 'orgOf'>): Located<ExecutionId> =>
  locate<ExecutionId>(directory, {
    what: 'execution',
    parse: (text) => ExecutionId.safeParse(text).data,
  });

/**
 * The org that a request names, which has to be the caller's own.
 * @throws Rejection `org-mismatch` when it names another one.
 */
export const resolveNamedOrg = (identity: Identity, named: OrgId): OrgId => {
  if (identity.org !== null && identity.org !== named) {
    throw new Rejection('org-mismatch', 'org_id is not the organisation of the caller.');
  }
  return named;
};
