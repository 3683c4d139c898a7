import { GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { QueryCommandInput } from '@aws-sdk/client-dynamodb';
import type { TaskQuery, TaskStore } from '../../application/task/task-ports.ts';
import type { OrgId } from '../../domain/shared/ids.ts';
import { Task } from '../../domain/task/task.ts';
import { translated } from './store-errors.ts';
import { fromItem, indexName, keyOf, partitions } from './table.ts';
import type { Item, Table } from './table.ts';

/** The equality and range filters of a list as one filter expression; empty when there are none. */
const filterOf = (query: TaskQuery) => {
  const names: Record<string, string> = {};
  const values: Item = {};
  const terms: string[] = [];
  const term = (attribute: string, operator: string, value: string | undefined) => {
    if (value === undefined) return;
    const index = terms.length;
    names[`#f${index}`] = attribute;
    values[`:f${index}`] = { S: value };
    terms.push(`#f${index} ${operator} :f${index}`);
  };
  term('environment', '=', query.environment);
  term('created_at', '>=', query.created_after);
  term('created_at', '<', query.created_before);
  for (const [attribute, value] of [
    ['task_type', query.task_type],
    ['risk_level', query.risk_level],
  ] as const) {
    if (value === undefined) continue;
    names['#spec'] = 'task_spec';
    names[`#${attribute}`] = attribute;
    values[`:${attribute}`] = { S: value };
    terms.push(`#spec.#${attribute} = :${attribute}`);
  }
  if (query.statuses) {
    names['#status'] = 'status';
    const slots = query.statuses.map((status, index) => {
      values[`:status${index}`] = { S: status };
      return `:status${index}`;
    });
    terms.push(`#status IN (${slots.join(', ')})`);
  }
  return { names, values, terms };
};

const listOrg = async (table: Table, org: OrgId, query: TaskQuery): Promise<Task[]> => {
  const { names, values, terms } = filterOf(query);
  const input: QueryCommandInput = {
    TableName: table.name,
    IndexName: indexName,
    KeyConditionExpression: query.before ? 'gsi1pk = :org AND gsi1sk < :before' : 'gsi1pk = :org',
    ...(terms.length > 0 && { FilterExpression: terms.join(' AND ') }),
    ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
    ExpressionAttributeValues: {
      ...values,
      ':org': { S: partitions.tasks(org) },
      ...(query.before && { ':before': { S: query.before } }),
    },
    ScanIndexForward: false,
    Limit: Math.max(query.limit + 1, 25),
  };
  const tasks: Task[] = [];
  let start: Item | undefined;
  do {
    const page = await table.client.send(new QueryCommand({ ...input, ExclusiveStartKey: start }));
    tasks.push(...(page.Items ?? []).map((item) => fromItem(Task, item)));
    start = page.LastEvaluatedKey;
  } while (start && tasks.length <= query.limit);
  return tasks;
};

/** Tasks as DynamoDB items; lists come from the index of an org's tasks, never from a scan. */
export const makeTaskStore = (table: Table): TaskStore => ({
  get: (ref) =>
    translated(async () => {
      const { Item } = await table.client.send(
        new GetItemCommand({
          TableName: table.name,
          Key: keyOf({ pk: partitions.task(ref), sk: 'task' }),
          ConsistentRead: true,
        }),
      );
      return Item ? fromItem(Task, Item) : null;
    }),
  list: async (query) => {
    const lists = await translated(() =>
      Promise.all(query.orgs.map((org) => listOrg(table, org, query))),
    );
    const newestFirst = lists.flat().sort((a, b) => (a.task_id < b.task_id ? 1 : -1));
    const tasks = newestFirst.slice(0, query.limit);
    const more = newestFirst.length > query.limit;
    return { tasks, next: more ? (tasks.at(-1)?.task_id ?? null) : null };
  },
});
