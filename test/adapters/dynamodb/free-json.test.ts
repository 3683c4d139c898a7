import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { textMembers, fromItem, toItem } from '../../../functions/adapters/dynamodb/table.ts';
import { Gate } from '../../../functions/domain/approval/gate.ts';
import { AuditRecord } from '../../../functions/domain/audit/audit-record.ts';
import { AssetLock } from '../../../functions/domain/execution/asset-lock.ts';
import {
  Execution,
  ExecutionAsset,
  ExecutionControl,
} from '../../../functions/domain/execution/execution.ts';
import { OutboxMessage } from '../../../functions/domain/notification/notification.ts';
import { jsonRecord, JsonObject } from '../../../functions/domain/shared/json-object.ts';
import { Task } from '../../../functions/domain/task/task.ts';
import { AgentTurn, ToolInvocation } from '../../../functions/domain/tool/tool.ts';
import { anyJson, anyJsonObject, poisonedNames } from '../../support/any-json.ts';

const keys = { pk: 'a', sk: 'b' };

const Document = z.strictObject({
  version: z.int(),
  name: z.string(),
  context: JsonObject,
  output: z.unknown(),
  calls: z.array(z.strictObject({ input: JsonObject })),
});

/** As JSON, because two objects with an own `__proto__` are equal to a matcher whatever it holds. */
const asText = (value: unknown): string => JSON.stringify(value);

const stored = {
  Task,
  Gate,
  AuditRecord,
  AssetLock,
  Execution,
  ExecutionAsset,
  ExecutionControl,
  AgentTurn,
  ToolInvocation,
  OutboxMessage,
};

describe('JSON from outside in the store', () => {
  it('is read back as it was sent, whatever its names and values', () => {
    fc.assert(
      fc.property(anyJsonObject(), anyJson(), (context, output) => {
        const document = { version: 3, name: 'x', context, output, calls: [{ input: context }] };

        const stored = fromItem(Document, toItem(keys, document));

        expect(asText(stored)).toBe(asText(document));
      }),
    );
  });

  it.each(poisonedNames)('keeps the name %.20j at every level', (name) => {
    const context: unknown = JSON.parse(`{${asText(name)}:{${asText(name)}:{"name":"String"}}}`);
    const document = { version: 1, name: 'x', context, output: [context], calls: [] };

    const stored = fromItem(Document, toItem(keys, document));

    expect(asText(stored.context)).toBe(asText(context));
    expect(asText(stored.output)).toBe(asText([context]));
  });

  it('reads what an earlier version stored as maps', () => {
    const item = {
      ...toItem(keys, { version: 1, name: 'x' }),
      context: { M: { a: { N: '1' } } },
      output: { NULL: true as const },
      calls: { L: [] },
    };

    expect(fromItem(Document, item)).toEqual({
      version: 1,
      name: 'x',
      context: { a: 1 },
      output: null,
      calls: [],
    });
  });

  it('hands over an own `__proto__` of a record, and names a bad value by its place', () => {
    const tags = jsonRecord(z.string());
    const good: unknown = JSON.parse('{"__proto__":"a","constructor":"b"}');

    expect(asText(tags.parse(good))).toBe('{"__proto__":"a","constructor":"b"}');
    expect(tags.safeParse({ constructor: 1 }).error?.issues[0]?.path).toEqual(['constructor']);
    expect(tags.safeParse([]).success).toBe(false);
  });
});

interface Node {
  readonly type?: string | readonly string[];
  readonly propertyNames?: Node;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: unknown;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
}

/** Whether a value of the schema may have names that the schema does not say. */
const isOpen = (node: Node): boolean => {
  const below = [...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.items ? [node.items] : [])];
  if (below.length > 0) return below.some(isOpen);
  if (node.type === undefined) return !('const' in node) && !('enum' in node);
  if (![node.type].flat().includes('object')) return false;
  if (node.propertyNames && 'enum' in node.propertyNames) return false;
  return node.properties === undefined || Object.values(node.properties).some(isOpen);
};

describe('the members that are stored as text', () => {
  it('are all that may have names from outside', () => {
    const open = Object.values(stored).flatMap((schema) => {
      const node = z.toJSONSchema(schema, { unrepresentable: 'any' }) as Node;
      return [node, ...(node.oneOf ?? []), ...(node.anyOf ?? [])].flatMap(({ properties = {} }) =>
        Object.keys(properties).filter((name) => isOpen(properties[name] ?? {})),
      );
    });

    expect([...new Set(open)].sort()).toEqual([...textMembers].sort());
  });
});
