import { notFound } from '../domain/shared/errors.ts';
import type { OrgId, TaskId } from '../domain/shared/ids.ts';
import type { AuditTrail, TaskStore } from './ports.ts';

/** The task's records of its org's audit chain, in order. @throws Rejection `not-found`. */
export const makeListTaskAudit =
  (deps: { tasks: Pick<TaskStore, 'get'>; auditTrail: Pick<AuditTrail, 'ofTask'> }) =>
  async (org: OrgId, id: TaskId) => {
    if (!(await deps.tasks.get(org, id))) throw notFound('task');
    return { records: await deps.auditTrail.ofTask(org, id) };
  };
