import type { Gate } from '../../domain/approval/gate.ts';
import type { Execution, ExecutionControl } from '../../domain/execution/execution.ts';
import type { ExecutionId, OrgId } from '../../domain/shared/ids.ts';
import type { Task } from '../../domain/task/task.ts';

/** What operators want; `expected` is the epoch that it replaces. */
interface ControlWrite {
  readonly kind: 'control';
  readonly org_id: OrgId;
  readonly execution_id: ExecutionId;
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
