import type { GateStore } from '../../../functions/application/approval/approval-ports.ts';
import type { ExecutionStore } from '../../../functions/application/execution/execution-ports.ts';
import type { UnitOfWork } from '../../../functions/application/shared/ports.ts';
import type { TaskStore } from '../../../functions/application/task/task-ports.ts';
import type { Gate } from '../../../functions/domain/approval/gate.ts';
import type { AuditEntry } from '../../../functions/domain/audit/audit-record.ts';
import { neverControlled } from '../../../functions/domain/execution/execution.ts';
import type { Execution, ExecutionControl } from '../../../functions/domain/execution/execution.ts';
import type { OutboxMessage } from '../../../functions/domain/notification/notification.ts';
import type { CounterIncrement, DocumentWrite } from '../../../functions/domain/shared/changes.ts';
import { Conflict } from '../../../functions/domain/shared/errors.ts';
import type { ExecutionRef, GateRef, TaskRef } from '../../../functions/domain/shared/refs.ts';
import type { Task } from '../../../functions/domain/task/task.ts';

const taskKey = ({ org_id, task_id }: TaskRef): string => `${org_id} ${task_id}`;
const gateKey = ({ org_id, gate_id }: GateRef): string => `${org_id} ${gate_id}`;
const executionKey = (ref: ExecutionRef): string => `${ref.org_id} ${ref.execution_id}`;

/** What is there before anything is committed. */
export interface FirstDocuments {
  readonly tasks?: readonly Task[];
  readonly executions?: readonly Execution[];
}

/** A document that stands, and the version that a write has to expect. */
interface Standing {
  readonly current: number | null;
  readonly put: () => void;
}

/** Tasks, gates and executions, and the unit of work that writes them: all of it or none. */
export const memoryDocuments = (first: FirstDocuments = {}) => {
  const tasks = new Map((first.tasks ?? []).map((task) => [taskKey(task), task]));
  const gates = new Map<string, Gate>();
  const executions = new Map<string, Execution>();
  const controls = new Map<string, ExecutionControl>();
  const written = {
    audit: [] as AuditEntry[],
    messages: [] as OutboxMessage[],
    counters: [] as CounterIncrement[],
  };
  /** How many of the next commits lose against another writer. */
  const failures = { conflicts: 0 };

  const put = {
    task: (task: Task): void => void tasks.set(taskKey(task), task),
    gate: (gate: Gate): void => void gates.set(gateKey(gate), gate),
    execution: (execution: Execution): void => {
      const key = executionKey({ ...execution, execution_id: execution.id });
      executions.set(key, execution);
      controls.set(key, controls.get(key) ?? neverControlled);
    },
  };

  for (const execution of first.executions ?? []) put.execution(execution);

  const standing = (write: DocumentWrite): Standing => {
    switch (write.kind) {
      case 'task': {
        const { document } = write;
        const current = tasks.get(taskKey(document))?.version ?? null;
        return { current, put: () => put.task(document) };
      }
      case 'gate': {
        const { document } = write;
        const current = gates.get(gateKey(document))?.version ?? null;
        return { current, put: () => put.gate(document) };
      }
      case 'execution': {
        const { document } = write;
        const key = executionKey({ ...document, execution_id: document.id });
        const current = executions.get(key)?.version ?? null;
        return { current, put: () => void executions.set(key, document) };
      }
      case 'control': {
        const key = executionKey(write);
        const current = controls.get(key)?.epoch ?? null;
        return { current, put: () => void controls.set(key, write.document) };
      }
    }
  };

  const unitOfWork: UnitOfWork = {
    commit: ({ documents, audit, messages, counters }) => {
      if (failures.conflicts > 0) {
        failures.conflicts -= 1;
        return Promise.reject(new Conflict('the task'));
      }
      const writes = documents.map((write) => ({ write, ...standing(write) }));
      const moved = writes.find(({ write, current }) => write.expected !== current);
      if (moved) return Promise.reject(new Conflict(`the ${moved.write.kind}`));
      for (const write of writes) write.put();
      written.audit.push(...audit);
      written.messages.push(...messages);
      written.counters.push(...counters);
      return Promise.resolve();
    },
  };
  const taskStore: Pick<TaskStore, 'get'> = {
    get: (ref) => Promise.resolve(tasks.get(taskKey(ref)) ?? null),
  };
  const gateStore: Pick<GateStore, 'get'> = {
    get: (name) => Promise.resolve(gates.get(gateKey(name)) ?? null),
  };
  const executionStore: Pick<ExecutionStore, 'get' | 'control'> = {
    get: (ref) => Promise.resolve(executions.get(executionKey(ref)) ?? null),
    control: (ref) => Promise.resolve(controls.get(executionKey(ref)) ?? null),
  };
  return {
    ...{ unitOfWork, tasks: taskStore, gates: gateStore, executions: executionStore },
    /** What was committed beside the documents. */
    written,
    failures,
    /** Puts a document in as if somebody else had, whatever stands; an execution with a control that says run. */
    put,
    /** Null where no such task was put in. */
    taskNow: (ref: TaskRef): Task | null => tasks.get(taskKey(ref)) ?? null,
  };
};
