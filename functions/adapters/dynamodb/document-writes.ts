import type { Put } from '@aws-sdk/client-dynamodb';
import { executionRefOf } from '../../domain/execution/execution.ts';
import { partitions, toItem } from './table.ts';
import type { Table } from './table.ts';
import type { Write } from './write.ts';
import type { DocumentWrite } from '../../domain/shared/changes.ts';

type Condition = Pick<
  Put,
  'ConditionExpression' | 'ExpressionAttributeValues' | 'ExpressionAttributeNames'
>;

const stillAt = (attribute: 'version' | 'epoch', expected: number | null): Condition =>
  expected === null
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : {
        ConditionExpression: '#stored = :expected',
        ExpressionAttributeNames: { '#stored': attribute },
        ExpressionAttributeValues: { ':expected': { N: String(expected) } },
      };

const put = (table: Table, keys: Record<string, string>, write: DocumentWrite): Write => ({
  item: {
    Put: {
      TableName: table.name,
      Item: toItem(keys, write.document),
      ...stillAt(write.kind === 'control' ? 'epoch' : 'version', write.expected),
    },
  },
  conflictsOn: `${write.kind} ${keys['pk'] ?? ''}`,
});

/** A new id is findable without its org: the reference holds ids and nothing else. */
const reference = (table: Table, id: string, org: string): Write => ({
  item: {
    Put: {
      TableName: table.name,
      Item: toItem({ pk: partitions.reference(id), sk: 'ref' }, { org_id: org }),
    },
  },
  conflictsOn: null,
});

const writesOf = (table: Table, write: DocumentWrite): Write[] => {
  switch (write.kind) {
    case 'task': {
      const { org_id: org, task_id: id } = write.document;
      const keys = {
        pk: partitions.task(write.document),
        sk: 'task',
        gsi1pk: partitions.tasks(org),
        gsi1sk: id,
      };
      return [
        put(table, keys, write),
        ...(write.expected === null ? [reference(table, id, org)] : []),
      ];
    }
    case 'gate': {
      const { org_id: org, gate_id: id, task_id: taskId } = write.document;
      const keys = { pk: partitions.gate(write.document), sk: 'gate' };
      const due = {
        pk: partitions.due(),
        sk: `${write.document.expires_at}#gate#${id}`,
      };
      if (write.expected !== null) return [put(table, keys, write)];
      return [
        put(table, keys, write),
        reference(table, id, org),
        {
          item: {
            Put: {
              TableName: table.name,
              Item: toItem(due, { kind: 'gate_expiry', org_id: org, task_id: taskId, gate_id: id }),
            },
          },
          conflictsOn: null,
        },
      ];
    }
    case 'execution': {
      const { org_id: org, id } = write.document;
      const keys = {
        pk: partitions.execution(executionRefOf(write.document)),
        sk: 'execution',
        gsi1pk: partitions.executionsOf(write.document),
        gsi1sk: id,
      };
      return [
        put(table, keys, write),
        ...(write.expected === null ? [reference(table, id, org)] : []),
      ];
    }
    case 'control': {
      const pk = partitions.execution(write);
      return [put(table, { pk, sk: 'control' }, write)];
    }
  }
};

/** The puts of versioned documents, each on condition that it replaces what was read. */
export const documentWrites = (table: Table, writes: readonly DocumentWrite[]): Write[] =>
  writes.flatMap((write) => writesOf(table, write));
