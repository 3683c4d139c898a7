import { notFound, Rejection } from '../../domain/shared/errors.ts';
import type { Identity } from '../../domain/shared/identity.ts';
import type { OrgId } from '../../domain/shared/ids.ts';
import { ExecutionId, TaskId } from '../../domain/shared/ids.ts';
import type { ExecutionRef, TaskRef } from '../../domain/shared/refs.ts';
import type { Directory } from './ports.ts';

type Locate<Ref> = (identity: Identity, id: string | undefined) => Promise<Ref>;

const locate =
  <Id extends TaskId | ExecutionId, Ref>(
    directory: Pick<Directory, 'orgOf'>,
    target: {
      readonly what: string;
      readonly parse: (text: unknown) => Id | null;
      readonly ref: (org_id: OrgId, id: Id) => Ref;
    },
  ): Locate<Ref> =>
  async (identity, text) => {
    const id = target.parse(text);
    if (id === null) throw notFound(target.what);
    const org = identity.org ?? (await directory.orgOf(id));
    if (org === null) throw notFound(target.what);
    return target.ref(org, id);
  };

/**
 * The ref of a task. A caller with an org is looked up in no other one.
 * @throws Rejection `not-found` for unknown and malformed ids alike.
 */
export const makeLocateTask = (directory: Pick<Directory, 'orgOf'>): Locate<TaskRef> =>
  locate(directory, {
    what: 'task',
    parse: (text) => TaskId.safeParse(text).data ?? null,
    ref: (org_id, task_id) => ({ org_id, task_id }),
  });

/** The ref of an execution. @throws Rejection `not-found` likewise. */
export const makeLocateExecution = (directory: Pick<Directory, 'orgOf'>): Locate<ExecutionRef> =>
  locate(directory, {
    what: 'execution',
    parse: (text) => ExecutionId.safeParse(text).data ?? null,
    ref: (org_id, execution_id) => ({ org_id, execution_id }),
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
