import type { Gate } from '../approval/gate.ts';
import type { AuditEntry } from '../audit/audit-record.ts';
import type { Execution, ExecutionControl } from '../execution/execution.ts';
import type { OutboxMessage } from '../notification/notification.ts';
import type { Task } from '../task/task.ts';
import type { OrgId } from './ids.ts';
import type { ExecutionRef } from './refs.ts';

/** What operators want; `expected` is the epoch that it replaces. */
interface ControlWrite extends ExecutionRef {
  readonly kind: 'control';
  readonly document: ExecutionControl;
  readonly expected: number | null;
}

interface Versioned<Kind extends string, Document> {
  readonly kind: Kind;
  readonly document: Document;
  readonly expected: number | null;
  /** The document that it replaces, which the log compares with; absent for a new one. */
  readonly before?: Document;
}

/** A versioned document to write: `expected` is the stored version it replaces, null where none may exist. */
export type DocumentWrite =
  | Versioned<'task', Task>
  | Versioned<'gate', Gate>
  | Versioned<'execution', Execution>
  | ControlWrite;

/** One more of something in an org, as Prometheus counts it. */
export interface CounterIncrement {
  readonly org_id: OrgId;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly by: number;
}

/** What is written in one transaction. */
export interface Changes {
  readonly documents: readonly DocumentWrite[];
  readonly audit: readonly AuditEntry[];
  readonly messages: readonly OutboxMessage[];
  readonly counters: readonly CounterIncrement[];
}

const nameOf = (write: DocumentWrite): string => {
  switch (write.kind) {
    case 'task':
      return `${write.document.org_id} task ${write.document.task_id}`;
    case 'gate':
      return `${write.document.org_id} gate ${write.document.gate_id}`;
    case 'execution':
      return `${write.document.org_id} execution ${write.document.id}`;
    case 'control':
      return `${write.org_id} control ${write.execution_id}`;
  }
};

const refuseTwice = (documents: readonly DocumentWrite[]): void => {
  const names = documents.map(nameOf);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`Two writes of one document in a transaction: ${twice}`);
};

/**
 * The parts as one transaction, each list in the order of the parts.
 * @throws Error when two parts write the same document: one of them was decided without the other.
 */
export const mergeChanges = (parts: readonly Partial<Changes>[]): Changes => {
  const documents = parts.flatMap((part) => part.documents ?? []);
  refuseTwice(documents);
  return {
    documents,
    audit: parts.flatMap((part) => part.audit ?? []),
    messages: parts.flatMap((part) => part.messages ?? []),
    counters: parts.flatMap((part) => part.counters ?? []),
  };
};
