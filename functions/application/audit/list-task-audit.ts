import { ListTaskAuditQuery } from '../../domain/audit/audit-requests.ts';
import type { ChainView, TaskAuditView } from '../../domain/audit/audit-view.ts';
import { readRecord } from '../../domain/audit/chain.ts';
import type { StoredChain } from '../../domain/audit/chain.ts';
import { notFound, Rejection } from '../../domain/shared/errors.ts';
import type { ExecutionId, TaskId } from '../../domain/shared/ids.ts';
import type { TaskRef } from '../../domain/shared/refs.ts';
import type { ExecutionStore } from '../execution/execution-ports.ts';
import { parseInput } from '../shared/parse-input.ts';
import type { AuditTrail } from './audit-trail-ports.ts';
import type { TaskStore } from '../task/task-ports.ts';

/** Records of one chain in one answer; so many that an answer stays below Lambda's 6 MB. */
const mostRecords = 500;

interface Dependencies {
  readonly tasks: Pick<TaskStore, 'get'>;
  readonly executions: Pick<ExecutionStore, 'ofTask'>;
  readonly auditTrail: Pick<AuditTrail, 'chain' | 'earlierOfTask'>;
}

const chainsOf = (
  named: TaskId | ExecutionId | undefined,
  id: TaskId,
  executions: readonly ExecutionId[],
): ReadonlySet<string> => {
  const all = new Set<string>([id, ...executions]);
  if (named === undefined) return all;
  if (all.has(named)) return new Set([named]);
  throw new Rejection('invalid-request', "/query/chain: is not a chain of the task's.", {
    errors: [{ pointer: '/query/chain', detail: "is not a chain of the task's" }],
  });
};

const viewOf = ({ head, records }: StoredChain, after: number): ChainView => {
  const rest = records.filter(({ seq }) => seq > after);
  const shown = rest.slice(0, mostRecords).map(readRecord);
  const last = shown.at(-1);
  return {
    head,
    records: shown,
    ...(last && rest.length > shown.length && { next_after: last.seq }),
  };
};

/**
 * The audit of a task: its own chain, and the chain of each of its executions' controls, each of
 * which stands and verifies alone. Records that a task has in the earlier version's chain of its
 * org come first; they bear that chain's name and numbers.
 * @throws Rejection `not-found`; `invalid-request` naming the field.
 */
export const makeListTaskAudit = (deps: Dependencies) => {
  const { tasks, executions, auditTrail } = deps;
  return async (ref: TaskRef, rawQuery: unknown = {}): Promise<TaskAuditView> => {
    const { org_id: org, task_id: id } = ref;
    const query = parseInput(ListTaskAuditQuery, rawQuery, '/query');
    if (!(await tasks.get(ref))) throw notFound('task');
    const ids = (await executions.ofTask(ref)).map((execution) => execution.id).toReversed();
    const wanted = chainsOf(query.chain, id, ids);
    const after = query.after ?? 0;
    const view = async (chain: TaskId | ExecutionId): Promise<ChainView> =>
      wanted.has(chain)
        ? viewOf(await auditTrail.chain(org, chain), after)
        : { head: null, records: [] };
    const earlier = query.chain || after > 0 ? [] : await auditTrail.earlierOfTask(ref);
    const own = await view(id);
    return {
      org_id: org,
      task_id: id,
      ...own,
      records: [...earlier, ...own.records],
      controls: await Promise.all(
        ids
          .filter((execution) => wanted.has(execution))
          .map(async (execution) => ({ execution_id: execution, ...(await view(execution)) })),
      ),
    };
  };
};
