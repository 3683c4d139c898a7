import {
  changeExecution,
  engine,
  executionEntry,
} from '../../../domain/execution/move-execution.ts';
import type { Execution, ExecutionControl } from '../../../domain/execution/execution.ts';
import { Conflict } from '../../../domain/shared/errors.ts';
import type { Timestamp } from '../../../domain/shared/ids.ts';
import type { AdvanceResult } from '../execution-ports.ts';
import type { DocumentWrite, Changes } from '../../../domain/shared/changes.ts';

/** Control of an execution that ends: the fence is closed for good, and no word opens it. */
export const closed = (control: ExecutionControl): ExecutionControl => ({
  ...control,
  desired: 'closed',
  epoch: control.epoch + 1,
});

export const controlWrite = (
  execution: Execution,
  from: ExecutionControl,
  to: ExecutionControl,
): DocumentWrite => ({
  kind: 'control',
  org_id: execution.org_id,
  execution_id: execution.id,
  document: to,
  expected: from.epoch,
});

/** A change of an execution that keeps its status, with what is put on record about it. */
export const executionChanges = (
  execution: Execution,
  patch: Partial<Execution>,
  record?: { at: Timestamp; event: string; details: Record<string, unknown> },
): Changes => ({
  documents: [changeExecution(execution, patch)],
  audit: record ? [executionEntry(execution, { ...record, actor: engine })] : [],
  messages: [],
  counters: [],
});

/** @throws Conflict when a line or lock was not as read. */
export const assertWritten = (result: AdvanceResult, what: string): void => {
  if (result !== 'written') throw new Conflict(what);
};
