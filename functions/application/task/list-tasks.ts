import * as z from 'zod';
import { Rejection } from '../../domain/shared/errors.ts';
import type { Identity } from '../../domain/shared/identity.ts';
import { TaskId } from '../../domain/shared/ids.ts';
import { ListTasksQuery } from '../../domain/task/task-requests.ts';
import { toTaskSummary } from '../../domain/task/task-view.ts';
import type { TaskPage } from '../../domain/task/task-view.ts';
import { TaskStatus } from '../../domain/task/task-status.ts';
import { parseInput } from '../shared/parse-input.ts';
import type { Directory } from '../shared/ports.ts';
import type { TaskStore } from './task-ports.ts';
import { resolveNamedOrg } from '../shared/resolve-org.ts';

const StatusList = z.array(TaskStatus).min(1);

const statusesIn = (text: string, pointer: string): readonly TaskStatus[] => {
  const words = [...new Set(text.split(',').map((word) => word.trim()))];
  return parseInput(StatusList, words, pointer);
};

/** The statuses that are asked for, under either name. */
const statusFilter = ({ status, state }: ListTasksQuery) => {
  if (status !== undefined) return { statuses: statusesIn(status, '/query/status') };
  return state === undefined ? {} : { statuses: statusesIn(state, '/query/state') };
};

const taskAt = (cursor: string): TaskId => {
  const parsed = TaskId.safeParse(`task-${cursor}`);
  if (parsed.success) return parsed.data;
  throw new Rejection('invalid-cursor', 'The cursor is not one that this API gave out.', {
    errors: [{ pointer: '/query/cursor', detail: 'is not a cursor' }],
  });
};

/** Tasks of the caller's org, newest first; for the one-machine identity, of every org it used. */
export const makeListTasks =
  ({ tasks, directory }: { tasks: Pick<TaskStore, 'list'>; directory: Pick<Directory, 'orgs'> }) =>
  async (identity: Identity, rawQuery: unknown): Promise<TaskPage> => {
    const query = parseInput(ListTasksQuery, rawQuery, '/query');
    const named = query.org_id && resolveNamedOrg(identity, query.org_id);
    const own = named ?? identity.org;
    const orgs = own === null ? await directory.orgs() : [own];
    const found = await tasks.list({
      orgs,
      ...statusFilter(query),
      task_type: query.task_type,
      environment: query.environment,
      risk_level: query.risk_level,
      created_after: query.created_after,
      created_before: query.created_before,
      limit: query.limit,
      ...(query.cursor !== undefined && { before: taskAt(query.cursor) }),
    });
    return {
      tasks: found.tasks.map(toTaskSummary),
      ...(found.next && { next_cursor: found.next.slice('task-'.length) }),
    };
  };
