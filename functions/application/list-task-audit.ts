import { notFound } from '../domain/shared/errors.ts';
import { readRecord } from '../domain/audit/chain.ts';
import type { OrgId, TaskId } from '../domain/shared/ids.ts';
import type { AuditTrail, TaskStore } from './ports.ts';

/** The task's audit chain, in order. @throws Rejection `not-found`. */
export const makeListTaskAudit =
  (deps: { tasks: Pick<TaskStore, 'get'>; auditTrail: Pick<AuditTrail, 'chain'> }) =>
  async (org: OrgId, id: TaskId) => {
    if (!(await deps.tasks.get(org, id))) throw notFound('task');
    const { records } = await deps.auditTrail.chain(org, id);
    return { records: records.map(readRecord) };
  };
